import type { FaultStory } from '../support/fault-story.ts';
import { owned, settings } from './parts.ts';

const sets = `permissionSets:
  Read: { sessionDuration: 1h, managedPolicies: [ReadOnlyAccess] }
assignments:
  - { groups: Clerks, permissionSets: Read, accounts: dev }
applications:
`;

/** An application that goes from one group to another, and one that a group and a user lose. */
export const sharedApplications: FaultStory = {
  name: 'assigning and unassigning applications',
  organization: {
    accounts: [
      { name: 'management', management: true },
      { name: 'dev', ou: '/Work' },
    ],
    users: { kim: {} },
    groups: { Clerks: ['ada'], Payers: ['bob'] },
    permissionSets: {
      Read: { sessionDuration: 'PT1H', managedPolicies: ['ReadOnlyAccess'], tags: owned },
    },
    assignments: [{ group: 'Clerks', permissionSet: 'Read', account: 'dev' }],
    applications: [
      { name: 'Payroll', groups: ['Clerks'] },
      { name: 'Wiki', groups: ['Clerks', 'Payers'], users: ['kim'] },
    ],
  },
  base: {
    'settings.yaml': settings,
    'access.yaml': `${sets}  - { groups: Clerks, applications: [Payroll, Wiki] }
  - { groups: Payers, applications: Wiki }
  - { users: kim, applications: Wiki }
`,
  },
  change: {
    'access.yaml': `${sets}  - { groups: Payers, applications: [Payroll, Wiki] }
`,
  },
  holders: ['Clerks Read dev'],
};
