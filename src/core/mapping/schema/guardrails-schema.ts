import * as z from 'zod';
import { builtInRules } from '../built-in-rules.ts';
import { list, oneOf, record, text, textOrList, wholeNumber } from './shape.ts';
import { allowEmpty, selectorsFor } from './selectors.ts';

const count = wholeNumber('a whole number of 0 or more', 0, 1_000_000);

const builtInNames = [...builtInRules.keys()];

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

export const guardrailRule = record('a map with name and when, or with use', {
  name: text('a short name').optional().meta({
    description:
      'Name of the rule, as findings show it; the name of the built-in rule if left out.',
  }),
  when: text('a CEL expression')
    .optional()
    .meta({
      description:
        'CEL over one operation that gives something; the rule speaks where it is true. What it may name is in docs/guardrails.md.',
      examples: ['permissionSet.isAdministrator && "prod" in account.sets'],
    }),
  unless: text('a CEL expression')
    .optional()
    .meta({
      description: 'CEL that makes an exception.',
      examples: ['principal.name == "BreakGlass-Admins"'],
    }),
  use: oneOf(builtInNames).optional().meta({
    description: 'A built-in rule instead of an expression.',
  }),
  accounts: selectorsFor(
    'Where a built-in rule holds; everywhere if left out. Here an account set, an id, an exact name or management.',
  ).optional(),
  exceptGroups: textOrList('a group', 'a list of groups').optional().meta({
    description:
      'Of a built-in rule: groups that it lets pass. A name is whoever has it; entra:<object id> is one group.',
  }),
  maximum: text('a duration such as 4h')
    .optional()
    .meta({ description: 'Of session-duration: the longest session.', examples: ['4h'] }),
  actions: textOrList('an IAM action', 'a list of IAM actions')
    .optional()
    .meta({
      description: 'Of no-inline-action: IAM actions; * and ? are patterns on both sides.',
      examples: [['iam:PassRole']],
    }),
  minimumMembers: count.optional().meta({ description: 'Of group-size: fewest direct members.' }),
  maximumMembers: count.optional().meta({ description: 'Of group-size: most direct members.' }),
  severity: oneOf(['error', 'warning'])
    .optional()
    .meta({ description: 'error (default) refuses the plan; warning shows it.' }),
  message: text('a text for people')
    .optional()
    .meta({ description: "What the author reads; the rule's name if left out." }),
}).meta({
  description: 'A rule of your own (name and when), or a built-in one (use).',
  anyOf: [{ required: ['name', 'when'] }, { required: ['use'] }],
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
