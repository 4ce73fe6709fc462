import type { Imported } from '../core/import/import-organization.ts';
import { leftoversOf } from '../core/import/leftovers.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import { afterImport, type BeforeImport } from '../effects/import-files.ts';
import { runDiagnostic, RunProblem } from '../effects/run-problem.ts';
import { describeOperation } from '../report/describe-operation.ts';

const MOST_TOLD = 5;

/**
 * Plans what is about to be written against what was read, and rejects where more than adoptions would come
 * of it. Gives how many sets the settings that were there will change.
 */
export function requireExactImport(
  { files }: Imported,
  before: BeforeImport,
  snapshot: Snapshot,
  { directory, now }: { readonly directory: string; readonly now: string },
): number {
  const source = afterImport(directory, before.files, files);
  const { problems, operations } = leftoversOf(source, snapshot, now);
  const updates = operations.filter(
    ({ kind, status }) =>
      before.kept !== null && kind === 'update-permission-set' && status === 'planned',
  );
  const others = operations.filter((operation) => !updates.includes(operation));
  const found = [...problems, ...others.map((operation) => describeOperation(operation, true))];
  if (found.length === 0) return updates.length;
  const kept = [...before.files.keys()].filter((path) => /\.ya?ml$/.test(path) && !files.has(path));
  const more = found.length > MOST_TOLD ? `; and ${found.length - MOST_TOLD} more` : '';
  throw new RunProblem([
    runDiagnostic(
      'import-differs',
      'the files would not say exactly what is live, so none was written',
      {
        why: found.slice(0, MOST_TOLD).join('; ') + more,
        help:
          kept.length === 0
            ? 'report it with these lines; nothing was changed'
            : `these files are in the same directory and say something too: ${kept.slice(0, MOST_TOLD).join(', ')}; move them away, or import into another directory with --config`,
      },
    ),
  ]);
}

/** Files that no longer name an application would unassign all that they gave of it. */
export function requireApplications({ notes }: Imported, { kept }: BeforeImport): void {
  const note = notes.find(({ kind }) => kind === 'unread-application');
  if (note === undefined || kept === null || kept.mapping.applications.length === 0) return;
  throw new RunProblem([
    runDiagnostic(
      'import-differs',
      'applications could not be read, and the files that are there name some, so nothing was written',
      {
        why: note.subjects.map(({ name, why }) => `${name}: ${why ?? 'unread'}`).join('; '),
        help: 'mend what it says, and run it again',
      },
    ),
  ]);
}
