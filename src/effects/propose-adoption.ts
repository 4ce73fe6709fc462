import type { Adoption } from '../core/adopt/adoption.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { driftBranch } from '../core/adopt/drift-branch.ts';
import type { CommitId, InstanceArn } from '../core/model/ids.ts';
import type { Actor, GitHubReader } from '../ports/github.ts';
import type { ChangeWriter } from '../ports/github-changes.ts';
import { PortError } from '../ports/port-error.ts';
import { problemsOf } from './problems-of.ts';
import { runDiagnostic } from './run-problem.ts';

export interface AdoptionPorts {
  readonly github: GitHubReader;
  readonly changes: ChangeWriter;
}

export interface AdoptionTask {
  /** Null where nothing drifted. */
  readonly adoption: Adoption | null;
  /** False where something could not be looked at: then nothing that was proposed before is taken back. */
  readonly isWhole: boolean;
  readonly instance: InstanceArn;
  readonly owner: string;
  /** The commit whose files the adoption changes. */
  readonly commit: CommitId;
  /** The words, for whoever opens it: GitHub starts no workflow for what a job's own token opens. */
  readonly write: (opener: Actor) => { readonly title: string; readonly body: string };
}

export interface ProposedAdoption {
  /** Address of the pull request; null where there is none. */
  readonly url: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

const none: ProposedAdoption = { url: null, diagnostics: [] };

/**
 * Keeps the pull request that would keep what drifted: opened, brought up to date, or withdrawn where there
 * is nothing to keep. What GitHub refuses is told and fails nothing.
 */
export async function proposeAdoption(
  { github, changes }: AdoptionPorts,
  task: AdoptionTask,
): Promise<ProposedAdoption> {
  const { adoption, isWhole, instance, owner, commit } = task;
  const files = adoption?.files ?? new Map<string, string>();
  const branch = driftBranch(owner, instance);
  try {
    if (files.size === 0) {
      if (isWhole) await changes.withdraw(branch, (await github.repository()).defaultBranch);
      return none;
    }
    const { defaultBranch } = await github.repository();
    // Files of an older commit would take back what was merged since; the next check has the newer ones.
    if ((await github.branchTip(defaultBranch)) !== commit) return none;
    const { title, body } = task.write(await github.viewer());
    const base = { baseBranch: defaultBranch, baseCommit: commit };
    const { url } = await changes.propose({ branch, ...base, files, title, body });
    return { url, diagnostics: [] };
  } catch (error) {
    const problems = problemsOf(error);
    if (problems === null) throw error;
    const url = isConflict(error) && files.size > 0 ? await openUrl(changes, branch) : null;
    return { url, diagnostics: problems.map(warningOf) };
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof PortError && error.kind === 'conflict';
}

/** What somebody else goes on with is still where the drift can be kept. Null where GitHub does not say. */
async function openUrl(changes: ChangeWriter, branch: string): Promise<string | null> {
  try {
    return await changes.openFor(branch);
  } catch (error) {
    if (error instanceof PortError) return null;
    throw error;
  }
}

function warningOf({ headline, why, help }: Diagnostic): Diagnostic {
  return runDiagnostic(
    'drift-pull-request-not-written',
    `the pull request that keeps the drift was not written: ${headline}`,
    { severity: 'warning', why, help },
  );
}
