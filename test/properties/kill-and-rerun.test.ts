import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { approve } from '../../src/core/approval/approve.ts';
import { recordOf } from '../../src/core/approval/reviewed-record.ts';
import type { Operation } from '../../src/core/plan/operation.ts';
import type { IdentityCenterWriter } from '../../src/ports/identity-center-write.ts';
import { mappingOf } from '../core/support/files.ts';
import { line } from '../core/support/planned.ts';
import { filesOf, seedOf } from './support/as-files.ts';
import { organizationCase, type OrganizationCase, runs } from './support/organization-case.ts';
import { applyOn, planOn, type Simulated, simulate } from './support/simulated.ts';

const CASES = 30;

interface Kill {
  /** The write, from 1, at which the run ends. */
  readonly at: number;
  /** Killed outright, as by a runner that goes away, or cancelled by a signal. */
  readonly how: 'killed' | 'cancelled';
}

const kill: fc.Arbitrary<Kill> = fc.record({
  at: fc.integer({ min: 1, max: 12 }),
  how: fc.constantFrom('killed', 'cancelled'),
});

class Killed extends Error {}

test(
  'after a kill at any write the same review covers the rest, a second run ends it, and drift stays drift',
  { timeout: 300_000 },
  async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(organizationCase, kill, (organization, end) =>
        simulate(seedOf(organization), (on) => converges(on, organization, end)),
      ),
      runs(CASES),
    );
  },
);

async function converges(on: Simulated, organization: OrganizationCase, end: Kill): Promise<void> {
  const head = mappingOf(filesOf(organization.head));
  const base = mappingOf(filesOf(organization.base));
  const reviewed = await planOn(on, head, base, false);
  const approval = {
    kind: 'reviewed',
    records: [recordOf(reviewed.built)],
    newAccounts: 'report',
  } as const;

  const first = approve(reviewed.built, approval);
  const stop = new AbortController();
  const writer = stopping(on.writer, end, stop);
  await applyOn(on, reviewed, first, { writer, signal: stop.signal }).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  await on.aws.settled();

  const rest = await planOn(on, head, base, false);
  const second = approve(rest.built, approval);
  expect(second.plan.operations.filter(({ status }) => status === 'held').map(line)).toEqual([]);
  const report = await applyOn(on, rest, second);
  await on.aws.settled();
  const bad = report.outcomes.filter(
    ({ outcome }) => !['applied', 'already-so'].includes(outcome.result),
  );
  expect(bad.map(({ operation, outcome }) => [line(operation), outcome])).toEqual([]);

  const { plan } = (await planOn(on, head, base, false)).built;
  const merged = ({ cause, status }: Operation): boolean =>
    cause !== 'drift' && status !== 'blocked';
  expect(plan.operations.filter(merged).map(line)).toEqual([]);
  expect(driftIn(plan.operations)).toEqual(driftIn(reviewed.built.plan.operations));
}

/** But for stale roles, which go with the last assignment and come up to date with a grant. */
function driftIn(operations: readonly Operation[]): string[] {
  return operations
    .filter(({ cause, kind }) => cause === 'drift' && kind !== 'provision-permission-set')
    .map(line);
}

function stopping(
  writer: IdentityCenterWriter,
  { at, how }: Kill,
  stop: AbortController,
): IdentityCenterWriter {
  let writes = 0;
  return new Proxy(writer, {
    get: (target, name: keyof IdentityCenterWriter) => {
      const method = target[name] as (...given: unknown[]) => unknown;
      return (...given: unknown[]): unknown => {
        writes += 1;
        if (writes >= at && how === 'killed') return Promise.reject(new Killed());
        if (writes >= at) stop.abort();
        return method(...given);
      };
    },
  });
}
