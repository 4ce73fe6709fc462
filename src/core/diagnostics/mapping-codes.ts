import type { CodeEntry } from './code-entry.ts';

/** Codes that the files alone can show. */
export const mappingCodes = {
  'invalid-yaml': {
    meaning: 'A mapping file is not well-formed YAML.',
    remedy: 'Mend the line shown.',
  },
} as const satisfies Record<string, CodeEntry>;
