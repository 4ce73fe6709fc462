import * as z from 'zod';
import { textOrList } from './shape.ts';

const forms =
  'a 12-digit account id in quotes, an exact account name, name:<glob>, ou:<path or id>, ou-direct:<path or id>, tag:<key>=<glob>, set:<account set>, management, or all';

export const selectors = textOrList('an account selector', 'a list of account selectors');

export function selectorsFor(purpose: string): typeof selectors {
  return selectors.meta({
    description: `${purpose} Each is ${forms}. Globs, OUs, tags and "all" never reach the management account.`,
    examples: [['ou:/Workloads/Dev', 'payments-sandbox', '111122223333'], 'set:prod'],
  });
}

export const allowEmpty = z.boolean({ error: 'true or false' }).meta({
  description:
    'Accept selectors that match no account. Without it a selector that matches nothing is an error, so that a renamed OU never becomes a mass revoke.',
});
