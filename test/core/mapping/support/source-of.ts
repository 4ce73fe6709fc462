import type { MappingSource } from '../../../../src/core/mapping/mapping-source.ts';

export const settings = 'settings:\n  manage: { owner: platform }\n';

/** A config directory `access` of these files, by path. */
export function sourceOf(files: Readonly<Record<string, string | Uint8Array>>): MappingSource {
  return {
    directory: 'access',
    included: [],
    exists: true,
    files: Object.entries(files).map(([path, content]) => {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return { path, kind: 'file', bytes, size: bytes.length };
    }),
  };
}

/** One file with the least settings and whatever else is said. */
export function oneFile(yaml: string): MappingSource {
  return sourceOf({ 'access/main.yaml': settings + yaml });
}
