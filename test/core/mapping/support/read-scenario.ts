import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import type { MappingSource, SourceFile } from '../../../../src/core/mapping/mapping-source.ts';

/** What a story's folder cannot hold as plain files; `source.json` beside them. */
interface Extras {
  readonly directory?: string;
  readonly included?: readonly string[];
  readonly exists?: boolean;
  readonly links?: readonly string[];
  readonly submodules?: readonly string[];
  /** Paths of files over the size limit, with their sizes. */
  readonly large?: Readonly<Record<string, number>>;
  /** Paths with {n}, and how many files with one comment each they stand for. */
  readonly copies?: Readonly<Record<string, number>>;
}

const beside = new Set(['source.json', 'diagnostics.txt']);

/** A story's folder as a caller would hand it over. */
export function readScenario(folder: string): MappingSource {
  const extrasFile = `${folder}/source.json`;
  const extras = existsSync(extrasFile)
    ? (JSON.parse(readFileSync(extrasFile, 'utf8')) as Extras)
    : {};
  const files = globSync('**/*', { cwd: folder })
    .filter((path) => !beside.has(path) && statSync(`${folder}/${path}`).isFile())
    .map((path): SourceFile => {
      const bytes = readFileSync(`${folder}/${path}`);
      return { path, kind: 'file', bytes, size: bytes.length };
    });
  return {
    directory: extras.directory ?? 'access',
    included: extras.included ?? [],
    exists: extras.exists ?? true,
    files: [...files, ...unwritable(extras)],
  };
}

function unwritable(extras: Extras): SourceFile[] {
  const comment = new TextEncoder().encode('# one of many\n');
  return [
    ...(extras.links ?? []).map((path): SourceFile => ({
      path,
      kind: 'symbolic-link',
      bytes: null,
      size: 9,
    })),
    ...(extras.submodules ?? []).map((path): SourceFile => ({
      path,
      kind: 'submodule',
      bytes: null,
      size: 0,
    })),
    ...Object.entries(extras.large ?? {}).map(([path, size]): SourceFile => ({
      path,
      kind: 'file',
      bytes: null,
      size,
    })),
    ...Object.entries(extras.copies ?? {}).flatMap(([path, count]) =>
      Array.from({ length: count }, (_, n): SourceFile => ({
        path: path.replace('{n}', String(n)),
        kind: 'file',
        bytes: comment,
        size: comment.length,
      })),
    ),
  ];
}
