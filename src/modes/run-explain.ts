import type { Inputs } from '../inputs.ts';
import type { AllPorts } from './all-ports.ts';
import { commitOf } from './commit-of.ts';
import { explainMode, type ExplainPorts, type ExplainTask } from './explain.ts';
import type { RunReport } from './run-report.ts';

type Frame = Pick<ExplainTask, 'directory' | 'region' | 'isPublicRepository' | 'runUrl'>;

/** Explains by the files of a commit, or by those on disk for somebody at a terminal who named none. */
export async function runExplain(
  inputs: Inputs,
  ports: Omit<ExplainPorts, 'trees'> &
    Pick<AllPorts, 'trees' | 'workingTree'> &
    Parameters<typeof commitOf>[1],
  frame: Frame,
): Promise<RunReport> {
  const { context, question } = inputs;
  if (question === null) throw new Error('explain was started without a question');
  const atTerminal = context.kind === 'terminal';
  const onDisk = atTerminal && context.head === null;
  const { clock, connectDirectory, connectDirectoryPeople, connectExplain } = ports;
  return explainMode(
    {
      clock,
      connectDirectory,
      connectDirectoryPeople,
      connectExplain,
      trees: onDisk ? ports.workingTree : ports.trees,
    },
    {
      ...frame,
      question,
      atTerminal,
      commit: onDisk ? null : await commitOf(inputs, ports),
    },
  );
}
