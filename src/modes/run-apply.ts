import { runDiagnostic, RunProblem } from '../effects/run-problem.ts';
import type { Inputs } from '../inputs.ts';
import type { AllPorts } from './all-ports.ts';
import { applyMode } from './apply.ts';
import { commitOf } from './commit-of.ts';
import type { Frame } from './frame.ts';
import type { RunReport } from './run-report.ts';

/** Applies what is merged into the default branch, and nothing of another. */
export async function runApply(inputs: Inputs, ports: AllPorts, frame: Frame): Promise<RunReport> {
  const { connectAll: connect, connectDirectoryAll: connectDirectory } = ports;
  const { connectDirectoryPeople, gitHub, trees, clock, journal, signal } = ports;
  if (gitHub === null) {
    throw new RunProblem([
      runDiagnostic('invalid-input', 'apply needs GitHub, which knows what was reviewed', {
        help: 'set GITHUB_TOKEN and GITHUB_REPOSITORY',
      }),
    ]);
  }
  const { reader: github, ...others } = gitHub;
  const { defaultBranch } = await github.repository();
  const { context } = inputs;
  const branch = 'branch' in context ? context.branch : defaultBranch;
  if (branch !== defaultBranch) {
    throw new RunProblem([
      runDiagnostic('mode-refused', `apply is refused for ${branch ?? 'a tag'}`, {
        why: `only what was merged into ${defaultBranch} has been reviewed`,
        help: 'merge it, or run the workflow from the default branch',
      }),
    ]);
  }
  return applyMode(
    {
      connect,
      connectDirectory,
      connectDirectoryPeople,
      trees,
      github,
      clock,
      journal,
      signal,
      ...others,
    },
    {
      ...frame,
      ...inputs,
      defaultBranch,
      commit: await commitOf(inputs, ports),
      pushedFrom: context.kind === 'push' ? context.before : null,
    },
  );
}
