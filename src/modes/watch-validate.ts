import { problemsOf } from '../effects/problems-of.ts';
import type { FileChanges } from '../ports/file-changes.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { type RunReport, withoutPlan } from './run-report.ts';
import { checkVersion } from './validate.ts';

export interface WatchPorts {
  /** Files as they are on disk. */
  readonly trees: TreeReader;
  readonly changes: FileChanges;
  /** Ends the watching; it resolves then. */
  readonly signal: AbortSignal;
}

/** Checks files on disk, shows the result, and does so again whenever they are not what they were. */
export async function watchValidate(
  { trees, changes, signal }: WatchPorts,
  task: { readonly directory: string; readonly withSchema: boolean },
  show: (report: RunReport) => void,
): Promise<void> {
  let shown: string | null = null;
  let directories: readonly string[] = [task.directory];
  do {
    changes.lookAt(directories);
    const checked = await checkOnce(trees, task);
    // Equal ids are equal files: whoever saved without a change is told nothing new.
    if (checked.state !== shown) show(checked.report);
    shown = checked.state;
    directories = checked.directories ?? directories;
  } while (await changes.next(signal));
}

async function checkOnce(trees: TreeReader, task: Parameters<typeof watchValidate>[1]) {
  try {
    const onDisk = { ...task, head: null, repositoryUrl: null };
    const { report, version } = await checkVersion(trees, onDisk);
    const ids = [...version.treeIds];
    return { report, state: JSON.stringify(ids), directories: ids.map(([path]) => path) };
  } catch (error) {
    const diagnostics = problemsOf(error);
    if (diagnostics === null) throw error;
    const report = withoutPlan('failed', 1, { diagnostics });
    return { report, state: JSON.stringify(diagnostics), directories: null };
  }
}
