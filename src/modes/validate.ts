import type { CommitId } from '../core/model/ids.ts';
import { loadVersion } from '../effects/load-version.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { renderInvalidSummary } from '../report/render-invalid-comment.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

export interface ValidateTask {
  readonly directory: string;
  readonly head: CommitId;
  readonly repositoryUrl: string | null;
}

/** Checks the files of one commit. Needs no credentials and asks no service but git. */
export async function validateMode(
  ports: { readonly trees: TreeReader },
  { directory, head, repositoryUrl }: ValidateTask,
): Promise<RunReport> {
  const { checked } = await loadVersion(ports.trees, head, directory);
  const { diagnostics } = checked;
  if (checked.value !== null) return withoutPlan('clean', 0, { diagnostics });
  const summary = renderInvalidSummary(diagnostics, { head, repositoryUrl });
  return withoutPlan('invalid', 1, { diagnostics, summary });
}
