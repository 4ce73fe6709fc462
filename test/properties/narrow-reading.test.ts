import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/model/snapshot.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { buildPlan } from '../../src/core/plan/build-plan.ts';
import type { Operation } from '../../src/core/plan/operation.ts';
import { gatherPlan, type GatherTask } from '../../src/effects/gather-plan.ts';
import { PortError } from '../../src/ports/port-error.ts';
import { type Files, mappingOf } from '../core/support/files.ts';
import { type Live, snapshotOf } from '../core/support/live.ts';
import { BASE, HEAD, LAST_APPLIED_AT, NOW } from '../core/support/planned.ts';
import { fakeAws, type FakeAwsOptions } from '../effects/support/fake-aws.ts';
import { filesOf, snapshotCase } from './support/as-files.ts';
import {
  type FilesSpec,
  organizationCase,
  type OrganizationCase,
  runs,
} from './support/organization-case.ts';

const CASES = 200;

/** Sets that nobody changes, so that reading everything is dear. */
const fillers = 'ABCDEFGHIJKL'.split('').map((letter) => `Filler${letter}`);

type Which = 0 | 1 | 2 | 3;

interface Case {
  readonly world: OrganizationCase;
  readonly next: OrganizationCase;
  /** Which files each commit has, and which of them were applied: often the same, so that little differs. */
  readonly files: Readonly<Record<'head' | 'base' | 'lastApplied' | 'between' | 'live', Which>>;
  readonly expired: boolean;
  readonly delegated: boolean;
  readonly refused: boolean;
  readonly hints: 'none' | 'right' | 'wrong';
  readonly joined: boolean;
  /** Roles that nobody has, of an older version. */
  readonly emptyRoles: boolean;
  /** Sets that head no longer declares are given up rather than deleted. */
  readonly released: boolean;
}

const which = fc.constantFrom<Which[]>(0, 0, 1, 2, 3);
const narrowCase: fc.Arbitrary<Case> = fc.record({
  world: organizationCase,
  next: organizationCase,
  files: fc.oneof(
    fc.record({ head: which, base: which, lastApplied: which, between: which, live: which }),
    // Nothing was changed but by time, and by the world.
    fc.constant({ head: 0, base: 0, lastApplied: 0, between: 0, live: 0 } as const),
  ),
  expired: fc.boolean(),
  delegated: fc.boolean(),
  refused: fc.boolean(),
  hints: fc.constantFrom('none' as const, 'right' as const, 'wrong' as const),
  joined: fc.boolean(),
  emptyRoles: fc.boolean(),
  released: fc.boolean(),
});

function withFillers(files: Files, expired: boolean): Files {
  const [first, ...others] = files.assignments ?? [];
  const ended =
    first === undefined || !expired
      ? files.assignments
      : [{ ...first, expires: '2026-01-12' }, ...others];
  return {
    ...files,
    // A second for each request, so that nothing is read just because it is soon done.
    identityCenter: { requestsPerSecond: 1 },
    permissionSets: {
      ...files.permissionSets,
      ...Object.fromEntries(fillers.map((name) => [name, {}])),
    },
    assignments: [
      ...(ended ?? []),
      { groups: ['Blue', 'Red'], permissionSets: fillers, accounts: ['dev', 'test', 'prod'] },
    ],
  };
}

function specOf({ world, next }: Case, version: Which): FilesSpec {
  return [world.base, world.head, next.base, next.head][version] ?? world.base;
}

function liveWithFillers(each: Case): Live {
  const { world, delegated, joined, emptyRoles, files } = each;
  const live = snapshotCase({ ...world, base: specOf(each, files.live) });
  const accounts = Object.entries(live.accounts ?? {}).map(
    ([name, account]) =>
      [
        name,
        { ...account, joinedAt: joined && name === 'test' ? NOW : '2020-01-01T00:00:00.000Z' },
      ] as const,
  );
  return {
    ...live,
    delegated,
    accounts: Object.fromEntries(accounts),
    sets: { ...live.sets, ...Object.fromEntries(fillers.map((name) => [name, {}])) },
    stale: [...(live.stale ?? []), ...(emptyRoles ? emptyRolesOf(live) : [])],
    grants: [
      ...(live.grants ?? []),
      ...fillers.flatMap((name) =>
        ['dev', 'test', 'prod'].flatMap((account) => [
          `Blue ${name} ${account}`,
          `Red ${name} ${account}`,
        ]),
      ),
    ],
  };
}

/** Management's too, which a delegated administrator must not touch. */
function emptyRolesOf({ sets = {}, grants = [] }: Live): readonly string[] {
  const held = new Set(grants.map((text) => text.split(' ').slice(1).join(' ')));
  return Object.keys(sets)
    .flatMap((name) => ['dev', 'management'].map((account) => `${name} ${account}`))
    .filter((pair) => !held.has(pair));
}

