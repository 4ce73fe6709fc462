import { parseDocument } from 'yaml';
import { importOrganization } from '../../../src/core/import/import-organization.ts';
import type { TerraformState } from '../../../src/core/import/terraform/terraform-state.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';

/** All files of an import as one text. */
export function importedText(
  snapshot: Snapshot,
  { exact = false, terraform = null }: { exact?: boolean; terraform?: TerraformState | null } = {},
): string {
  const { files } = importOrganization(snapshot, {
    directory: 'access',
    owner: 'platform',
    exact,
    users: false,
    kept: null,
    terraform,
  });
  return [...files].map(([path, text]) => `--- ${path}\n${text}`).join('');
}

/** Of every rule: who has what where, in the words of the file. */
export function importedRules(snapshot: Snapshot, exact = false): readonly unknown[] {
  const { files } = importOrganization(snapshot, {
    directory: 'access',
    owner: 'platform',
    exact,
    users: false,
    kept: null,
    terraform: null,
  });
  return [...files].flatMap(([path, text]): readonly unknown[] => {
    const { assignments } = parseDocument(text).toJS() as { assignments?: readonly unknown[] };
    return path.includes('assignments') ? (assignments ?? []) : [];
  });
}
