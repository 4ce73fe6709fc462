import type { CodeEntry } from './code-entry.ts';

/** Codes that files and the live organization show together. */
export const planCodes = {
  'unknown-group': {
    meaning: 'A rule names a group that is not in the identity store.',
    remedy: 'Correct the name, or let Entra provision the group first.',
  },
} as const satisfies Record<string, CodeEntry>;
