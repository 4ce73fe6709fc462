import * as z from 'zod';
import { awsLimits } from '../limits.ts';
import { flag, list, oneOf, record, text, textOrList, wholeNumber } from './shape.ts';
import { guardrails } from './guardrails-schema.ts';
import { sessionDuration, tags } from './permission-set-schema.ts';
import { selectorsFor } from './selectors.ts';

export const identityCenter = record('a map with region', {
  region: text('an AWS Region such as eu-west-1')
    .optional()
    .meta({ description: "Identity Center's home Region.", examples: ['eu-west-1'] }),
  instanceArn: text('the ARN of an Identity Center instance')
    .optional()
    .meta({
      description: 'The instance; needed only if more than one is visible.',
      examples: ['arn:aws:sso:::instance/ssoins-0123456789abcdef'],
    }),
  requestsPerSecond: wholeNumber('a whole number from 1 to 1000', 1, 1000)
    .optional()
    .meta({ description: 'Requests a second that AWS allows this account; default 20.' }),
}).meta({ description: 'Which Identity Center this directory describes.' });

export const entra = record('a map with tenantId', {
  tenantId: text("the tenant's id").meta({
    description: 'Id of the Entra ID tenant.',
    examples: ['11111111-2222-3333-4444-555555555555'],
  }),
  application: text('the id of the enterprise application').optional().meta({
    description:
      "The enterprise application's object id or app id; found by its gallery template if left out.",
  }),
  cloud: oneOf(['public', 'usgov', 'usgov-dod', 'china'])
    .optional()
    .meta({ description: "Microsoft's cloud; default public." }),
  groupSync: oneOf(['off', 'check', 'manage']).optional().meta({
    description:
      'check (default): say which groups will not work and why. manage: may assign groups to the application and ask for on-demand provisioning. off: do not ask Entra.',
  }),
  scimTokenExpires: text('a date such as 2027-03-31')
    .optional()
    .meta({
      description:
        'When the token ends with which Entra provisions to AWS, as the console of Identity Center shows it. The mode doctor warns before it.',
      examples: ['2027-03-31'],
    }),
  unassignGroups: textOrList('a group', 'a list of groups')
    .optional()
    .meta({
      description:
        'With groupSync: manage, groups to take out of the application once no rule names them. AWS then deletes them and what they hold.',
      examples: [['Payments-Contractors']],
    }),
}).meta({
  description: 'Microsoft Entra ID. Without it groups are looked up in the identity store alone.',
});

export const ignoreEntry = record('a map with permissionSets, groups, users or accounts', {
  permissionSets: textOrList('a permission set name or glob', 'a list of names or globs')
    .optional()
    .meta({ description: 'Names or globs (* and ?) of permission sets; all if left out.' }),
  groups: textOrList('a group name or glob', 'a list of names or globs').optional().meta({
    description: 'Names or globs of groups, entra:<object id> or id:<identity store id>.',
  }),
  users: textOrList('a user name or glob', 'a list of names or globs')
    .optional()
    .meta({ description: 'Names or globs of users, entra:<object id> or id:<identity store id>.' }),
  accounts: selectorsFor('Where; everywhere if left out.').optional(),
}).meta({
  description:
    'Never planned and never drift; listed as ignored. A key left out matches everything.',
  minProperties: 1,
});

export const manage = record('a map with owner', {
  owner: text('a short name')
    .optional()
    .meta({
      description:
        'Value of the ownership tag on every permission set of this directory. Two repositories that share an instance need two owners.',
      examples: ['platform'],
    }),
  permissionSets: oneOf(['declared', 'all']).optional().meta({
    description:
      'declared (default): leave undeclared sets alone. all: also report them as drift, and never touch them.',
  }),
  users: flag().optional().meta({
    description:
      'May rules name users? Default false; then live user assignments are reported and never revoked.',
  }),
  ignore: list('a list of what to leave alone', ignoreEntry)
    .optional()
    .meta({ description: 'What is never planned and never drift.' }),
  release: list('a list of permission set names', text('the name of a permission set'))
    .optional()
    .meta({
      description: 'Permission sets to give up: the ownership tag is removed, nothing else.',
    }),
}).meta({ description: 'What this directory owns and what it leaves alone.', required: ['owner'] });

export const review = record('a map with people and record', {
  people: oneOf(['names', 'counts', 'off']).optional().meta({
    description:
      'How people who gain or lose access are shown: names (default; counts in public repositories), counts, or off.',
  }),
  record: oneOf(['comment', 'artifact']).optional().meta({
    description:
      'Where the plan leaves what an apply takes as reviewed: in its comment (default), or in an artifact of planWorkflow, which nobody can forge who may only push branches.',
  }),
  planWorkflow: text('the file of a workflow')
    .optional()
    .meta({
      description:
        'With record: artifact, the workflow that plans on pull_request_target. An artifact of any other is not trusted.',
      examples: ['.github/workflows/access-plan.yml'],
    }),
}).meta({ description: "What the plan's comment shows, and how far its record is trusted." });

export const defaults = record('a map with sessionDuration and tags', {
  sessionDuration: sessionDuration.optional(),
  tags: tags.optional(),
}).meta({ description: 'What every permission set has unless it says otherwise; tags add up.' });

export const accessControlAttributes = z
  .record(z.string(), text('a source such as ${path:enterprise.department}'), {
    error: 'a map of attribute keys to sources ({} for none)',
  })
  .meta({
    description:
      'Attributes for access control of the instance: session tags by key, and where each comes from. {} turns them off; without this key they are left alone.',
    examples: [{ Department: '${path:enterprise.department}' }],
    maxProperties: awsLimits.attributes,
    propertyNames: { minLength: 1, maxLength: awsLimits.attributeKey },
  });

export const settings = record('a map with manage, identityCenter and the like', {
  identityCenter: identityCenter.optional(),
  include: list('a list of directories', text('a directory such as ../common'))
    .optional()
    .meta({
      description: 'More directories of this repository to read, relative to the config directory.',
      examples: [['../common']],
    }),
  accessControlAttributes: accessControlAttributes.optional(),
  entra: entra.optional(),
  manage: manage.optional(),
  guardrails: guardrails.optional(),
  review: review.optional(),
  defaults: defaults.optional(),
}).meta({
  title: 'Settings',
  description: 'Settings of the whole config directory; they stand in one file only.',
  required: ['manage'],
});
