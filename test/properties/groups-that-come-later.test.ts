import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Approval, approve } from '../../src/core/approval/approve.ts';
import { recordOf } from '../../src/core/approval/reviewed-record.ts';
import type { BuiltPlan } from '../../src/core/plan/build-plan.ts';
import type { Operation } from '../../src/core/plan/operation.ts';
import { directoryOf, objectId } from '../core/support/entra.ts';
import { line, planned } from '../core/support/planned.ts';
import { organization } from '../effects/support/with-entra.ts';
import { changeOf, entraOf, liveWith, type SyncCase, syncCase } from './support/directory-case.ts';
import { groups, runs } from './support/organization-case.ts';

const PLANNED = 80;
const APPLIED = 40;
/** Enough for ten times as many on a busy machine. */
const limit = { timeout: 300_000 };

function planWith(one: SyncCase, present: readonly string[]): BuiltPlan {
  const directory = directoryOf(entraOf(one));
  return planned({ ...changeOf(one), live: { ...liveWith(one, present), directory } });
}

const early = ({ late }: SyncCase): string[] => groups.filter((name) => !late.includes(name));

/** What an operation is and why; not how far it has got. */
function whatOf({ plan }: BuiltPlan): string[] {
  return plan.operations
    .filter(({ kind }) => !kind.includes('-group'))
    .map(({ digest, cause, kind }) => `${cause} ${kind} ${digest}`)
    .toSorted();
}

function byItself(built: BuiltPlan): Approval {
  return { kind: 'reviewed', records: [recordOf(built)], newAccounts: 'grant' };
}

function approvedOf(built: BuiltPlan): Operation[] {
  const { plan, approved } = approve(built, byItself(built));
  return plan.operations.filter(({ id }) => approved.has(id));
}

test('a plan is the same work, by the same digests, whether a group has come or not', limit, () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(syncCase, (one) => {
      const before = planWith(one, early(one));
      const after = planWith(one, groups);
      expect(whatOf(before)).toEqual(whatOf(after));
      const told: SyncCase = { ...one, groupSync: 'check' };
      expect(planWith(told, early(told)).plan.digest).toBe(planWith(told, groups).plan.digest);
      const held = approve(after, byItself(before)).plan.operations.filter(
        ({ status }) => status === 'held',
      );
      expect(held.map(line)).toEqual([]);
    }),
    runs(PLANNED),
  );
});

test(
  'what waits lets nothing through: no revocation goes that would have followed a grant of it',
  limit,
  () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(syncCase, (one) => {
        const waiting = new Set(one.late.map(objectId));
        const after = new Map(
          planWith(one, groups).plan.operations.map((operation) => [operation.digest, operation]),
        );
        const byId = new Map([...after.values()].map((operation) => [operation.id, operation]));
        for (const operation of approvedOf(planWith({ ...one, groupSync: 'check' }, early(one)))) {
          const needed = after.get(operation.digest)?.requires.map((id) => byId.get(id)) ?? [];
          const missing = needed.filter(
            (step) => step?.kind === 'grant' && waiting.has(step.principal.entraObjectId ?? ''),
          );
          expect(missing).toEqual([]);
        }
      }),
      runs(PLANNED),
    );
  },
);

const comings = fc.infiniteStream(fc.constantFrom(0, 20_000, 3_600_000));

test(
  'runs converge by one review however late groups come, and nobody loses what they keep',
  limit,
  async () => {
    expect.hasAssertions();
    await fc.assert(fc.asyncProperty(syncCase, comings, converges), runs(APPLIED));
  },
);

async function converges(one: SyncCase, delays: Iterator<number>): Promise<void> {
  const change = changeOf(one);
  const kept = new Set<string>();
  const world = organization(liveWith(one, early(one)), entraOf(one), {
    entra: { delay: () => Number(delays.next().value) },
    aws: {
      before: (call, about) => {
        if (call === 'deleteAssignment' && kept.has(about.join(' '))) {
          throw new Error(`${about.join(' ')} is kept`);
        }
      },
    },
  });
  const first = await world.plan(change);
  const approval = byItself(first);
  // A revocation that was not in the plan is of somebody who keeps it.
  const going = new Set(first.plan.operations.filter(({ kind }) => kind === 'revoke').map(whoseOf));
  for (const { permissionSetArn, accountId, principalId } of world.aws.assignments) {
    const key = [world.aws.sets.get(permissionSetArn)?.name, accountId, principalId].join(' ');
    if (!going.has(key)) kept.add(key);
  }

  for (const come of [null, ...one.late]) {
    if (come !== null) world.entra.sync(objectId(come));
    const { outcomes } = await world.apply(change, approval);
    expect(outcomes.filter((text) => /^(?:failed|not-attempted) /.test(text))).toEqual([]);
  }
  const { plan } = await world.plan(change);
  const left = plan.operations.filter(
    ({ cause, status }) => cause !== 'drift' && status !== 'blocked',
  );
  expect(left.map(line)).toEqual([]);
}

function whoseOf({ permissionSet, account, principal }: Operation): string {
  return [permissionSet, account?.id, principal?.id].join(' ');
}
