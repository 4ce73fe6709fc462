import { createIgnoreFilter, type IgnoreFilter } from '../actual/ignored.ts';
import type { Principal } from '../model/principal.ts';
import { isInScope } from '../select/account-index.ts';
import type { AccessFacts } from './access-facts.ts';
import { type AccessExplanation, EXPLANATION_SCHEMA } from './explanation.ts';
import { isSelected } from './match-account.ts';
import { type RuleHit, ruleHits, unresolvedNotes } from './rule-hits.ts';
import { unknownPerson } from './group-steps.ts';
import { type JudgedWay, suspended, unread, wayOf } from './way-of.ts';

/** So many ways that do not work are told; more would hide the nearest. */
const MOST_BROKEN = 6;

/** Why somebody has or lacks access to an account, with every way that works and what would mend the nearest. */
export function explainAccess(facts: AccessFacts): AccessExplanation {
  const { account, permissionSet, who } = facts;
  const notes = [...new Set([...facts.notes, ...unresolvedNotes(facts)])];
  const ways = waysOf(facts, ruleHits(facts));
  const working = ways.filter(({ way }) => way.works);
  const broken = ways.filter(({ way }) => !way.works).toSorted((a, b) => a.far - b.far);
  const has = working.length > 0 || (isUnknown(facts) ? null : false);
  // Who can get in asks of other ways only where one of them should work as well.
  const told = has === true ? broken.filter(({ far }) => far === 0) : broken;
  const left = told.length - MOST_BROKEN;
  return {
    schema: EXPLANATION_SCHEMA,
    kind: 'access',
    who:
      who.kind === 'person'
        ? { kind: 'person', name: who.name, id: who.userId }
        : { kind: 'group', name: who.principal.name, id: who.inAws ? who.principal.id : null },
    account: { id: account.id, name: account.name, state: account.state },
    permissionSet,
    has,
    verdict: verdictOf(facts, has, working),
    ways: [...working, ...told.slice(0, MOST_BROKEN)].map(({ way }) => way),
    fix: fixOf(facts, has, told),
    notes: left > 0 ? [...notes, `${left} more ways that do not work are not told`] : notes,
  };
}

function waysOf(facts: AccessFacts, hits: readonly RuleHit[]): JudgedWay[] {
  const { permissionSet, setsHere, who } = facts;
  const ignore: IgnoreFilter = createIgnoreFilter(facts.mapping, facts.snapshot);
  const mine = principalsOf(facts);
  const keyOf = (set: string, id: string): string => `${set} ${id}`;
  const byKey = Map.groupBy(hits, ({ permissionSet: set, principal }) => keyOf(set, principal.id));
  const wanted = new Map<string, { readonly set: string; readonly principal: Principal }>();
  for (const { holderIds, name: set } of setsHere) {
    if (permissionSet !== null && set !== permissionSet) continue;
    for (const principal of mine.values()) {
      if (holderIds?.has(principal.id) === true)
        wanted.set(keyOf(set, principal.id), { set, principal });
    }
  }
  for (const { match, permissionSet: set, principal } of hits) {
    // Of groups that somebody is not in, those alone that would give the access.
    if (!mine.has(principal.id) && !(who.kind === 'person' && isSelected(match))) continue;
    if (!mine.has(principal.id) && principal.type === 'USER') continue;
    wanted.set(keyOf(set, principal.id), { set, principal: mine.get(principal.id) ?? principal });
  }
  return [...wanted].map(([key, { principal, set }]) =>
    wayOf(facts, { set, principal, isMine: mine.has(principal.id) }, byKey.get(key) ?? [], ignore),
  );
}

/** Everybody whose assignments are theirs, by id. */
function principalsOf({ snapshot, who }: AccessFacts): ReadonlyMap<string, Principal> {
  if (who.kind === 'group') return new Map([[who.principal.id, who.principal]]);
  const groups = snapshot.groups.filter(({ id }) => who.groupIds.has(id));
  const found = groups.map(({ displayName, id }): Principal => {
    return { type: 'GROUP', id, name: displayName, entraObjectId: null };
  });
  if (who.userId !== null) {
    found.push({ type: 'USER', id: who.userId, name: who.name, entraObjectId: null });
  }
  return new Map(found.map((principal) => [principal.id, principal]));
}

/** What could not be read may be their access, in an account that somebody can get into at all. */
function isUnknown({ account, namelessHere, permissionSet, setsHere, who }: AccessFacts): boolean {
  if (!isInScope(account) || (who.kind === 'person' ? who.userId === null : !who.inAws))
    return false;
  const asked = setsHere.filter(({ name }) => permissionSet === null || name === permissionSet);
  if (asked.some(({ holderIds }) => holderIds === null)) return true;
  return namelessHere && (permissionSet === null || asked.length === 0);
}

function fixOf(
  facts: AccessFacts,
  has: boolean | null,
  [nearest]: readonly JudgedWay[],
): string | null {
  if (has === null) return unread.fix;
  // What Entra knows of somebody says more; nobody can be added who is not there.
  if (isNobody(facts)) return nearest?.way.fix ?? unknownPerson;
  return has ? null : (nearest?.way.fix ?? nothingNames(facts));
}

function isNobody({ who }: AccessFacts): boolean {
  return who.kind === 'person' && who.userId === null;
}

function verdictOf(facts: AccessFacts, has: boolean | null, working: readonly JudgedWay[]): string {
  const { account, permissionSet, who } = facts;
  const name = who.kind === 'person' ? who.name : `group "${who.principal.name}"`;
  const where = `${account.name} (${account.id})`;
  const what = permissionSet ?? 'access';
  if (has === null) return `whether ${name} has ${what} in ${where} is not known`;
  if (!has) {
    return isNobody(facts)
      ? `the identity store has nobody of that name: ${name}`
      : `${name} has no ${what} in ${where}`;
  }
  const sets = [...new Set(working.map(({ way }) => way.permissionSet))].toSorted();
  const ways = working.length === sets.length ? '' : `, by ${working.length} ways`;
  return `${name} has ${sets.join(', ')} in ${where}${ways}`;
}

function nothingNames(facts: AccessFacts): string {
  const { account, permissionSet, who } = facts;
  if (!isInScope(account)) return suspended(facts).fix;
  const whom = who.kind === 'person' ? 'one of their groups' : `"${who.principal.name}"`;
  const what = permissionSet === null ? 'a permission set' : `"${permissionSet}"`;
  return `add a rule that gives ${whom} ${what} in "${account.name}", and have it reviewed`;
}
