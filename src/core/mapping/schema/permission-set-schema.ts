import * as z from 'zod';
import { awsLimits } from '../limits.ts';
import { list, record, text } from './shape.ts';

export const policyReference = record('a map with name and path', {
  name: text("the policy's name").meta({ description: 'Name of the policy, case-exact.' }),
  path: text("the policy's path, such as /teams/")
    .optional()
    .meta({ description: 'Path of the policy; default /.', examples: ['/teams/'] }),
});

const customerManagedPolicy = z.union(
  [text('the name of a customer managed policy'), policyReference],
  { error: 'the name of a customer managed policy, or a map with name and path' },
);

export const permissionsBoundary = record('a map with customerManagedPolicy or managedPolicy', {
  customerManagedPolicy: customerManagedPolicy.optional().meta({
    description: 'A policy that every account holds itself: its name, or { name, path }.',
  }),
  managedPolicy: text('an AWS managed policy')
    .optional()
    .meta({ description: 'An AWS managed policy: name, path/name or full ARN.' }),
}).meta({
  description: 'The policy that bounds what the others can give. Name exactly one.',
  examples: [{ customerManagedPolicy: 'TeamBoundary' }],
  minProperties: 1,
  maxProperties: 1,
});

const policyDocument = z
  .record(z.string(), z.unknown(), { error: 'a policy document' })
  .meta({ description: 'An IAM policy document: Version and Statement.' });

export const tags = z
  .record(text('a tag key'), z.string({ error: 'text' }), { error: 'a map of tag keys to text' })
  .meta({
    description: 'Tags of the permission set itself; they never reach the roles.',
    examples: [{ team: 'platform' }],
  });

export const sessionDuration = text('a duration such as 8h').meta({
  description: 'How long a session lasts, 1h to 12h: 8h, 90m, 1h30m, or ISO 8601 such as PT8H.',
  examples: ['8h', 'PT1H30M'],
});

export const permissionSet = record(
  'a map with keys such as managedPolicies ({} for a set without policies)',
  {
    description: text('a text for people').optional().meta({
      description:
        'What the set is for, as people see it in the access portal. Up to 700 characters of Latin-1.',
      maxLength: awsLimits.description,
    }),
    sessionDuration: sessionDuration.optional(),
    relayState: text('the URL where a session starts').optional().meta({
      description:
        'Where a session starts: the URL of an AWS console page, such as that of CloudWatch.',
      maxLength: awsLimits.relayState,
    }),
    managedPolicies: list('a list of AWS managed policies', text('an AWS managed policy'))
      .optional()
      .meta({
        description:
          'AWS managed policies: name, path/name, or full ARN. Customer managed policies have a key of their own.',
        examples: [['PowerUserAccess', 'job-function/ViewOnlyAccess']],
      }),
    customerManagedPolicies: list('a list of customer managed policies', customerManagedPolicy)
      .optional()
      .meta({
        description: 'Policies that every assigned account must hold under this name and path.',
        examples: [['TeamBoundary', { name: 'Deploy', path: '/teams/' }]],
      }),
    inlinePolicy: z
      .union([text('the path of a JSON file'), policyDocument], {
        error: 'the path of a JSON file beside this one, or a policy document',
      })
      .optional()
      .meta({
        description: 'A JSON file, relative to this one, or the policy written here as YAML.',
        examples: ['policies/developer.json'],
      }),
    permissionsBoundary: permissionsBoundary.optional(),
    tags: tags.optional(),
    renamedFrom: text('the name of a permission set')
      .optional()
      .meta({
        description:
          'The name this set had before. AWS cannot rename: the plan shows a new set, moved assignments, and what that costs.',
        examples: ['DevAccess'],
      }),
  },
).meta({
  title: 'Permission set',
  description:
    'What a person may do in an account, and for how long. "{}" is a set without policies.',
});

export const permissionSets = z
  .record(text('the name of a permission set'), permissionSet, {
    error: 'a map of names to permission sets',
  })
  .meta({
    description:
      'The permission sets of this instance, by name: 1 to 32 letters, digits and _ + = , . @ -',
    propertyNames: { pattern: '^[A-Za-z0-9_+=,.@-]{1,32}$' },
  });
