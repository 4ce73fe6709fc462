import { list, record, text, textOrList } from './shape.ts';
import { allowEmpty, selectorsFor } from './selectors.ts';

const references = 'a name, entra:<object id>, or id:<identity store id>';

export const groups = textOrList('a group', 'a list of groups').meta({
  description: `Groups that get access, each ${references}.`,
});

export const users = textOrList('a user', 'a list of users').meta({
  description: `Users that get access, each ${references}. Needs settings.manage.users: true.`,
});

export const expires = text('a date such as "2027-03-31"').meta({
  description:
    'When the access ends: a date (its end in UTC), or an RFC 3339 date-time. The next apply after it revokes.',
  examples: ['2027-03-31', '2027-03-31T18:00:00Z'],
});

export const reason = text('text such as a ticket').meta({
  description: 'Why; shown in the plan.',
  examples: ['OPS-1234'],
});

export const assignment = record('a map with groups, permissionSets and accounts', {
  groups: groups.optional(),
  users: users.optional(),
  permissionSets: textOrList('the name of a permission set', 'a list of permission set names').meta(
    {
      description: 'Names declared under permissionSets.',
    },
  ),
  accounts: selectorsFor('Where the access is given.'),
  except: selectorsFor('Accounts taken out again.').optional(),
  expires: expires.optional(),
  reason: reason.optional(),
  allowEmpty: allowEmpty.optional(),
}).meta({
  title: 'Rule',
  description: 'Who gets which permission sets in which accounts. Needs groups or users.',
  anyOf: [{ required: ['groups'] }, { required: ['users'] }],
});

export const assignments = list('a list of rules', assignment).meta({
  description: 'Who gets which permission sets in which accounts.',
});
