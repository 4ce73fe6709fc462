import type { FaultStory } from '../support/fault-story.ts';
import { owned, readLogs, settings } from './parts.ts';

/** What a set loses: its own policy and its boundary. */
export const strippedSet: FaultStory = {
  name: 'stripping a set',
  organization: {
    accounts: [
      { name: 'management', management: true },
      { name: 'dev', ou: '/Work' },
    ],
    policiesInEveryAccount: ['Guard'],
    groups: { Builders: ['ada'] },
    permissionSets: {
      Look: {
        sessionDuration: 'PT1H',
        managedPolicies: ['ReadOnlyAccess'],
        inlinePolicy: readLogs,
        permissionsBoundary: { customerManagedPolicy: 'Guard' },
        tags: owned,
      },
    },
    assignments: [{ group: 'Builders', permissionSet: 'Look', account: 'dev' }],
  },
  base: {
    'settings.yaml': settings,
    'logs.json': JSON.stringify(readLogs),
    'access.yaml': `permissionSets:
  Look:
    sessionDuration: 1h
    managedPolicies: [ReadOnlyAccess]
    inlinePolicy: logs.json
    permissionsBoundary: { customerManagedPolicy: Guard }
assignments:
  - { groups: Builders, permissionSets: Look, accounts: dev }
`,
  },
  change: {
    'access.yaml': `permissionSets:
  Look: { sessionDuration: 1h, managedPolicies: [ReadOnlyAccess] }
assignments:
  - { groups: Builders, permissionSets: Look, accounts: dev }
`,
  },
  holders: ['Builders Look dev'],
};
