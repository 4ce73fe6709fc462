import type { DesiredState } from '../desired/desired-state.ts';
import type { Finding, Origin } from '../diagnostics/finding.ts';
import type { Sight } from '../model/reading.ts';
import { isUnsynced, type Principal } from '../model/principal.ts';
import { isAboutAccess, isTaking, sideOf } from './access-difference.ts';
import type { Attributed } from './bring-along.ts';
import type { Operation } from './operation.ts';

/** A group that holds what a rule gives to another one, which has the rule's name and holds nothing of it. */
export interface Renamed {
  readonly holder: Principal;
  readonly newcomer: Principal;
  /** False where some of what the rule gives to the newcomer was not looked for. */
  readonly certain: boolean;
  /** Keys of both sides, of grants and of assignments to applications. */
  readonly keys: ReadonlySet<string>;
  readonly origin: Origin | null;
}

/**
 * Groups that may have been renamed while somebody else took their old name. A rule that names a group
 * cannot tell: it would move the access to whoever has the name now. Where the newcomer lacks all that
 * files have given and another living group has it undeclared, neither side is to be moved.
 */
export function renamedGroups(
  attributed: readonly Attributed[],
  desired: DesiredState,
  sight: Sight,
): readonly Renamed[] {
  const missing = new Map<string, Map<string, Side>>();
  const surplus = new Map<string, Map<string, Side>>();
  for (const { difference, cause } of attributed) {
    if (cause !== 'drift') continue;
    if (!isAboutAccess(difference)) continue;
    const { key, place, principal, gone, declared } = sideOf(difference);
    if (principal.type !== 'GROUP') continue;
    if (!isTaking(difference) && declared?.byName !== true) continue;
    if (isTaking(difference) && (gone || declared !== null)) continue;
    const sides = isTaking(difference) ? surplus : missing;
    const origin = isTaking(difference) ? null : (declared?.origins[0] ?? null);
    const pairs = sides.get(principal.id) ?? new Map<string, Side>();
    pairs.set(place, { key, principal, origin });
    sides.set(principal.id, pairs);
  }
  const holding = holdersOf(attributed, desired, sight);
  const halfSeen = halfSeenHolders(desired, sight);
  const holders = holdersByPair(surplus);
  return [...missing].flatMap(([newcomer, wanted]) => {
    if (holding.has(newcomer)) return [];
    const pairs = [...wanted.keys()];
    const sharing = new Set(pairs.flatMap((pair) => holders.get(pair) ?? []));
    return [...sharing]
      .toSorted((a, b) => a.order - b.order)
      .flatMap(({ holder, held }) => {
        const shared = pairs.filter((pair) => held.has(pair));
        return holder === newcomer ? [] : pairUp(shared, wanted, held, !halfSeen.has(newcomer));
      });
  });
}

interface Holder {
  readonly order: number;
  readonly holder: string;
  readonly held: ReadonlyMap<string, Side>;
}

function holdersByPair(
  surplus: ReadonlyMap<string, ReadonlyMap<string, Side>>,
): ReadonlyMap<string, readonly Holder[]> {
  const found = new Map<string, Holder[]>();
  [...surplus].forEach(([holder, held], order) => {
    const one = { order, holder, held };
    for (const pair of held.keys()) {
      const others = found.get(pair);
      if (others === undefined) found.set(pair, [one]);
      else others.push(one);
    }
  });
  return found;
}

interface Side {
  readonly key: string;
  readonly principal: Principal;
  readonly origin: Origin | null;
}

function pairUp(
  [first, ...more]: readonly string[],
  wanted: ReadonlyMap<string, Side>,
  held: ReadonlyMap<string, Side>,
  certain: boolean,
): Renamed[] {
  if (first === undefined) return [];
  const [to, from] = [wanted.get(first), held.get(first)];
  if (to === undefined || from === undefined) return [];
  const keys = [...wanted.values(), ...[first, ...more].flatMap((pair) => held.get(pair) ?? [])];
  return [
    {
      holder: from.principal,
      newcomer: to.principal,
      certain,
      keys: new Set(keys.map(({ key }) => key)),
      origin: to.origin,
    },
  ];
}

/** Ids of groups that hold something that the files give them. */
function holdersOf(
  attributed: readonly Attributed[],
  desired: DesiredState,
  sight: Sight,
): ReadonlySet<string> {
  const lacking = new Set(
    attributed.flatMap(({ difference }) =>
      isAboutAccess(difference) && !isTaking(difference) ? [sideOf(difference).key] : [],
    ),
  );
  const onApplications = [...desired.applications.assignments.values()]
    .filter(({ key, expired }) => !expired && !lacking.has(key))
    .map(({ principal }) => principal.id);
  return new Set([
    ...onApplications,
    ...[...desired.grants.values()]
      .filter(
        ({ key, expired, account, permissionSet, principal }) =>
          !expired &&
          !lacking.has(key) &&
          // What nobody looked at proves nothing.
          sight.looksFor(permissionSet) &&
          sight.sees(account.id, permissionSet, principal),
      )
      .map(({ principal }) => principal.id),
  ]);
}

/** Ids of groups of whose grants some lie outside of what was read. */
function halfSeenHolders(desired: DesiredState, sight: Sight): ReadonlySet<string> {
  return new Set(
    [...desired.grants.values()]
      .filter(
        ({ expired, account, permissionSet, principal }) =>
          !expired &&
          // What AWS does not know yet holds nothing, asked or not.
          !isUnsynced(principal) &&
          !(sight.looksFor(permissionSet) && sight.sees(account.id, permissionSet, principal)),
      )
      .map(({ principal }) => principal.id),
  );
}

/** Why either side waits for somebody to say which group is meant. */
export function whyRenamed({ holder, newcomer }: Renamed): string {
  return `the group that the rule calls "${newcomer.name}" may be "${holder.name}" now`;
}

export function renamedFindings(
  renamed: readonly Renamed[],
  operations: readonly Operation[],
  idOf: (key: string) => string | undefined,
): Finding[] {
  const known = new Set(operations.map(({ id }) => id));
  return renamed.map(({ holder, newcomer, certain, keys, origin }) => ({
    code: 'group-renamed',
    severity: certain ? 'error' : 'info',
    headline: `group ${told(holder)} holds what the rule gives to ${told(newcomer)}, ${certain ? 'which holds nothing of it' : 'and what else that one holds was not read'}`,
    why: `if the first was called "${newcomer.name}" before, the rule means it, and whoever has that name now would get its access`,
    help: `if it was renamed, correct the name in the rule; if the other one is meant, name that as ${exactly(newcomer)}`,
    origin,
    causedByHead: false,
    operations: [...keys].flatMap((key) => idOf(key) ?? []).filter((id) => known.has(id)),
  }));
}

function told({ name, id, entraObjectId }: Principal): string {
  return entraObjectId === null || id.includes(entraObjectId)
    ? `"${name}" (${id})`
    : `"${name}" (${id}, object id ${entraObjectId})`;
}

function exactly({ id, entraObjectId }: Principal): string {
  return entraObjectId === null ? `id:${id}` : `entra:${entraObjectId}`;
}
