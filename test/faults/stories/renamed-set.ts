import type { FaultStory } from '../support/fault-story.ts';
import { owned, settings } from './parts.ts';

/** A set made anew under another name, with everything on it, and the old one's end. */
export const renamedSet: FaultStory = {
  name: 'renaming a set',
  organization: {
    accounts: [
      { name: 'management', management: true },
      { name: 'dev', ou: '/Work' },
      { name: 'prod', ou: '/Work' },
    ],
    policiesInEveryAccount: ['Guard'],
    groups: { Builders: ['ada'], Testers: ['bob'] },
    permissionSets: {
      Dev: { sessionDuration: 'PT1H', managedPolicies: ['PowerUserAccess'], tags: owned },
    },
    assignments: [
      { group: 'Builders', permissionSet: 'Dev', account: ['dev', 'prod'] },
      { group: 'Testers', permissionSet: 'Dev', account: 'dev' },
    ],
  },
  base: {
    'settings.yaml': settings,
    'access.yaml': `permissionSets:
  Dev: { sessionDuration: 1h, managedPolicies: [PowerUserAccess] }
assignments:
  - { groups: Builders, permissionSets: Dev, accounts: [dev, prod] }
  - { groups: Testers, permissionSets: Dev, accounts: dev }
`,
  },
  change: {
    'access.yaml': `permissionSets:
  Developer:
    renamedFrom: Dev
    sessionDuration: 1h
    managedPolicies: [PowerUserAccess]
    permissionsBoundary: { customerManagedPolicy: Guard }
    tags: { team: a }
assignments:
  - { groups: Builders, permissionSets: Developer, accounts: [dev, prod] }
  - { groups: Testers, permissionSets: Developer, accounts: dev }
`,
  },
  holders: ['Builders Developer dev', 'Builders Developer prod', 'Testers Developer dev'],
};
