import { type FaultStory, narrowly } from '../support/fault-story.ts';
import { owned, readLogs, settings } from './parts.ts';

const sets = `permissionSets:
  Read: { sessionDuration: 1h, managedPolicies: [ReadOnlyAccess] }
  Write: { sessionDuration: 1h, inlinePolicy: logs.json }
assignments:
  - { groups: Keepers, permissionSets: Read, accounts: [dev, prod] }
  - { users: kim, permissionSets: Read, accounts: dev }
`;

/**
 * People who gain, lose and keep, some of them by what only AWS knows, and a policy that AWS remarks on:
 * everything that a plan asks for nobody's sake but its reader's.
 */
const everything: FaultStory = {
  name: 'telling of people and policies',
  organization: {
    accounts: [
      { name: 'management', management: true },
      { name: 'dev', ou: '/Work' },
      { name: 'prod', ou: '/Work' },
    ],
    users: { kim: {} },
    groups: {
      Ops: ['ada', 'bob'],
      Keepers: ['ada', 'eve'],
      New: ['bob', 'cy', 'eve'],
      Strangers: ['cy'],
    },
    permissionSets: {
      Read: { sessionDuration: 'PT1H', managedPolicies: ['ReadOnlyAccess'], tags: owned },
      Write: { sessionDuration: 'PT1H', inlinePolicy: readLogs, tags: owned },
    },
    assignments: [
      { group: 'Keepers', permissionSet: 'Read', account: ['dev', 'prod'] },
      { group: 'Ops', permissionSet: 'Write', account: ['dev', 'prod'] },
      { user: 'kim', permissionSet: 'Read', account: 'dev' },
      // Nobody declared it, so the files cannot tell that some have the same by it.
      { group: 'Strangers', permissionSet: 'Read', account: 'dev' },
    ],
  },
  base: {
    'settings.yaml': settings,
    'logs.json': JSON.stringify(readLogs),
    'access.yaml': `${sets}  - { groups: Ops, permissionSets: Write, accounts: [dev, prod] }
`,
  },
  change: {
    'logs.json': JSON.stringify({
      ...readLogs,
      Statement: [{ Effect: 'Allow', Action: ['logs:Get*', 'logs:Gett'], Resource: '*' }],
    }),
    'access.yaml': `${sets}  - { groups: Ops, permissionSets: Write, accounts: dev }
  - { groups: New, permissionSets: [Read, Write], accounts: [dev, prod] }
`,
  },
  holders: [],
};

export const advised = narrowly(everything);

/** The same where nobody is asked who is behind a group. */
export const withoutPeople: FaultStory = {
  ...advised,
  name: `${advised.name}, without people`,
  base: offIn(advised.base),
};

function offIn(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { 'settings.yaml': text = '', ...others } = files;
  return { ...others, 'settings.yaml': `${text}  review: { people: off }\n` };
}
