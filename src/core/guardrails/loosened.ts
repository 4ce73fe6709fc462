import type { DesiredGrant } from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Guardrails, Mapping, ProtectEntry } from '../mapping/mapping.ts';
import { sortedUnique } from '../model/order.ts';
import { originOf } from '../select/finding-at.ts';

/**
 * What guardrails of base no longer hold in head: the first step of whoever means to do next what they
 * refuse today. `letGo` is what base protects and head does not.
 */
export function loosenedFindings(
  { settings }: Mapping,
  base: Mapping | null,
  letGo: readonly DesiredGrant[],
): readonly Finding[] {
  if (base === null) return [];
  const [before, after] = [base.settings.guardrails, settings.guardrails];
  const parts = [
    ...protectParts(before, after, letGo),
    ...ruleParts(before, after),
    ...limitParts(before, after),
  ];
  if (parts.length === 0) return [];
  return [
    {
      code: 'guardrails-loosened',
      severity: 'warning',
      headline: `this change loosens guardrails: ${parts.join('; ')}`,
      why: 'base judges this change by them, and no change after it',
      help: null,
      origin: originOf(settings.at),
      causedByHead: true,
      operations: [],
    },
  ];
}

const NAMED = 5;

function protectParts(
  before: Guardrails,
  after: Guardrails,
  letGo: readonly DesiredGrant[],
): string[] {
  if (letGo.length > 0) {
    const named = sortedUnique(
      letGo.map(
        ({ principal, permissionSet, account }) =>
          `"${permissionSet}" of "${principal.name}" on ${account.name}`,
      ),
    );
    const more = named.length > NAMED ? ` and ${named.length - NAMED} more` : '';
    const count = `${letGo.length} ${letGo.length === 1 ? 'assignment' : 'assignments'}`;
    return [`protect no longer covers ${count} (${named.slice(0, NAMED).join(', ')}${more})`];
  }
  const kept = new Set(after.protect.map(wordsOf));
  const gone = before.protect.filter((entry) => !kept.has(wordsOf(entry))).length;
  if (gone === 0) return [];
  return [`${gone} ${gone === 1 ? 'entry' : 'entries'} of protect no longer there`];
}

/** An entry without the places it was written at. */
function wordsOf({ groups, permissionSets, accounts }: ProtectEntry): string {
  const values = [groups, permissionSets, accounts].map((list) => list.map(({ value }) => value));
  return JSON.stringify(values);
}

function ruleParts(before: Guardrails, after: Guardrails): string[] {
  const now = new Map(after.rules.map((rule) => [rule.name, rule]));
  return before.rules.flatMap((rule) => {
    const kept = now.get(rule.name);
    if (kept === undefined) return [`rule "${rule.name}" is removed`];
    if (kept.when !== rule.when || kept.unless !== rule.unless) {
      return [`rule "${rule.name}" asks something else`];
    }
    const isOnlyTold = rule.severity === 'error' && kept.severity === 'warning';
    return isOnlyTold ? [`rule "${rule.name}" only warns`] : [];
  });
}

function limitParts(before: Guardrails, after: Guardrails): string[] {
  const isMore = (was: number | null, is: number | null): boolean =>
    was !== null && (is === null || is > was);
  const [was, is] = [before.maxRevocations, after.maxRevocations];
  const isWider = isMore(was.percent, is.percent) || isMore(was.count, is.count);
  return [
    ...(isWider ? [`maxRevocations goes from ${revocations(was)} to ${revocations(is)}`] : []),
    ...(isMore(before.maxGrants, after.maxGrants)
      ? [`maxGrants goes from ${before.maxGrants ?? 'none'} to ${after.maxGrants ?? 'none'}`]
      : []),
  ];
}

function revocations({ percent, count }: Guardrails['maxRevocations']): string {
  const parts = [
    ...(percent === null ? [] : [`${percent} %`]),
    ...(count === null ? [] : [`${count}`]),
  ];
  return parts.length === 0 ? 'none' : parts.join(' and ');
}
