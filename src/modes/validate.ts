import { namedJsonSchema } from '../core/mapping/named-json-schema.ts';
import { type CommitId, noCommit } from '../core/model/ids.ts';
import { type LoadedVersion, loadVersion } from '../effects/load-version.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { renderInvalidSummary } from '../report/render-invalid-comment.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

export interface ValidateTask {
  readonly directory: string;
  /** Null where the trees are files on disk, in no commit. */
  readonly head: CommitId | null;
  readonly repositoryUrl: string | null;
  /** Whether a clean report brings a schema with the names of the files. */
  readonly withSchema: boolean;
}

export const SCHEMA_FILE = 'mapping.schema.json';

/** Checks the files of one commit, or those on disk. Needs no credentials and asks no service but git. */
export async function validateMode(
  ports: { readonly trees: TreeReader },
  task: ValidateTask,
): Promise<RunReport> {
  return (await checkVersion(ports.trees, task)).report;
}

/** The same with what was read, for whoever checks again. */
export async function checkVersion(
  trees: TreeReader,
  { directory, head, repositoryUrl, withSchema }: ValidateTask,
): Promise<{ readonly report: RunReport; readonly version: LoadedVersion }> {
  const version = await loadVersion(trees, head ?? noCommit, directory);
  const { value, diagnostics } = version.checked;
  if (value !== null) {
    const report = withoutPlan('clean', 0, { diagnostics });
    if (!withSchema) return { version, report };
    const schema = `${JSON.stringify(namedJsonSchema(value), null, 2)}\n`;
    return { version, report: { ...report, files: { [SCHEMA_FILE]: schema } } };
  }
  const summary = renderInvalidSummary(diagnostics, { head, repositoryUrl });
  return { version, report: withoutPlan('invalid', 1, { diagnostics, summary }) };
}
