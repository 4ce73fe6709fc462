import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { limits } from '../limits.ts';
import type { MappingSource } from '../mapping-source.ts';
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
  const diagnostics = within.filter((file) => file.kind !== 'file').map(notAFile);
  const own = files.filter((file) => isWithin(source.directory, file.path));
  if (!source.exists || own.length === 0) {
    return { trees: [], diagnostics: [...diagnostics, emptied(source)], complete: false };
  }
  if (files.length > limits.files) {
    return { trees: [], diagnostics: [...diagnostics, tooMany(files.length)], complete: false };
  }
  const trees: Tree[] = [];
  let complete = diagnostics.length === 0;
  for (const file of files) {
    const text = readText(file);
    const parsed = text.value === null ? { value: null, diagnostics: [] } : parseYaml(text.value);
    diagnostics.push(...text.diagnostics, ...parsed.diagnostics);
    if (parsed.value !== null) trees.push(parsed.value);
    if (text.value === null || parsed.diagnostics.length > 0) complete = false;
  }
  return { trees, diagnostics, complete };
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

function tooMany(count: number): Diagnostic {
  return errorAt(
    null,
    'too-many-files',
    `there are ${count.toLocaleString('en')} mapping files; the limit is ${limits.files.toLocaleString('en')}`,
    { help: 'merge small files, or split the directory' },
  );
}
