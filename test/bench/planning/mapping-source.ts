import type { MappingSource } from '../../../src/core/mapping/mapping-source.ts';
import type { Files } from './planning-case.ts';

/** Files as a commit holds them. Git has equal content once, whichever commits hold it. */
export function mappingSource(
  files: Files,
  blobs: Map<string, Uint8Array> = new Map(),
): MappingSource {
  const encoder = new TextEncoder();
  return {
    directory: 'access',
    included: [],
    exists: true,
    files: Object.entries(files).map(([path, text]) => {
      const bytes = blobs.get(text) ?? encoder.encode(text);
      blobs.set(text, bytes);
      return { path, kind: 'file', bytes, size: bytes.length };
    }),
  };
}
