import type { CommitId } from '../core/model/ids.ts';
import { noCommit } from '../core/model/ids.ts';
import { type LoadedVersion, loadVersion } from '../effects/load-version.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { renderInvalidSummary } from '../report/render-invalid-comment.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

export interface ValidateTask {
  readonly directory: string;
  /** Null where the trees are files on disk, in no commit. */
  readonly head: CommitId | null;
  readonly repositoryUrl: string | null;
}

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
  { directory, head, repositoryUrl }: ValidateTask,
): Promise<{ readonly report: RunReport; readonly version: LoadedVersion }> {
  const version = await loadVersion(trees, head ?? noCommit, directory);
  const { value, diagnostics } = version.checked;
  if (value !== null) return { version, report: withoutPlan('clean', 0, { diagnostics }) };
  const summary = renderInvalidSummary(diagnostics, { head, repositoryUrl });
  return { version, report: withoutPlan('invalid', 1, { diagnostics, summary }) };
}
