import * as fc from 'fast-check';
import { carrying, type Entra, objectId } from '../../core/support/entra.ts';
import { type Files, rule } from '../../core/support/files.ts';
import type { Group } from '../../../src/core/model/principal.ts';
import type { Live } from '../../core/support/live.ts';
import type { Change } from '../../effects/support/with-entra.ts';
import { filesOf, snapshotCase } from './as-files.ts';
import { groups, organizationCase, type OrganizationCase } from './organization-case.ts';

/** An organization whose groups come from Entra, some of them later than others. */
export interface SyncCase {
  readonly organization: OrganizationCase;
  readonly join: 'external-id' | 'display-name';
  readonly groupSync: 'check' | 'manage';
  /** Groups that AWS does not have yet. */
  readonly late: readonly string[];
  readonly unassigned: readonly string[];
}

export const syncCase: fc.Arbitrary<SyncCase> = fc.record({
  organization: organizationCase,
  join: fc.constantFrom('external-id', 'display-name'),
  groupSync: fc.constantFrom('check', 'manage'),
  late: fc.subarray([...groups], { minLength: 1 }),
  unassigned: fc.subarray([...groups]),
});

/** As it is with those groups in AWS, and holding nothing there that they would have had to come for. */
export function liveWith({ organization, join, late }: SyncCase, present: readonly string[]): Live {
  const live = snapshotCase(organization);
  const grants = (live.grants ?? []).filter((text) => !late.includes(text.split(' ')[0] ?? ''));
  const pairs = new Set(grants.map((text) => text.split(' ').slice(1).join(' ')));
  return {
    ...live,
    groups: present,
    objectIds: join === 'external-id' ? carrying(present) : {},
    grants,
    stale: (live.stale ?? []).filter((pair) => pairs.has(pair)),
  };
}

export function entraOf({ join, groupSync, unassigned }: SyncCase): Entra {
  const assigned = groups.filter((name) => !unassigned.includes(name));
  return { groups, assigned, join, groupSync };
}

export function changeOf({ organization, groupSync }: SyncCase): Change {
  const entra = { groupSync };
  return {
    head: { ...filesOf(organization.head), entra },
    base: { ...filesOf(organization.base), entra },
  };
}

/** Entra and AWS as nobody would want them: twins, renames, groups born again, ids that prove nothing. */
export interface TangledCase {
  readonly live: Live;
  readonly entra: Entra;
  readonly change: Change;
  /** Groups of AWS that Entra made itself, by object id. */
  readonly made: Readonly<Record<string, string>>;
  /** Milliseconds from Entra's answer to AWS's list, by object id; null for never. */
  readonly delays: Readonly<Record<string, number | null>>;
  readonly rules: readonly TangledRule[];
}

/** A rule of head, in its own words. */
export interface TangledRule {
  readonly groups: readonly string[];
  readonly sets: readonly string[];
  readonly accounts: readonly string[];
  readonly expires: string | null;
}

const names = ['Blue', 'Green', 'Red'] as const;
const keys = ['one', 'two', 'three', 'four'] as const;
const sets = ['Admin', 'Read'] as const;
const places = ['dev', 'test', 'prod'] as const;
const PAST = '2026-01-01';

const some = <T>(all: readonly T[]): fc.Arbitrary<T[]> =>
  fc.subarray([...all], { minLength: 1, maxLength: 2 });

const rulesArbitrary: fc.Arbitrary<readonly TangledRule[]> = fc.array(
  fc.record({
    groups: fc.subarray([...names, ...keys.map((key) => `entra:${objectId(key)}`)], {
      minLength: 1,
      maxLength: 1,
    }),
    sets: some(sets),
    accounts: some([...places, 'ou:/Work/Dev', 'ou:/Renamed']),
    expires: fc.constantFrom(null, PAST, '2027-01-01'),
  }),
  { maxLength: 4 },
);

function filesWith(groupSync: Entra['groupSync'], rules: readonly TangledRule[]): Files {
  return {
    permissionSets: { Admin: {}, Read: {} },
    entra: { groupSync },
    assignments: rules.map(({ groups: who, sets: what, accounts, expires }) =>
      rule(who, what, accounts, expires === null ? {} : { expires }),
    ),
  };
}

