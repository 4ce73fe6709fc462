import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Located } from '../../diagnostics/span.ts';
import type { PrincipalType } from '../../model/principal.ts';
import type { IgnoreEntry } from '../mapping.ts';
import type { Tree } from '../read/tree.ts';
import type { ignoreEntry } from '../schema/settings-schema.ts';
import { fieldsOf, type KeysOf } from './fields.ts';
import { readPrincipals } from './read-principals.ts';
import { readSelectors } from './read-selectors.ts';

export function readIgnore(tree: Tree, problems: Diagnostic[]): IgnoreEntry {
  const fields = fieldsOf<typeof ignoreEntry>(tree);
  const words = (key: KeysOf<typeof ignoreEntry>): readonly string[] | null =>
    fields.has(key) ? fields.texts(key).map(({ value }) => value) : null;
  if (tree.kind === 'map' && tree.entries.size === 0) {
    problems.push(
      errorAt(
        tree.at,
        'missing-key',
        'this ignore entry names nothing, so it would ignore everything',
        {
          help: 'name permissionSets, groups, users or accounts',
        },
      ),
    );
  }
  checkReferences('GROUP', fields.texts('groups'), problems);
  checkReferences('USER', fields.texts('users'), problems);
  return {
    at: tree.at,
    permissionSets: words('permissionSets'),
    groups: words('groups'),
    users: words('users'),
    accounts: fields.has('accounts') ? readSelectors(fields.texts('accounts'), problems) : null,
  };
}

/** Globs are any text; what is written like an id must be one, or the entry would silently miss. */
function checkReferences(
  type: PrincipalType,
  texts: readonly Located<string>[],
  problems: Diagnostic[],
): void {
  const ids = texts.filter(({ value }) => /^(?:entra|id):[^*?]*$/.test(value));
  readPrincipals(type, ids, problems);
}
