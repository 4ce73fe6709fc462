import { describe, expect, it } from 'vitest';
import {
  groupsToAsk,
  MOST_GROUPS,
  pairsToAsk,
  type PlannedChange,
} from '../../../src/core/access/people-question.ts';
import { peopleMode } from '../../../src/core/access/people-mode.ts';
import type { LiveAssignment } from '../../../src/core/model/assignment.ts';
import { everything, nothing, pairKey } from '../../../src/core/model/reading.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { type Files, rule } from '../support/files.ts';
import { accountId, groupId, type Live, managed, setArn, snapshotOf } from '../support/live.ts';
import { plannedOn, type Story, versionsOf } from '../support/planned.ts';

const sets = { Admin: { managedPolicies: ['AdministratorAccess'] }, Reader: {}, Writer: {} };
const live = {
  sets: {
    Admin: { content: { managedPolicies: [managed('AdministratorAccess')] } },
    Reader: {},
    Writer: {},
  },
} satisfies Live;

function files(...assignments: NonNullable<Files['assignments']>): Files {
  return { permissionSets: sets, assignments };
}

/** The plan is made from all that is live; what was read of it is another matter. */
function changeOf(story: Story, read: Partial<Snapshot> = {}): PlannedChange {
  const whole = snapshotOf(story.live ?? live);
  const { plan } = plannedOn(story, whole);
  const snapshot = { ...whole, ...read };
  return { operations: plan.operations, snapshot, versions: versionsOf(story, snapshot) };
}

function held(group: string, set: string, account: string): LiveAssignment {
  return {
    accountId: accountId(account),
    permissionSetArn: setArn(set),
    principalType: 'GROUP',
    principalId: groupId(group),
  };
}

function names(ids: readonly string[]): string[] {
  return ids.map((id) => id.replace('group-', ''));
}

describe('whose people are asked for', () => {
  it('are groups that gain or lose, administrators and losses first', () => {
    const base = files(rule('Red', 'Reader', 'dev'));
    const head = files(rule('Blue', 'Writer', 'dev'), rule('Green', 'Admin', 'dev'));
    const grants = ['Red Reader dev'];
    const { changed, others } = groupsToAsk(
      changeOf({ live: { ...live, grants }, base, head }),
      [],
    );
    expect(names(changed)).toEqual(['Green', 'Red', 'Blue']);
    expect(others).toEqual([]);
  });

  it('are groups that hold a set whose content changes, administrators first', () => {
    const groups = ['Blue', 'Readers', 'Roots', 'Others'];
    const grants = ['Readers Reader dev', 'Readers Reader test', 'Roots Writer prod'];
    const rules = [
      rule('Readers', 'Reader', ['dev', 'test']),
      rule('Roots', 'Writer', 'prod'),
      rule('Others', 'Admin', 'prod'),
    ];
    const edited = {
      Reader: { sessionDuration: '2h' },
      Writer: { managedPolicies: ['AdministratorAccess'] },
    };
    const { changed, others } = groupsToAsk(
      changeOf({
        live: { ...live, groups, grants: [...grants, 'Others Admin prod'] },
        base: files(...rules),
        head: { permissionSets: { ...sets, ...edited }, assignments: rules },
      }),
      [],
    );
    expect(changed).toEqual([]);
    expect(names(others)).toEqual(['Roots', 'Readers']);
  });

  it('are others that hold the same before or after, by files and live, and nobody else', () => {
    const groups = ['Blue', 'Base', 'Both', 'Live', 'Elsewhere', 'OtherSet'];
    const grants = [
      'Live Reader dev',
      'Both Reader dev',
      'Elsewhere Reader prod',
      'Base Reader dev',
    ];
    const same = [rule('Both', 'Reader', 'dev'), rule('Elsewhere', 'Reader', 'prod')];
    const base = files(...same, rule('Base', 'Reader', 'dev'), rule('OtherSet', 'Writer', 'dev'));
    const head = files(...same, rule('Base', 'Reader', 'dev'), rule('Blue', 'Reader', 'dev'));
    const story = {
      live: { ...live, groups, grants: [...grants, 'OtherSet Writer dev'] },
      base,
      head,
    };
    const { changed, others } = groupsToAsk(changeOf(story), []);
    expect(names(changed)).toEqual(['OtherSet', 'Blue']);
    expect(names(others).toSorted()).toEqual(['Base', 'Both', 'Live']);
  });

  it('are those whom only AWS told of', () => {
    const story = {
      live: { ...live, groups: ['Blue', 'Seen'] },
      base: files(),
      head: files(rule('Blue', 'Reader', 'dev')),
    };
    const change = changeOf(story, { coverage: nothing });
    expect(names(groupsToAsk(change, []).others)).toEqual([]);
    expect(names(groupsToAsk(change, [held('Seen', 'Reader', 'dev')]).others)).toEqual(['Seen']);
    expect(names(groupsToAsk(change, [held('Seen', 'Reader', 'prod')]).others)).toEqual([]);
  });

  it('are those with another way into an account where somebody loses something', () => {
    const groups = ['Red', 'Way', 'Far'];
    const stay = [rule('Way', 'Writer', 'dev'), rule('Far', 'Writer', 'prod')];
    const grants = ['Red Reader dev', 'Way Writer dev', 'Far Writer prod'];
    const base = files(rule('Red', 'Reader', 'dev'), ...stay);
    const story = { live: { ...live, groups, grants }, base, head: files(...stay) };
    const { changed, others } = groupsToAsk(changeOf(story), []);
    expect([names(changed), names(others)]).toEqual([['Red'], ['Way']]);
  });

  it('are no dead groups, and none for drift, pending steps or what is blocked', () => {
    const grants = ['gone:Old Reader dev', 'Green Reader prod'];
    const same = files(rule('Blue', 'Reader', 'dev'));
    const story = { live: { ...live, grants }, base: same, head: same, lastApplied: files() };
    const { changed, others } = groupsToAsk(changeOf(story), []);
    expect([changed, others]).toEqual([[], []]);
    const old = { live: { ...live, grants: ['gone:Old Reader dev'] }, base: files(), head: same };
    expect(names(groupsToAsk(changeOf(old), []).changed)).toEqual(['Blue']);
    expect(groupsToAsk(changeOf(old), []).others).toEqual([]);
  });

  it('are users never: who they are is known', () => {
    const live2 = { ...live, users: ['ada'], grants: ['user:ada Reader dev'] };
    const story = { live: live2, base: files(), head: files(rule('Blue', 'Reader', 'dev')) };
    expect(names(groupsToAsk(changeOf(story), []).others)).toEqual([]);
  });
});

