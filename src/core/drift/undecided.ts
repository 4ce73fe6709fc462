import type { Finding } from '../diagnostics/finding.ts';
import { givingKinds } from '../model/access-kinds.ts';
import { compareText } from '../model/order.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import { sha256 } from '../plan/digest.ts';
import type { Operation } from '../plan/operation.ts';
import type { Plan } from '../plan/plan.ts';
import { steadyWords } from './steady-words.ts';

/** What a drift run could say neither yes nor no to: names that mean nothing any more, parts that nobody could read. */
export function undecidedIn({ findings }: Pick<Plan, 'findings'>): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

export function isUnread({ code, severity }: Finding): boolean {
  return code === 'unread-part' && severity === 'error';
}

/** Without knowing whom or what the files mean, a missing grant cannot be told from one that came back. */
export function isUnresolved({ code, severity }: Finding): boolean {
  return severity === 'error' && code !== 'unread-part' && code !== 'set-owned-by-other';
}

/** True of what may be there all the same: only that nobody could read it makes it look missing. */
export function mayExist(
  { kind, status, permissionSet }: Operation,
  isUnseen: (permissionSet: string | null) => boolean,
): boolean {
  const gives = givingKinds.has(kind) || kind === 'create-permission-set';
  return gives && status === 'blocked' && isUnseen(permissionSet);
}

/** 12 hex digits, the same from run to run while the same is undecided; null where nothing is. */
export function doubtKey(undecided: readonly Finding[]): string | null {
  if (undecided.length === 0) return null;
  const told = undecided.map((finding) => {
    // AWS says why in other words each time; names in files are the same, to the last digit.
    const words = isUnread(finding) ? steadyWords(finding.headline) : finding.headline;
    return canonicalJson([finding.code, words, finding.origin?.file ?? null]);
  });
  return sha256(canonicalJson(told.toSorted(compareText))).slice(0, 12);
}
