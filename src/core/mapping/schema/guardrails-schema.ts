import * as z from 'zod';
import { list, oneOf, record, text, textOrList, wholeNumber } from './shape.ts';
import { allowEmpty, selectorsFor } from './selectors.ts';

const count = wholeNumber('a whole number of 0 or more', 0, 1_000_000);

export const protectEntry = record('a map with groups, permissionSets and accounts', {
  groups: textOrList('a group', 'a list of groups').meta({
    description:
      'Groups that must keep their access: name, entra:<object id> or id:<identity store id>.',
  }),
  permissionSets: textOrList('the name of a permission set', 'a list of permission set names').meta(
    {
      description: 'Names declared under permissionSets.',
    },
  ),
  accounts: selectorsFor('Where.'),
  allowEmpty: allowEmpty.optional(),
}).meta({ description: 'Access that this tool never revokes.' });

export const guardrailRule = record('a map with name and when', {
  name: text('a short name').meta({ description: 'Name of the rule, as findings show it.' }),
  when: text('a CEL expression').meta({
    description: 'CEL over one operation that the change causes; the rule speaks where it is true.',
    examples: ['permissionSet.isAdministrator && "prod" in account.sets'],
  }),
  unless: text('a CEL expression')
    .optional()
    .meta({
      description: 'CEL that makes an exception.',
      examples: ['principal.name == "BreakGlass-Admins"'],
    }),
  severity: oneOf(['error', 'warning'])
    .optional()
    .meta({ description: 'error (default) refuses the plan; warning shows it.' }),
  message: text('a text for people')
    .optional()
    .meta({ description: "What the author reads; the rule's name if left out." }),
});

export const maxRevocations = record('a map with percent or count', {
  percent: z
    .number({ error: 'a number from 0 to 100' })
    .min(0, { error: 'a number from 0 to 100' })
    .max(100, { error: 'a number from 0 to 100' })
    .optional()
    .meta({ description: 'Share of the assignments that the base desires.' }),
  count: count.optional().meta({ description: 'Number of assignments.' }),
}).meta({
  description:
    'Most assignments that one plan may revoke; the smaller of the two counts, but never below 5. Default { percent: 25 }.',
  examples: [{ percent: 25, count: 50 }],
  minProperties: 1,
});

export const maxGrants = record('a map with count', {
  count: count.meta({ description: 'Number of assignments.' }),
}).meta({ description: 'Most assignments that one plan may grant; no limit if left out.' });

export const guardrails = record('a map with maxRevocations, maxGrants, protect or rules', {
  maxRevocations: maxRevocations.optional(),
  maxGrants: maxGrants.optional(),
  protect: list('a list of what to protect', protectEntry)
    .optional()
    .meta({ description: 'Revoking these is an error that nothing overrides.' }),
  rules: list('a list of rules', guardrailRule)
    .optional()
    .meta({ description: 'Rules of your own over each operation.' }),
}).meta({ description: 'What a change may not do without being told so.' });
