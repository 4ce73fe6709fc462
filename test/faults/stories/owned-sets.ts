import type { FaultStory } from '../support/fault-story.ts';
import { owned, settings } from './parts.ts';

/** A set that is adopted, one that is given up, and one that is deleted. */
export const ownedSets: FaultStory = {
  name: 'taking over, giving up and deleting sets',
  organization: {
    accounts: [
      { name: 'management', management: true },
      { name: 'dev', ou: '/Work' },
      { name: 'prod', ou: '/Work' },
    ],
    groups: { Builders: ['ada'], Strangers: ['bob'], Auditors: ['cy'] },
    permissionSets: {
      Legacy: { sessionDuration: 'PT1H', managedPolicies: ['PowerUserAccess'] },
      Given: { sessionDuration: 'PT1H', managedPolicies: ['ReadOnlyAccess'], tags: owned },
      Gone: { sessionDuration: 'PT1H', managedPolicies: ['SecurityAudit'], tags: owned },
    },
    assignments: [
      { group: 'Builders', permissionSet: 'Legacy', account: 'dev' },
      { group: 'Strangers', permissionSet: 'Legacy', account: 'dev' },
      { group: 'Auditors', permissionSet: 'Given', account: 'dev' },
      { group: 'Auditors', permissionSet: 'Gone', account: ['dev', 'prod'] },
    ],
  },
  base: {
    'settings.yaml': settings,
    'access.yaml': `permissionSets:
  Given: { sessionDuration: 1h, managedPolicies: [ReadOnlyAccess] }
  Gone: { sessionDuration: 1h, managedPolicies: [SecurityAudit] }
assignments:
  - { groups: Auditors, permissionSets: Given, accounts: dev }
  - { groups: Auditors, permissionSets: Gone, accounts: [dev, prod] }
`,
  },
  change: {
    'settings.yaml': settings.replace('users: true', 'users: true, release: [Given]'),
    'access.yaml': `permissionSets:
  Legacy: { sessionDuration: 2h, managedPolicies: [PowerUserAccess] }
assignments:
  - { groups: Builders, permissionSets: Legacy, accounts: dev }
`,
  },
  holders: ['Auditors Given dev', 'Builders Legacy dev'],
};
