import { filesAsSource, type Files } from '../core/import/files-as-source.ts';
import type { KeptSettings } from '../core/import/kept-settings.ts';
import type { MappingSource } from '../core/mapping/mapping-source.ts';
import { noCommit } from '../core/model/ids.ts';
import type { MappingFilesWriter } from '../ports/mapping-files-write.ts';
import { PortError } from '../ports/port-error.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { loadVersion } from './load-version.ts';
import { runDiagnostic, RunProblem } from './run-problem.ts';

/** What is on disk before an import. */
export interface BeforeImport {
  /** Text of the files that count, by path from the repository's root. */
  readonly files: Files;
  readonly kept: KeptSettings | null;
}

/** Rejects where mapping files are there and are not valid: nobody could say what they mean. */
export async function readBeforeImport(
  trees: TreeReader,
  directory: string,
): Promise<BeforeImport> {
  const version = await loadVersion(trees, noCommit, directory);
  if (!version.exists) return { files: new Map(), kept: null };
  const { value: mapping, diagnostics } = version.checked;
  if (mapping === null) throw new RunProblem(diagnostics, { result: 'invalid' });
  if (mapping.settings.include.length > 0) throw includesOthers(directory);
  const listing = await trees.readDirectory(noCommit, directory);
  const texts = await Promise.all(
    (listing?.entries ?? [])
      .filter(({ path, kind }) => kind === 'file' && /\.(ya?ml|json)$/.test(path))
      .map(async ({ path, objectId }): Promise<[string, string]> => [
        path,
        new TextDecoder().decode(await trees.readBlob(objectId)),
      ]),
  );
  const files = new Map(texts);
  const { file } = mapping.settings.at;
  return { files, kept: { mapping, file, text: files.get(file) ?? '' } };
}

/** What several directories share is nobody's own to write. */
function includesOthers(directory: string): RunProblem {
  return new RunProblem([
    runDiagnostic('import-differs', `the settings in "${directory}" include other directories`, {
      why: 'what these say would be said twice',
      help: 'import into an empty directory with --config, and take over from there what is not shared',
    }),
  ]);
}

/** Those of the written files that are not there yet, byte for byte. */
export function newsOf(written: Files, before: Files): Files {
  return new Map([...written].filter(([path, text]) => before.get(path) !== text));
}

/** The directory as it will be. */
export function afterImport(directory: string, before: Files, written: Files): MappingSource {
  return filesAsSource(directory, new Map([...before, ...written]));
}

/** Rejects, before anything is written, where a file is in the way. */
export async function refuseOverwriting(
  writer: MappingFilesWriter,
  directory: string,
  news: Files,
): Promise<void> {
  const there = new Set(await writer.existing(directory));
  const taken = [...news.keys()].filter((path) => there.has(path));
  if (taken.length > 0) throw filesExist(taken);
}

const wayOn =
  'move them away, name another directory with --config, or overwrite them with --force: git still has them';

function filesExist(paths: readonly string[]): RunProblem {
  const more = paths.length > 10 ? ` and ${paths.length - 10} others` : '';
  const are = paths.length === 1 ? '1 file is' : `${paths.length} files are`;
  return new RunProblem(
    [
      runDiagnostic(
        'files-exist',
        `${are} there already that an import would write, so nothing was written`,
        {
          why: paths.slice(0, 10).join(', ') + more,
          help: wayOn,
        },
      ),
    ],
    { result: 'refused' },
  );
}

/** All of them or none. */
export async function writeImported(
  writer: MappingFilesWriter,
  files: Files,
  overwrite: boolean,
): Promise<void> {
  try {
    await writer.write(files, { overwrite });
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const { kind, message, help } = error;
    if (kind !== 'conflict') {
      const problem = runDiagnostic('files-not-written', message, { help });
      throw new RunProblem([problem], { cause: error });
    }
    throw new RunProblem(
      [runDiagnostic('files-exist', `nothing was written: ${message}`, { help: wayOn })],
      { cause: error, result: 'refused' },
    );
  }
}
