import { mkdirSync, writeFileSync } from 'node:fs';
import { type AskingMode, makePolicies } from './make-policies.ts';
import { actionsOf, policyFolder, readPolicy } from './policy-files.ts';
import { policiesOfMode } from './policies-of-mode.ts';

/**
 * Holds the lists of a mode to what it asks of AWS. With `UPDATE_EXPECTED=1` they are written from it
 * instead, so the mode must have been allowed everything.
 */
export function listsOf(mode: AskingMode, asked: readonly string[]) {
  const called = new Set(asked);
  if (isUpdating) {
    mkdirSync(policyFolder, { recursive: true });
    for (const [name, policy] of Object.entries(makePolicies(mode, called))) {
      writeFileSync(`${policyFolder}/${name}.json`, `${JSON.stringify(policy, null, 2)}\n`);
    }
  }
  return {
    allowed: actionsOf(...policiesOfMode[mode].map(readPolicy)),
    called: [...called].toSorted(),
    files: Object.keys(makePolicies(mode, called)),
    made: Object.values(makePolicies(mode, called)),
  };
}

export const isUpdating = process.env['UPDATE_EXPECTED'] === '1';
