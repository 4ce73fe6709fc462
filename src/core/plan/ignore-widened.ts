import type { ActualGrant, ActualState } from '../actual/actual-state.ts';
import { buildActual } from '../actual/build-actual.ts';
import { createIgnoreFilter } from '../actual/ignored.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { grantKey } from '../model/assignment.ts';
import { compareText } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { originOf } from '../select/finding-at.ts';

const NAMED = 3;

/** Live assignments that base managed and head lets go by ignoring them. */
export function ignoreWidened(
  head: Mapping,
  base: Mapping,
  snapshot: Snapshot,
  actual: ActualState,
): Finding[] {
  const before = buildActual(snapshot, base, createIgnoreFilter(base, snapshot));
  const letGo = [...actual.permissionSets.values()].flatMap(({ live, leftAlone, ignored }) => {
    const former = before.permissionSets.get(live.name);
    if (former?.ownership !== 'ours') return [];
    if (ignored && !former.ignored) return [...former.grants.values()];
    return leftAlone.flatMap(({ why, assignment }) => {
      const { accountId, principalType: type, principalId: id } = assignment;
      const grant = former.grants.get(grantKey(accountId, live.name, { type, id }));
      return why === 'ignored' && grant !== undefined ? [grant] : [];
    });
  });
  if (letGo.length === 0) return [];
  const words = letGo.map(wordsOf).toSorted(compareText);
  const more = words.length > NAMED ? ` and ${words.length - NAMED} more` : '';
  return [
    {
      code: 'ignore-widened',
      severity: 'warning',
      headline: `${letGo.length === 1 ? 'a live assignment is' : `${letGo.length} live assignments are`} ignored from now on: ${words.slice(0, NAMED).join(', ')}${more}`,
      why: 'nobody reviews, reports or ends what is ignored',
      help: 'make sure that somebody else looks after them',
      origin: originOf(head.settings.ignore[0]?.at ?? head.settings.at),
      causedByHead: true,
      operations: [],
    },
  ];
}

/** A headline is read in public repositories too, so a user is not named. */
function wordsOf({ principal, permissionSet, account }: ActualGrant): string {
  const who = principal.type === 'GROUP' ? `"${principal.name}"` : 'a user';
  return `${who} keeps "${permissionSet}" in ${account.name}`;
}
