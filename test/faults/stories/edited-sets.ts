import type { FaultStory } from '../support/fault-story.ts';
import { owned, settings } from './parts.ts';

const readLogs = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'logs:Get*', Resource: '*' }],
};

/** Every edit that a permission set can get, while people come to it and leave it. */
export const editedSets: FaultStory = {
  name: 'editing sets',
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
      Look: {
        sessionDuration: 'PT1H',
        managedPolicies: ['ReadOnlyAccess'],
        inlinePolicy: readLogs,
        permissionsBoundary: { customerManagedPolicy: 'Guard' },
        tags: owned,
      },
    },
    assignments: [
      { group: 'Builders', permissionSet: 'Build', account: ['dev', 'prod'] },
      { group: 'Leavers', permissionSet: 'Build', account: 'prod' },
      { group: ['Builders', 'Testers'], permissionSet: 'Look', account: 'dev' },
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
  Look:
    sessionDuration: 1h
    managedPolicies: [ReadOnlyAccess]
    inlinePolicy: logs.json
    permissionsBoundary: { customerManagedPolicy: Guard }
assignments:
  - { groups: Builders, permissionSets: Build, accounts: [dev, prod] }
  - { groups: Leavers, permissionSets: Build, accounts: prod }
  - { groups: [Builders, Testers], permissionSets: Look, accounts: dev }
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
  Look:
    sessionDuration: 1h
    managedPolicies: [ReadOnlyAccess]
assignments:
  - { groups: [Builders, Testers], permissionSets: Build, accounts: dev }
  - { groups: Builders, permissionSets: Build, accounts: prod }
  - { groups: [Builders, Testers], permissionSets: Look, accounts: dev }
`,
  },
  holders: [
    'Builders Build dev',
    'Builders Build prod',
    'Builders Look dev',
    'Testers Build dev',
    'Testers Look dev',
  ],
};
