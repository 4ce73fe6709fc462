import { isGlob, matchesGlob } from '../model/glob.ts';
import type { ActionList, KnownAction } from './actions/known-actions.ts';
import { isEverything, normalAction } from './pattern.ts';
import type { Patterns } from './policy-document.ts';

/** The known actions that a pattern takes in, as IAM matches it. */
export function expandAction(pattern: string, list: ActionList): readonly KnownAction[] {
  const key = normalAction(pattern);
  if (isEverything(key)) return list.actions;
  if (!isGlob(key)) {
    const action = list.byKey.get(key);
    return action === undefined ? [] : [action];
  }
  const prefix = key.slice(0, Math.max(0, key.indexOf(':')));
  const among = prefix === '' || isGlob(prefix) ? list.actions : (list.byService.get(prefix) ?? []);
  return among.filter((action) => matchesGlob(key, action.key));
}

/** The same for all patterns of a statement, also where it names what it leaves out. */
export function expandActions(
  { kind, patterns }: Patterns,
  list: ActionList,
): ReadonlySet<KnownAction> {
  const named = new Set(patterns.flatMap((pattern) => expandAction(pattern, list)));
  if (kind === 'only') return named;
  return new Set(list.actions.filter((action) => !named.has(action)));
}
