import type { FaultStory } from '../support/fault-story.ts';
import { owned, settings } from './parts.ts';

const sets = `permissionSets:
  Read: { sessionDuration: 1h, managedPolicies: [ReadOnlyAccess] }
  Write: { sessionDuration: 1h, managedPolicies: [PowerUserAccess] }
assignments:
  - { groups: Keepers, permissionSets: Read, accounts: [dev, prod] }
  - { groups: Temps, permissionSets: Read, accounts: dev, expires: 2026-11-03 }
`;

/** Grants and revocations: people who come, go, move and expire, and roles that must stay meanwhile. */
export const movedPeople: FaultStory = {
  name: 'moving people',
  organization: {
    accounts: [
      { name: 'management', management: true },
      { name: 'dev', ou: '/Work' },
      { name: 'prod', ou: '/Work' },
      { name: 'test', ou: '/Work' },
    ],
    users: { kim: {}, lee: {} },
    groups: { Ops: ['ada'], Old: ['bob'], New: ['cy'], Temps: ['di'], Keepers: ['eve'] },
    permissionSets: {
      Read: { sessionDuration: 'PT1H', managedPolicies: ['ReadOnlyAccess'], tags: owned },
      Write: { sessionDuration: 'PT1H', managedPolicies: ['PowerUserAccess'], tags: owned },
    },
    assignments: [
      { group: 'Keepers', permissionSet: 'Read', account: ['dev', 'prod'] },
      { group: 'Ops', permissionSet: 'Write', account: ['dev', 'prod'] },
      { group: 'Old', permissionSet: 'Read', account: 'test' },
      { group: 'Temps', permissionSet: 'Read', account: 'dev' },
      { user: 'kim', permissionSet: 'Read', account: 'prod' },
    ],
  },
  base: {
    'settings.yaml': settings,
    'access.yaml': `${sets}  - { groups: Ops, permissionSets: Write, accounts: [dev, prod] }
  - { groups: Old, permissionSets: Read, accounts: test }
  - { users: kim, permissionSets: Read, accounts: prod }
`,
  },
  // Ops go from Write to Read in prod, New take over the role of Old in test, and lee comes for kim.
  change: {
    'access.yaml': `${sets}  - { groups: Ops, permissionSets: Write, accounts: dev }
  - { groups: Ops, permissionSets: Read, accounts: prod }
  - { groups: New, permissionSets: Read, accounts: test }
  - { groups: New, permissionSets: Write, accounts: dev }
  - { users: lee, permissionSets: Read, accounts: prod }
`,
  },
  days: 2,
  holders: [
    'Keepers Read dev',
    'Keepers Read prod',
    'New Read test',
    'New Write dev',
    'Ops Read prod',
    'Ops Write dev',
    'lee Read prod',
  ],
};
