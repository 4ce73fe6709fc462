import { readdirSync, readFileSync } from 'node:fs';

export interface Import {
  /** As written: './x.ts', 'yaml', 'node:crypto'. */
  readonly specifier: string;
  /** The imported file as a path below src, for a relative import. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
  /** What stands between `import` and `from`; empty for `import()` and for side effects. */
  readonly clause: string;
}

export interface SourceFile {
  /** Below src, without it: `core/plan/diff.ts`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Without comments. */
  readonly code: string;
}

/** Every TypeScript and JavaScript file below src. */
export function readSources(src: string): SourceFile[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.m?[jt]s$/.test(path))
    .toSorted()
    .map((path) => parseSource(path, readFileSync(`${src}/${path}`, 'utf8')));
}

export function parseSource(path: string, text: string): SourceFile {
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: [...statements(path, text), ...calls(path, text)],
    code: text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1'),
  };
}

/**
 * `import … from`, `export … from`, `import '…'`. The formatter puts each at the start of a line,
 * and nothing else there looks like one: no name, brace or comma is a quote.
 */
function statements(path: string, text: string): Import[] {
  const pattern = /^(?:import|export)\s+(?:([\w*{}\s,$]+?)\s*\bfrom\s*)?['"]([^'"]+)['"]/gm;
  return [...text.matchAll(pattern)].map(([, clause = '', specifier = '']) => ({
    specifier,
    target: resolve(path, specifier),
    typeOnly: isTypeOnly(clause),
    clause: clause.trim(),
  }));
}

function calls(path: string, text: string): Import[] {
  const pattern = /(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map(([, type, specifier = '']) => ({
    specifier,
    target: resolve(path, specifier),
    typeOnly: type !== undefined,
    clause: '',
  }));
}

function isTypeOnly(clause: string): boolean {
  if (/^type\s/.test(clause.trim())) return true;
  const names = /^\{([^}]*)\}$/.exec(clause.trim())?.[1]?.split(',') ?? [];
  const given = names.map((name) => name.trim()).filter((name) => name !== '');
  return given.length > 0 && given.every((name) => name.startsWith('type '));
}

function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  // The root stands for src: what climbs out of it keeps its `..` and belongs to no room.
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') {
      if (parts.length === 0 || parts.at(-1) === '..') parts.push('..');
      else parts.pop();
    } else if (part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/**
 * The files on a circle of imports, in order; undefined if there is none. Types may refer to each
 * other in a circle: nothing of that is left at run time, and between rooms the table forbids it.
 */
export function findCycle(files: readonly SourceFile[]): string[] | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();

  function visit(path: string, trail: readonly string[]): string[] | undefined {
    const start = trail.indexOf(path);
    if (start >= 0) return [...trail.slice(start), path];
    if (done.has(path)) return undefined;
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (target === undefined || typeOnly) continue;
      const cycle = visit(target, [...trail, path]);
      if (cycle !== undefined) return cycle;
    }
    done.add(path);
    return undefined;
  }

  for (const { path } of files) {
    const cycle = visit(path, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** The shortest way by imports from a file to one that `isGoal`, both included. */
export function pathTo(
  files: readonly SourceFile[],
  from: string,
  isGoal: (path: string) => boolean,
): string[] | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set([from]);
  const queue: string[][] = [[from]];
  for (let way = queue.shift(); way !== undefined; way = queue.shift()) {
    const last = way.at(-1) ?? from;
    if (isGoal(last)) return way;
    for (const { target } of byPath.get(last)?.imports ?? []) {
      if (target === undefined || seen.has(target)) continue;
      seen.add(target);
      queue.push([...way, target]);
    }
  }
  return undefined;
}
