import type { FaultStory } from '../support/fault-story.ts';
import { owned, readLogs, settings } from './parts.ts';

/** Every edit that adds or changes something on a set, while people come to it and leave it. */
export const editedSet: FaultStory = {
  name: 'editing a set',
  organization: {
    accounts: [
      { name: 'management', management: true },
      { name: 'dev', ou: '/Work' },
      { name: 'prod', ou: '/Work' },
      { name: 'left', ou: '/Left' },
    ],
    policiesInEveryAccount: ['/teams/Deploy', '/teams/Limit', 'Guard'],
    groups: { Builders: ['ada'], Testers: ['bob'], Leavers: ['eve'] },
    permissionSets: {
      Build: {
        sessionDuration: 'PT2H',
        managedPolicies: ['PowerUserAccess', 'SecurityAudit'],
        customerManagedPolicies: ['/teams/Deploy'],
        tags: { ...owned, team: 'a', old: 'yes' },
      },
    },
    assignments: [
      { group: 'Builders', permissionSet: 'Build', account: ['dev', 'prod'] },
      { group: 'Leavers', permissionSet: 'Build', account: 'prod' },
    ],
    // AWS goes on listing some pairs without an assignment, and answers that there is nothing to provision.
    provisioned: [{ permissionSet: 'Build', account: 'left' }],
  },
  base: {
    'settings.yaml': settings,
    'logs.json': JSON.stringify(readLogs),
    'access.yaml': `permissionSets:
  Build:
    sessionDuration: 2h
    managedPolicies: [PowerUserAccess, SecurityAudit]
    customerManagedPolicies: [{ name: Deploy, path: /teams/ }]
    tags: { team: a, old: 'yes' }
assignments:
  - { groups: Builders, permissionSets: Build, accounts: [dev, prod] }
  - { groups: Leavers, permissionSets: Build, accounts: prod }
`,
  },
  change: {
    'access.yaml': `permissionSets:
  Build:
    sessionDuration: 4h
    managedPolicies: [PowerUserAccess, ReadOnlyAccess]
    customerManagedPolicies: [{ name: Limit, path: /teams/ }]
    inlinePolicy: logs.json
    permissionsBoundary: { customerManagedPolicy: Guard }
    tags: { team: b }
assignments:
  - { groups: [Builders, Testers], permissionSets: Build, accounts: dev }
  - { groups: Builders, permissionSets: Build, accounts: prod }
`,
  },
  holders: ['Builders Build dev', 'Builders Build prod', 'Testers Build dev'],
};
