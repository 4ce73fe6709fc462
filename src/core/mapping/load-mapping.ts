import { hasErrors, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/sort-diagnostics.ts';
import { checkDraft } from './check/check-draft.ts';
import { entriesOf, fieldsOf } from './declare/fields.ts';
import { policyFiles } from './declare/policy-files.ts';
import { readApplicationRule } from './declare/read-application-rule.ts';
import { readAccountSet } from './declare/read-account-set.ts';
import { readPermissionSet } from './declare/read-permission-set.ts';
import { readRule } from './declare/read-rule.ts';
import { readSettings } from './declare/read-settings.ts';
import type { Draft } from './draft.ts';
import type { Mapping } from './mapping.ts';
import type { MappingSource } from './mapping-source.ts';
import { readTrees } from './read/read-trees.ts';
import type { MapEntry, Tree } from './read/tree.ts';
import { checkShape } from './schema/check-shape.ts';
import { mappingFile } from './schema/mapping-file-schema.ts';

/**
 * The mapping files of a commit as one mapping, or everything that is wrong with them: a mistake
 * hides no other, and the value is null where there is any error.
 */
export function loadMapping(source: MappingSource): Checked<Mapping> {
  const { trees, diagnostics, complete } = readTrees(source);
  const shape = trees.flatMap((tree) => checkShape(mappingFile, tree));
  const problems: Diagnostic[] = [];
  const draft = buildDraft(source, trees, complete && trees.every(namesAreKnown), problems);
  const together = trees.length > 0 ? checkDraft(draft) : [];
  const sorted = sortDiagnostics([...diagnostics, ...shape, ...problems, ...together]);
  return { value: hasErrors(sorted) ? null : mappingOf(draft), diagnostics: sorted };
}

function buildDraft(
  source: MappingSource,
  trees: readonly Tree[],
  complete: boolean,
  problems: Diagnostic[],
): Draft {
  const files = trees.map((tree) => fieldsOf<typeof mappingFile>(tree));
  const [first, ...more] = trees.flatMap(settingsEntry);
  const read = first === undefined ? null : readSettings(first, problems);
  const defaults = read?.defaults ?? { sessionDuration: null, tags: {} };
  const policies = policyFiles(source);
  return {
    directory: source.directory,
    included: source.included,
    settings: read?.settings ?? null,
    moreSettings: more.map(({ keyAt }) => keyAt),
    accountSets: files.flatMap((file) =>
      entriesOf(file.tree('accountSets')).map(([name, entry]) =>
        readAccountSet(name, entry, problems),
      ),
    ),
    permissionSets: files.flatMap((file) =>
      entriesOf(file.tree('permissionSets')).map(([name, entry]) =>
        readPermissionSet(name, entry, defaults, policies, problems),
      ),
    ),
    rules: files.flatMap((file) =>
      file.items('assignments').map((rule) => readRule(rule, problems)),
    ),
    applications: files.flatMap((file) =>
      file.items('applications').map((rule) => readApplicationRule(rule, problems)),
    ),
    complete,
  };
}

function settingsEntry(tree: Tree): readonly MapEntry[] {
  const entry = tree.kind === 'map' ? tree.entries.get('settings') : undefined;
  return entry === undefined ? [] : [entry];
}

/** False where a file's own keys are wrong: then its names are not where they are looked for. */
function namesAreKnown(tree: Tree): boolean {
  if (tree.kind !== 'map') return false;
  return [...tree.entries].every(([key, { value }]) =>
    key === 'permissionSets' || key === 'accountSets'
      ? value.kind === 'map'
      : Object.hasOwn(mappingFile.shape, key),
  );
}

function mappingOf(draft: Draft): Mapping | null {
  if (draft.settings === null) return null;
  return {
    directory: draft.directory,
    settings: draft.settings,
    accountSets: draft.accountSets,
    permissionSets: draft.permissionSets,
    rules: draft.rules,
    applications: draft.applications,
  };
}
