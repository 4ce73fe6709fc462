import type { CodeEntry } from './code-entry.ts';

/** Codes of a run: inputs, credentials, AWS and GitHub errors, what was held. */
export const runCodes = {
  'access-denied': {
    meaning: 'AWS refused an action to the role of this run.',
    remedy: 'Attach the action named to that role.',
  },
  'invalid-input': {
    meaning:
      'An input of the Action, or an argument on the command line, has a value it cannot have.',
    remedy: 'Correct the value in the workflow or the command.',
  },
  'unknown-mode': {
    meaning: 'There is no mode of that name.',
    remedy: 'Use one of the modes listed, or leave the input out.',
  },
  'invalid-event': {
    meaning: 'The event of this run cannot be read, or is none that the mode can be chosen by.',
    remedy: 'Run the Action in a workflow with one of the events of the README, or name a mode.',
  },
  'mode-refused': {
    meaning:
      'The mode may not run under this event, because what it reads there is not what was reviewed.',
    remedy:
      'Apply on a push to the default branch, on a schedule or by hand from the default branch.',
  },
  'validated-only': {
    meaning:
      'The files were checked without credentials, because this event must not be given any.',
    remedy: 'Nothing, unless a plan was expected: then push the branch to the repository itself.',
  },
} as const satisfies Record<string, CodeEntry>;
