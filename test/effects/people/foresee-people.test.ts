import { describe, expect, it } from 'vitest';
import type { PeopleMode } from '../../../src/core/access/people-mode.ts';
import { foreseenGroups } from '../../../src/effects/people/foreseen-groups.ts';
import { foreseePeople } from '../../../src/effects/people/foresee-people.ts';
import { rememberPeople } from '../../../src/effects/people/remember-people.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import type { AwsReadPorts } from '../../../src/ports/readers.ts';
import { type Files, mappingOf, rule } from '../../core/support/files.ts';
import { snapshotOf } from '../../core/support/live.ts';
import { fakeAws } from '../support/fake-aws.ts';

const store = 'd-0123456789';
const gray = '33333333-aaaa-4bbb-8ccc-444444444444';
const live = snapshotOf({
  groups: ['Blue', 'Green', 'Red', `Gray=${gray}`],
  users: ['ada', 'bob'],
  objectIds: { Red: '11111111-aaaa-4bbb-8ccc-222222222222' },
});
const members = { 'group-Blue': ['user-ada', 'user-bob'], 'group-Red': ['user-ada'] };

function files(...assignments: NonNullable<Files['assignments']>): Files {
  return { manage: { users: true }, permissionSets: { Reader: {} }, assignments };
}

const stays = rule('Green', 'Reader', 'dev');
const base = mappingOf(files(stays));
const head = mappingOf(files(stays, rule('Blue', 'Reader', 'dev')));

interface Opened {
  readonly readers: AwsReadPorts;
  readonly asked: string[];
}

function open(before: (call: string) => void = () => undefined): Opened {
  const asked: string[] = [];
  const aws = fakeAws(live, {
    members,
    before: (call, about) => {
      asked.push([call, ...about].join(' '));
      before(call);
    },
  });
  return { readers: rememberPeople(aws.readers), asked };
}

/** All that comes of foreseeing, with nobody to stop it before. */
async function foreseen(opened: Opened, mode: PeopleMode, files2 = head): Promise<string[]> {
  const task = { identityStoreId: store, head: files2, base, mode };
  const foresight = foreseePeople(opened.readers, task);
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  await foresight.stop();
  return opened.asked;
}

describe('which groups are foreseen', () => {
  const ids = (one: Files, other: Files | null) =>
    foreseenGroups(mappingOf(one), other === null ? null : mappingOf(other), live.groups);

  it('are those of rules that come, go or change, and of no other', () => {
    const blue = rule('Blue', 'Reader', 'dev');
    expect(ids(files(stays, blue), files(stays))).toEqual(['group-Blue']);
    expect(ids(files(stays), files(stays, blue))).toEqual(['group-Blue']);
    expect(ids(files(rule('Blue', 'Reader', 'prod')), files(blue))).toEqual(['group-Blue']);
    expect(ids(files(blue, stays), files(stays, blue))).toEqual([]);
    expect(ids(files({ ...blue, reason: 'why' }), files(blue))).toEqual([]);
  });

  it('are found by the ids that rules may name them by, and never made up', () => {
    const byIds = [
      rule(`id:${gray}`, 'Reader', 'dev'),
      rule('entra:11111111-AAAA-4bbb-8ccc-222222222222', 'Reader', 'dev'),
    ];
    expect(ids(files(...byIds, rule('Nobody', 'Reader', 'dev')), files())).toEqual([
      gray,
      'group-Red',
    ]);
    expect(
      ids(files({ users: 'ada', permissionSets: 'Reader', accounts: 'dev' }), files()),
    ).toEqual([]);
  });

  it('are none where there is nothing to compare with', () => {
    expect(ids(files(stays), null)).toEqual([]);
  });
});

describe('people are asked for early', () => {
  it('with their names, and whoever asks later is not asked for them again', async () => {
    const opened = open();
    const before = await foreseen(opened, 'names');
    expect(before.toSorted()).toEqual([
      'describeUser user-ada',
      'describeUser user-bob',
      'listGroups',
      'listMembers group-Blue',
    ]);
    const { people, identityStore } = opened.readers;
    expect(await people.listMembers(store, 'group-Blue', 10_000)).toEqual(members['group-Blue']);
    expect((await identityStore.describeUser(store, 'user-ada'))?.userName).toBe('ada');
    expect(opened.asked).toHaveLength(4);
  });

  it('without their names where they are counted, and not at all where nobody asks or Entra does', async () => {
    expect(await foreseen(open(), 'counts')).toEqual(['listGroups', 'listMembers group-Blue']);
    expect(await foreseen(open(), 'off')).toEqual([]);
    const withEntra = mappingOf({ ...files(stays, rule('Blue', 'Reader', 'dev')), entra: {} });
    expect(await foreseen(open(), 'names', withEntra)).toEqual([]);
  });

  it.each(['listGroups', 'listMembers', 'describeUser'])(
    'and a refused %s is asked again by whoever needs it',
    async (refused) => {
      let refuses = true;
      const opened = open((call) => {
        if (refuses && call === refused) throw new PortError('throttled', call, 'too much');
      });
      await foreseen(opened, 'names');
      refuses = false;
      const { people, identityStore } = opened.readers;
      expect(await identityStore.listGroups(store)).toHaveLength(4);
      expect(await people.listMembers(store, 'group-Blue', 10_000)).toHaveLength(2);
      expect((await identityStore.describeUser(store, 'user-ada'))?.userName).toBe('ada');
    },
  );

  it('and no more once the plan is made', async () => {
    const opened = open();
    const task = { identityStoreId: store, head, base, mode: 'names' } as const;
    await foreseePeople(opened.readers, task).stop();
    expect(opened.asked).toEqual(['listGroups']);
  });

  it('and a bug shows', async () => {
    const opened = open(() => {
      throw new TypeError('bug');
    });
    await expect(foreseen(opened, 'names')).rejects.toThrow('bug');
  });
});

describe('readers that remember', () => {
  it('list groups once for all who ask at once, and anew for whoever comes later', async () => {
    const { readers, asked } = open();
    const { identityStore } = readers;
    await Promise.all([identityStore.listGroups(store), identityStore.listGroups(store)]);
    expect(asked).toEqual(['listGroups']);
    await identityStore.listGroups(store);
    expect(asked).toHaveLength(2);
  });

  it('tell members of one group from those of another, and keep who is gone', async () => {
    const { readers, asked } = open();
    const list = (id: string) => readers.people.listMembers(store, id, 10);
    expect(await Promise.all(['group-Blue', 'group-Red', 'gone', 'gone'].map(list))).toEqual([
      members['group-Blue'],
      members['group-Red'],
      null,
      null,
    ]);
    expect(asked).toHaveLength(3);
  });
});
