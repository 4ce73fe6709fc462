import type { ActualState } from '../actual/actual-state.ts';
import { createIgnoreFilter } from '../actual/ignored.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { grantKey } from '../model/assignment.ts';
import { sortedUnique } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { originOf } from '../select/finding-at.ts';
import { buildActual } from '../actual/build-actual.ts';

/** Live assignments that base managed and head lets go by ignoring them. */
export function ignoreWidened(base: Mapping, snapshot: Snapshot, actual: ActualState): Finding[] {
  const before = buildActual(snapshot, base, createIgnoreFilter(base, snapshot));
  const letGo: string[] = [];
  for (const { live, leftAlone, ignored } of actual.permissionSets.values()) {
    const former = before.permissionSets.get(live.name);
    if (former?.ownership !== 'ours') continue;
    if (ignored && !former.ignored) {
      letGo.push(...[...former.grants.values()].map(() => live.name));
      continue;
    }
    for (const { why, assignment } of leftAlone) {
      const { accountId, principalType, principalId } = assignment;
      const key = grantKey(accountId, live.name, { type: principalType, id: principalId });
      if (why === 'ignored' && former.grants.has(key)) letGo.push(live.name);
    }
  }
  if (letGo.length === 0) return [];
  return [
    {
      code: 'ignore-widened',
      severity: 'warning',
      headline: `${letGo.length} live assignments are ignored from now on, of ${sortedUnique(letGo).join(', ')}`,
      why: 'nobody reviews, reports or ends what is ignored',
      help: 'make sure that somebody else looks after them',
      origin: originOf(base.settings.at),
      causedByHead: true,
      operations: [],
    },
  ];
}
