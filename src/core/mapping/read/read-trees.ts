import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { grouped } from '../../diagnostics/grouped.ts';
import { limits } from '../limits.ts';
import type { MappingSource, SourceFile } from '../mapping-source.ts';
import { isWithin } from '../paths.ts';
import { parseYaml } from './parse-yaml.ts';
import { notAFile, readText } from './read-text.ts';
import type { Tree } from './tree.ts';

export interface Trees {
  /** One for each mapping file that holds anything, sorted by path. */
  readonly trees: readonly Tree[];
  readonly diagnostics: readonly Diagnostic[];
  /** False where a file could not be read: what it declares is not known. */
  readonly complete: boolean;
}

/** Every mapping file of the source, parsed. */
export function readTrees(source: MappingSource): Trees {
  const directories = [source.directory, ...source.included];
  const within = source.files
    .filter((file) => directories.some((directory) => isWithin(directory, file.path)))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const files = within.filter((file) => file.kind === 'file' && /\.ya?ml$/.test(file.path));
  const strange = within.filter((file) => file.kind !== 'file').map(notAFile);
  const own = files.filter((file) => isWithin(source.directory, file.path));
  if (!source.exists || own.length === 0) return unreadable([...strange, emptied(source)]);
  const excess = tooMuch(files);
  if (excess !== null) return unreadable([...strange, excess]);
  const read = files.map(readTree);
  return {
    trees: read.flatMap(({ value }) => value ?? []),
    diagnostics: [...strange, ...read.flatMap(({ diagnostics }) => diagnostics)],
    complete: strange.length === 0 && read.every(({ diagnostics }) => diagnostics.length === 0),
  };
}

// What a file includes is looked for before all is loaded, and commits share most of their files.
const known = new WeakMap<Uint8Array, { readonly path: string; readonly tree: Checked<Tree> }>();

function readTree(file: SourceFile): Checked<Tree> {
  const { bytes, path } = file;
  const before = bytes === null ? undefined : known.get(bytes);
  if (before?.path === path) return before.tree;
  const tree = parse(file);
  if (bytes !== null) known.set(bytes, { path, tree });
  return tree;
}

function parse(file: SourceFile): Checked<Tree> {
  const text = readText(file);
  return text.value === null
    ? { value: null, diagnostics: text.diagnostics }
    : parseYaml(text.value);
}

function unreadable(diagnostics: readonly Diagnostic[]): Trees {
  return { trees: [], diagnostics, complete: false };
}

function emptied(source: MappingSource): Diagnostic {
  const headline = source.exists
    ? `the config directory "${source.directory}" has no mapping files`
    : `there is no config directory "${source.directory}" at this commit`;
  return errorAt(null, 'missing-config-directory', headline, {
    why: 'a vanished directory never means that all access is to be taken away',
    help: source.exists
      ? 'add a .yaml file with settings, or correct the input "config"'
      : 'restore it, or correct the input "config"',
  });
}

function tooMuch(files: readonly SourceFile[]): Diagnostic | null {
  const bytes = files.reduce((sum, file) => sum + (file.bytes?.length ?? 0), 0);
  const [size, limit, unit] =
    files.length > limits.files
      ? [files.length, limits.files, 'mapping files']
      : [bytes, limits.totalBytes, 'bytes of mapping files'];
  if (size <= limit) return null;
  return errorAt(
    null,
    'too-many-files',
    `there are ${grouped(size)} ${unit}; the limit is ${grouped(limit)}`,
    { help: 'merge what repeats, or split the directory' },
  );
}
