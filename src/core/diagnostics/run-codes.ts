import type { CodeEntry } from './code-entry.ts';

/** Codes of a run: inputs, credentials, AWS and GitHub errors, what was held. */
export const runCodes = {
  'access-denied': {
    meaning: 'AWS refused an action to the role of this run.',
    remedy: 'Attach the action named to that role.',
  },
} as const satisfies Record<string, CodeEntry>;
