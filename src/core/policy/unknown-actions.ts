import { type ActionList, knownActions } from './actions/known-actions.ts';
import { expandAction } from './expand-actions.ts';
import { readPolicy } from './policy-document.ts';

export interface UnknownAction {
  /** As written. */
  readonly pattern: string;
  /** Names of the same service, to tell what may have been meant; none where the service is unknown. */
  readonly service: readonly string[];
}

/** Actions of a policy that take in nothing on the list: misspelt, or newer than the list. */
export function unknownActions(
  policy: string,
  list: ActionList = knownActions(),
): readonly UnknownAction[] {
  const patterns = new Set(
    (readPolicy(policy)?.statements ?? []).flatMap(({ actions }) => actions.patterns),
  );
  return [...patterns]
    .filter((pattern) => expandAction(pattern, list).length === 0)
    .map((pattern) => {
      const service = pattern.slice(0, Math.max(0, pattern.indexOf(':'))).toLowerCase();
      return { pattern, service: (list.byService.get(service) ?? []).map(({ name }) => name) };
    });
}
