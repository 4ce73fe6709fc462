import type { MappingSource, SourceFile } from '../mapping/mapping-source.ts';
import { textOf } from './context.ts';
import { applyChanges } from './edit/apply-changes.ts';
import type { Proposal } from './proposal.ts';

/** New contents of the files that proposals change, all of them together; null where they cannot be made so. */
export function editedFiles(
  source: MappingSource,
  proposals: readonly Proposal[],
): ReadonlyMap<string, string> | null {
  const files = new Map<string, string>();
  const changes = proposals.flatMap((one) => [...one.changes]);
  for (const [path, members] of Map.groupBy(changes, ([file]) => file)) {
    const before = textOf(source, path);
    const all = members.flatMap(([, some]) => some);
    const text = before === null ? null : applyChanges(before, all);
    if (text === null) return null;
    files.set(path, text);
  }
  for (const [path, text] of proposals.flatMap(({ texts }) => [...texts])) {
    const other = files.get(path);
    if (other !== undefined && other !== text) return null;
    files.set(path, text);
  }
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function withFiles(
  source: MappingSource,
  files: ReadonlyMap<string, string>,
): MappingSource {
  const changed = Array.from(files, ([path, text]): SourceFile => {
    const bytes = new TextEncoder().encode(text);
    return { path, kind: 'file', bytes, size: bytes.length };
  });
  return {
    ...source,
    files: [...source.files.filter(({ path }) => !files.has(path)), ...changed],
  };
}
