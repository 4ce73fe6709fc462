import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Rule } from '../mapping.ts';
import type { Tree } from '../read/tree.ts';
import type { assignment } from '../schema/assignment-schema.ts';
import { fieldsOf } from './fields.ts';
import { readExpires } from './read-expires.ts';
import { noteMissingPrincipal, readPrincipals } from './read-principals.ts';
import { readSelectors, warnOfRepeats } from './read-selectors.ts';

export function readRule(tree: Tree, problems: Diagnostic[]): Rule {
  const fields = fieldsOf<typeof assignment>(tree);
  noteMissingPrincipal(tree, problems);
  const permissionSets = fields.texts('permissionSets');
  warnOfRepeats(permissionSets, problems);
  return {
    at: tree.at,
    principals: [
      ...readPrincipals('GROUP', fields.texts('groups'), problems),
      ...readPrincipals('USER', fields.texts('users'), problems),
    ],
    permissionSets,
    accounts: readSelectors(fields.texts('accounts'), problems),
    except: readSelectors(fields.texts('except'), problems),
    expires: readExpires(fields.text('expires'), problems),
    reason: fields.text('reason')?.value ?? null,
    allowEmpty: fields.flag('allowEmpty') ?? false,
  };
}