async function planOf(
  each: Case,
  { about, read }: Pick<GatherTask, 'about' | 'read'>,
  world: Snapshot,
  names: ReadonlyMap<string, string>,
): Promise<Plan> {
  const options: FakeAwsOptions = each.refused
    ? {
        before: (call) => {
          if (call !== 'listAssignmentsOf') return;
          throw new PortError('access-denied', `sso:${call}`, `${call} is refused`);
        },
      }
    : {};
  const { readers } = fakeAws(world, options);
  const mapping = (of: Which, givenUp: readonly string[] = []) =>
    mappingOf({
      ...withFillers(filesOf(specOf(each, of)), each.expired),
      ...(givenUp.length === 0 ? {} : { manage: { release: givenUp } }),
    });
  const declared = Object.keys(specOf(each, each.files.head).sets);
  const dropped = Object.keys(specOf(each, each.files.base).sets).filter(
    (name) => !declared.includes(name),
  );
  const { files } = each;
  const { snapshot, versions } = await gatherPlan(
    {
      readers,
      connectDirectory: () => {
        throw new Error('no file asks for Entra');
      },
      journal: { progress: () => undefined, warn: () => undefined },
    },
    {
      instance: world.instance,
      mappings: {
        head: mapping(files.head, each.released ? dropped : []),
        base: mapping(files.base),
        lastApplied: mapping(files.lastApplied),
        lastAppliedAt: LAST_APPLIED_AT,
        between: [mapping(files.between)],
      },
      now: NOW,
      about,
      read,
      knownNames: () => Promise.resolve(names),
    },
  );
  return buildPlan({
    snapshot,
    versions,
    baseMapping: versions.base?.mapping ?? null,
    headCommit: HEAD,
    baseCommit: BASE,
    guarded: false,
    baseUnreadable: false,
    digestIncludesDrift: about === 'everything',
  }).plan;
}

function hintsOf({ hints }: Case, world: Snapshot): ReadonlyMap<string, string> {
  const names = world.permissionSets.map(({ name }) => name);
  const shifted = hints === 'wrong' ? [...names.slice(1), ...names.slice(0, 1)] : names;
  return new Map(
    hints === 'none'
      ? []
      : world.permissionSets.map(({ arn }, index) => [
          arn.slice(arn.lastIndexOf('/') + 1),
          shifted[index] ?? '',
        ]),
  );
}

function own({ operations }: Plan): readonly Operation[] {
  return operations
    .filter(({ cause }) => cause !== 'drift')
    .map((operation) =>
      // Told only: roles that nobody holds may be among them where their pairs were not read.
      operation.kind === 'provision-permission-set' ? { ...operation, accounts: [] } : operation,
    );
}

test(
  'a plan of what a change touches has the very operations of a plan of everything, but for drift',
  { timeout: 300_000 },
  async () => {
    const strategies = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(narrowCase, async (each) => {
        const world = snapshotOf(liveWithFillers(each));
        const whole = await planOf(each, { about: 'changes', read: 'complete' }, world, new Map());
        const narrow = await planOf(
          each,
          { about: 'changes', read: 'auto' },
          world,
          hintsOf(each, world),
        );
        const { strategy } = narrow.reading;
        strategies.set(strategy, (strategies.get(strategy) ?? 0) + 1);
        expect(own(narrow)).toEqual(own(whole));
        expect(narrow.digest).toBe(whole.digest);
        const known = new Set(whole.operations.map(({ id }) => id));
        expect(narrow.operations.filter(({ id }) => !known.has(id))).toEqual([]);
      }),
      runs(CASES),
    );
    expect(strategies.get('touched') ?? 0).toBeGreaterThan(CASES / 2);
  },
);

test(
  'a reading by group shows all that a whole one shows, but for who shares a pair with a living group',
  { timeout: 300_000 },
  async () => {
    const strategies = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(narrowCase, async (each) => {
        const world = snapshotOf(liveWithFillers(each));
        const whole = await planOf(
          each,
          { about: 'everything', read: 'complete' },
          world,
          new Map(),
        );
        const byGroup = await planOf(each, { about: 'everything', read: 'auto' }, world, new Map());
        const { strategy } = byGroup.reading;
        strategies.set(strategy, (strategies.get(strategy) ?? 0) + 1);
        expect(byGroup.exhaustive).toBe(strategy === 'complete');
        expect(own(byGroup)).toEqual(own(whole));
        const seen = new Map(byGroup.operations.map(({ id, digest }) => [id, digest]));
        const unseen = whole.operations.filter(({ id, digest }) => seen.get(id) !== digest);
        const living = new Set(world.groups.map(({ id }) => id));
        expect(
          unseen.filter(({ kind, principal }) => kind !== 'revoke' || living.has(principal.id)),
        ).toEqual([]);
        const real = new Map(whole.operations.map(({ id, warnings }) => [id, warnings]));
        // A role is said to go only where nobody stays, seen or not.
        for (const { id, warnings } of byGroup.operations) expect(warnings).toEqual(real.get(id));
      }),
      runs(CASES),
    );
    expect(strategies.get('by-group') ?? 0).toBeGreaterThan(CASES / 3);
  },
);
