import { type FaultStory, narrowly } from '../support/fault-story.ts';
import { owned, readLogs, settings } from './parts.ts';

const kim = '90670000-1111-2222-3333-444455556666';
const sets = `permissionSets:
  Read: { sessionDuration: 1h, managedPolicies: [ReadOnlyAccess] }
  Write:
    sessionDuration: 1h
    customerManagedPolicies: [Guard]
    inlinePolicy: logs.json
    permissionsBoundary: { customerManagedPolicy: Guard }
assignments:
  - { groups: Ops, permissionSets: Write, accounts: 'ou:/Work/Dev' }
  - { groups: Keepers, permissionSets: Read, accounts: 'tag:stage=prod' }
  - { groups: Ops, permissionSets: Read, accounts: prod }
  - { users: 'id:${kim}', permissionSets: Read, accounts: dev }
`;

/** All but applications, which every way of reading asks for alike. */
const withoutApplications: FaultStory = {
  name: 'reading',
  organization: {
    accounts: [
      { name: 'management', management: true },
      { name: 'dev', ou: '/Work/Dev', tags: { stage: 'dev' } },
      { name: 'prod', ou: '/Work/Prod', tags: { stage: 'prod' } },
    ],
    policiesInEveryAccount: ['Guard'],
    users: { kim: { id: kim }, lee: {} },
    groups: { Ops: ['ada'], Keepers: ['bob'], New: ['cy'], Strangers: ['di'] },
    permissionSets: {
      Read: { sessionDuration: 'PT1H', managedPolicies: ['ReadOnlyAccess'], tags: owned },
      Write: {
        sessionDuration: 'PT1H',
        customerManagedPolicies: ['Guard'],
        inlinePolicy: readLogs,
        permissionsBoundary: { customerManagedPolicy: 'Guard' },
        tags: owned,
      },
      Foreign: { managedPolicies: ['SecurityAudit'] },
    },
    accessControlAttributes: { Department: '${path:enterprise.department}' },
    assignments: [
      { group: 'Ops', permissionSet: 'Write', account: 'dev' },
      { group: 'Keepers', permissionSet: 'Read', account: 'prod' },
      { group: 'Ops', permissionSet: 'Read', account: ['dev', 'prod'] },
      { user: 'kim', permissionSet: 'Read', account: 'dev' },
      // Drift: nobody asked for these, nor for what is done by hand.
      { deletedGroup: 'Ghosts', permissionSet: 'Read', account: 'dev' },
      { group: 'Strangers', permissionSet: 'Foreign', account: 'dev' },
    ],
  },
  // So that the units must be asked for their accounts.
  knobs: { behaviour: { accountPaths: 'absent' } },
  base: {
    'settings.yaml': `${settings}  accessControlAttributes: { Department: '\${path:enterprise.department}' }\n`,
    'logs.json': JSON.stringify(readLogs),
    'access.yaml': `${sets}  - { groups: Ops, permissionSets: Read, accounts: dev }
`,
  },
  change: {
    'access.yaml': `${sets.replace('1h, managed', '2h, managed')}  - { groups: New, permissionSets: [Read, Write], accounts: 'ou:/Work/Prod' }
  - { users: lee, permissionSets: Read, accounts: dev }
`,
  },
  byHand: (console) => {
    const mallory = console.as('mallory@example.com');
    mallory.consoleGrant({ group: 'Strangers' }, 'Read', 'prod');
    mallory.consoleRevoke({ group: 'Ops' }, 'Read', 'prod');
  },
  holders: [],
};

const applications = `applications:
  - { groups: Keepers, applications: [Payroll, Wiki] }
`;

/** Everything that a plan may have to ask for, with some drift to be found and a holder who is gone. */
export const readOrganization: FaultStory = {
  ...withoutApplications,
  organization: {
    ...withoutApplications.organization,
    applications: [
      { name: 'Payroll', groups: ['Keepers'] },
      // Strangers are drift, and anybody may use it.
      { name: 'Wiki', groups: ['Keepers', 'Strangers'], assignmentRequired: false },
      { name: 'Other', groups: ['Strangers'] },
    ],
  },
  base: { ...withoutApplications.base, 'applications.yaml': applications },
  change: {
    ...withoutApplications.change,
    'applications.yaml': `${applications}  - { groups: New, applications: Payroll }\n`,
  },
};

const narrow = narrowly(withoutApplications);

/** Where the role that plans is a delegated administrator's, who may not touch the management account. */
const delegated: FaultStory = {
  ...narrow,
  name: `${narrow.name}, as a delegated administrator`,
  organization: {
    ...narrow.organization,
    delegate: 'dev',
    assignments: [
      ...(narrow.organization.assignments ?? []),
      { group: 'Strangers', permissionSet: 'Foreign', account: 'management' },
    ],
  },
  planAccount: 'dev',
};

/** Everything that a plan may have to ask for, in each way of reading. */
export const planStories: readonly FaultStory[] = [readOrganization, narrow, delegated];