/** Who a group of AWS is proven to be; null where it is not there. */
const carried = fc.option(fc.constantFrom(...keys, 'nobody', 'somebody else'));

export const tangledCase: fc.Arbitrary<TangledCase> = fc
  .constantFrom('check' as const, 'manage' as const, 'manage' as const)
  .chain((groupSync) =>
    fc.record({
      groupSync: fc.constant(groupSync),
      join: fc.constantFrom('external-id' as const, 'display-name' as const),
      inEntra: fc.tuple(...keys.map(() => fc.option(fc.constantFrom(...names)))),
      inAws: fc.tuple(...names.map(() => carried)),
      linked: fc.subarray([...names], { minLength: 1 }),
      unassigned: fc.subarray([...keys]),
      insecure: fc.subarray([...keys], { maxLength: 1 }),
      grants: fc.subarray(
        names.flatMap((name) =>
          sets.flatMap((set) => places.map((place) => `${name} ${set} ${place}`)),
        ),
      ),
      delays: fc.tuple(...keys.map(() => fc.constantFrom(0, 0, 30_000, null))),
      head: rulesArbitrary,
      base: rulesArbitrary,
    }),
  )
  .map(({ inEntra, inAws, delays, linked, head, base, ...rest }) => {
    const present = names.filter((_, index) => inAws[index] !== null);
    const exists = keys.filter((_, index) => inEntra[index] !== null);
    const carriedBy = (name: (typeof names)[number]): string =>
      inAws[names.indexOf(name)] ?? 'nobody';
    return {
      live: {
        sets: { Admin: {}, Read: {} },
        groups: present,
        objectIds: Object.fromEntries(
          present.flatMap((name) => {
            const key = rest.join === 'external-id' ? carriedBy(name) : 'nobody';
            return key === 'nobody' ? [] : [[name, objectId(key)]];
          }),
        ),
        grants: rest.grants.filter((text) => present.some((name) => text.startsWith(`${name} `))),
      },
      entra: {
        groups: exists.map((key) => `${inEntra[keys.indexOf(key)] ?? ''}=${key}`),
        assigned: exists.filter((key) => !rest.unassigned.includes(key)),
        insecure: rest.insecure,
        join: rest.join,
        groupSync: rest.groupSync,
      },
      change: { head: filesWith(rest.groupSync, head), base: filesWith(rest.groupSync, base) },
      rules: head,
      made: Object.fromEntries(
        linked.flatMap((name, index) => {
          const key = keys[index] ?? 'one';
          return present.includes(name) && rest.join === 'display-name'
            ? [[objectId(key), `group-${name}`]]
            : [];
        }),
      ),
      delays: Object.fromEntries(
        keys.map((key, index) => [objectId(key), delays[index] ?? null] as const),
      ),
    };
  });

/**
 * Whether head asks for that, told by who the group of AWS is at this moment and by nothing of the program.
 * `for-sure` leaves out names that several groups of Entra have, `maybe` takes them in.
 */
export function asksFor(
  { entra, rules }: TangledCase,
  group: Pick<Group, 'displayName' | 'externalIds'>,
  set: string,
  account: string,
  how: 'for-sure' | 'maybe',
): boolean {
  const all = (entra.groups ?? []).map((text) => {
    const [name = '', key = name] = text.split('=');
    return { name, id: objectId(key) };
  });
  const itself = all.filter(({ name, id }) =>
    entra.join === 'external-id'
      ? group.externalIds.some((external) => external.id === id)
      : name === group.displayName,
  );
  const doubtful = (word: string): boolean => {
    const sameName = all.filter(({ name }) => name === word);
    return sameName.length > 1;
  };
  const words = itself.flatMap(({ name, id }) =>
    how === 'for-sure' && doubtful(name) ? [`entra:${id}`] : [name, `entra:${id}`],
  );
  if (how === 'for-sure' && itself.length > 1) return false;
  return rules.some(
    (one) =>
      one.expires !== PAST &&
      one.sets.includes(set) &&
      (one.accounts.includes(account) ||
        (one.accounts.includes('ou:/Work/Dev') && account !== 'prod')) &&
      one.groups.some((word) => words.includes(word)),
  );
}
