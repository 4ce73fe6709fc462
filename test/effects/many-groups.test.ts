import { expect, it } from 'vitest';
import { Arrivals } from '../../src/effects/execute/arrivals.ts';
import type { EntraExecution, Execution, Hands } from '../../src/effects/execute/execution.ts';
import { Sightings } from '../../src/effects/execute/sightings.ts';
import { provisionGroup } from '../../src/effects/execute/sync-group.ts';
import type { Group, Principal } from '../../src/core/model/principal.ts';
import type { ProvisionAnswer } from '../../src/ports/directory-write.ts';
import { VirtualClock } from '../adapters/aws/support/virtual-clock.ts';
import { directoryOf, objectId } from '../core/support/entra.ts';
import { fakeAws } from './support/fake-aws.ts';
import { snapshotOf } from '../core/support/live.ts';

const minutes = 60_000;
/** What Entra allows: five asks in ten and a half seconds. */
const turn = 2100;

interface Crowd {
  readonly clock: VirtualClock;
  readonly asks: () => number;
  readonly listings: () => number;
  readonly lines: readonly string[];
  readonly provision: () => Promise<readonly string[]>;
}

/** So many groups that Entra is asked for at once, one after the other. */
function crowd(
  count: number,
  says: (asked: number) => ProvisionAnswer,
  shownAfter: number | null = null,
): Crowd {
  const clock = new VirtualClock();
  const names = Array.from({ length: count }, (_none, at) => `Group-${at}`);
  const directory = directoryOf({ groups: names, assigned: names, groupSync: 'manage' });
  const coming: { readonly at: number; readonly group: Group }[] = [];
  const lines: string[] = [];
  let [asks, listings, nextTurn] = [0, 0, 0];
  const snapshot = snapshotOf({});
  const aws = fakeAws(snapshot, {
    before: (call) => {
      listings += call === 'listGroups' ? 1 : 0;
    },
    groups: () => coming.filter(({ at }) => at <= clock.now()).map(({ group }) => group),
  });
  const hands = {
    clock,
    signal: new AbortController().signal,
    journal: { progress: (line: string) => void lines.push(line), warn: () => undefined },
    applications: aws.readers.applications,
    identityStore: aws.readers.identityStore,
    identityStoreId: snapshot.instance.identityStoreId,
    instance: snapshot.instance.arn,
    owner: 'platform',
    reader: aws.readers.identityCenter,
    writer: aws.writer,
    declared: new Map(),
    arns: new Map(),
    isActive: () => true,
    entra: null,
    isPublicRepository: false,
  } satisfies Hands;
  const sightings = new Sightings(hands);
  const execution: Execution = { ...hands, sightings, done: () => undefined };
  const nothing = (): Promise<never> => Promise.reject(new Error('nobody asks this'));
  const entra: EntraExecution = {
    directory,
    isDeclared: () => true,
    syncedIds: new Map(),
    arrivals: new Arrivals(hands, directory),
    reader: {
      findGroups: nothing,
      readGroups: nothing,
      listDeletedGroups: nothing,
      readNestedGroups: nothing,
      findApplications: nothing,
      listAssignedGroups: nothing,
      readProvisioning: nothing,
    },
    writer: {
      assignGroup: nothing,
      unassignGroup: nothing,
      provisionGroup: async (_application, id, until) => {
        const at = Math.max(nextTurn, clock.now());
        if (at > until) {
          await clock.sleep(until - clock.now());
          return { status: 'too-late' };
        }
        nextTurn = at + turn;
        await clock.sleep(at - clock.now());
        asks += 1;
        const answer = says(asks);
        const externalIds = [{ issuer: 'scim', id }];
        const group = { id: `store-${id}`, displayName: id, externalIds };
        if (answer.status === 'done' && shownAfter !== null) {
          coming.push({ at: clock.now() + shownAfter, group });
        }
        return answer;
      },
    },
  };
  const principals = names.map((name): Principal => {
    const id = objectId(name);
    return { type: 'GROUP', id: `entra:${id}`, name, entraObjectId: id };
  });
  return {
    clock,
    asks: () => asks,
    listings: () => listings,
    lines,
    provision: async () => {
      const ends = await clock.run(
        Promise.all(
          principals.map((principal) =>
            provisionGroup(execution, entra, principal, principal.entraObjectId ?? ''),
          ),
        ),
      );
      return ends.map(({ result }) => result);
    },
  };
}

const tooFresh = (): ProvisionAnswer => ({ status: 'not-yet', reason: 'TooFresh', message: null });
const done = (): ProvisionAnswer => ({ status: 'done', left: 0 });

it.each([10, 100, 300])(
  'asks Entra for %i groups that it does not take for five minutes in all, and lets them wait',
  async (count) => {
    const { clock, provision, listings, lines } = crowd(count, tooFresh);
    const ends = await provision();
    expect(new Set(ends)).toEqual(new Set(['waiting']));
    expect(clock.now()).toBeLessThan(5 * minutes + 10_000);
    // One before, and one for all who give up at a time; never one a group and ask.
    expect(listings()).toBeLessThan(40);
    expect(lines[0]).toBe(`waiting for Entra ID to provision ${count} groups`);
    expect(lines.length).toBeLessThan(13);
  },
);

it('grants to those that came in time, and asks for each once before it asks for one again', async () => {
  const { provision, asks } = crowd(200, done, 20_000);
  const ends = await provision();
  expect(ends.filter((end) => end === 'applied').length).toBeGreaterThan(125);
  expect(ends.slice(0, 125)).toEqual(Array.from({ length: 125 }, () => 'applied'));
  expect(ends.filter((end) => end === 'failed')).toEqual([]);
  expect(asks()).toBeLessThan(145);
});

it('looks for all that AWS does not show yet at once, and says that it waits for AWS', async () => {
  const { provision, listings, lines, clock } = crowd(12, done, 40_000);
  expect(new Set(await provision())).toEqual(new Set(['applied']));
  expect(listings()).toBeLessThan(1 + clock.now() / 5000 + 1);
  expect(lines.join('\n')).toMatch(/for AWS to show \d+ groups that Entra ID has provisioned/);
});