describe('bounds', () => {
  const many = Array.from({ length: 400 }, (_none, at) => `Group${String(at).padStart(3, '0')}`);

  it('leave out what is least dangerous, and say of each group why', () => {
    const base = files(rule('Red', 'Reader', 'dev'));
    const head = files(rule(many, 'Reader', 'dev'), rule('Green', 'Admin', 'prod'));
    const groups = ['Red', 'Green', ...many];
    const story = { live: { ...live, groups, grants: ['Red Reader dev'] }, base, head };
    const { changed, others, left } = groupsToAsk(changeOf(story), []);
    expect(names(changed).slice(0, 3)).toEqual(['Green', 'Red', 'Group000']);
    expect(changed.length + others.length).toBe(MOST_GROUPS);
    expect(left.size).toBe(402 - MOST_GROUPS);
    expect(left.get(groupId('Group399'))).toBe(
      'people of at most 300 groups are read, and this change concerns 402',
    );
  });

  it('ask for last ways in account by account, each whole or not at all, up to a hundred groups', () => {
    const [small, large] = [many.slice(0, 60), many.slice(100, 160)];
    const stay = [rule(small, 'Writer', 'dev'), rule(large, 'Writer', 'prod')];
    const base = files(rule('Red', 'Reader', ['dev', 'prod']), ...stay);
    const grants = [
      'Red Reader dev',
      'Red Reader prod',
      ...small.map((name) => `${name} Writer dev`),
      ...large.map((name) => `${name} Writer prod`),
    ];
    const story = {
      live: { ...live, groups: ['Red', ...many], grants },
      base,
      head: files(...stay),
    };
    const { changed, others, left } = groupsToAsk(changeOf(story), []);
    expect(names(changed)).toEqual(['Red']);
    const first = accountId('dev') < accountId('prod') ? small : large;
    expect(names(others).toSorted()).toEqual(first);
    expect(left.size).toBe(0);
  });

  it('ask for the holders of fifty pairs, administrators first', () => {
    const places = Object.fromEntries(many.slice(0, 60).map((name) => [name.toLowerCase(), {}]));
    const accounts = { management: {}, ...places };
    const everywhere = Object.keys(places);
    const head = files(rule('Blue', 'Reader', everywhere), rule('Blue', 'Admin', 'group059'));
    const story = { live: { ...live, accounts }, base: files(), head };
    const pairs = pairsToAsk(changeOf(story, { coverage: nothing }));
    expect(pairs).toHaveLength(50);
    expect(pairs[0]).toEqual({
      accountId: accountId('group059'),
      permissionSet: 'Admin',
      arn: setArn('Admin'),
    });
  });
});

describe('which pairs are asked for', () => {
  const story = { live, base: files(), head: files(rule('Blue', 'Reader', ['dev', 'prod'])) };
  const dev = pairKey(accountId('dev'), 'Reader');
  const asked = (read: Partial<Snapshot>) =>
    pairsToAsk(changeOf(story, read)).map(({ accountId: id, permissionSet }) =>
      pairKey(id, permissionSet),
    );

  it('are those that the reading does not see whole', () => {
    expect(asked({ coverage: everything })).toEqual([]);
    expect(asked({ coverage: { ...nothing, pairs: [dev] } })).toEqual([
      pairKey(accountId('prod'), 'Reader'),
    ]);
    expect(asked({ coverage: { ...nothing, principals: [groupId('Blue')] } })).toHaveLength(2);
  });

  it('are not those that failed to be read, but those of a set whose accounts were not listed', () => {
    const why = 'AWS said no';
    const arn = setArn('Reader');
    const failed = { part: 'assignments' as const, arn, accountId: accountId('dev'), why };
    expect(asked({ coverage: nothing, unread: [failed] })).toEqual([
      pairKey(accountId('prod'), 'Reader'),
    ]);
    const unlisted = { part: 'provisioned-accounts' as const, arn, why };
    expect(asked({ coverage: everything, unread: [unlisted] })).toHaveLength(2);
  });

  it('are none of a set that is yet to be made', () => {
    const made = { ...story, live: { sets: { Admin: {} } } };
    expect(pairsToAsk(changeOf(made, { coverage: nothing }))).toEqual([]);
  });
});

it.each([
  [['names'], false, 'names'],
  [['names'], true, 'counts'],
  [['counts'], true, 'counts'],
  [['off'], true, 'off'],
  [['off'], false, 'off'],
  [['names', 'counts'], false, 'counts'],
  [['counts', 'names'], false, 'counts'],
  [['names', 'off'], true, 'off'],
  [['off', 'counts'], false, 'off'],
] as const)('%j are, on a repository that is public: %s, %s', (settings, isPublic, mode) => {
  expect(peopleMode(settings, isPublic)).toBe(mode);
});
