import type { FaultStory } from '../../faults/support/fault-story.ts';
import { owned, settings } from '../../faults/stories/parts.ts';

const accounts = ['dev', 'test', 'stage', 'prod'];
const sets = ['Read', 'Write', 'Watch', 'Help'];

/** So many pairs and so few groups that a drift run asks the groups. */
export const manyPairs: FaultStory = {
  name: 'where groups are asked what they hold',
  organization: {
    accounts: [
      { name: 'management', management: true },
      ...accounts.map((name) => ({ name, ou: '/Work' })),
    ],
    groups: { Builders: ['ada'], Keepers: ['bob'] },
    permissionSets: Object.fromEntries(
      sets.map((name) => [
        name,
        { sessionDuration: 'PT1H', managedPolicies: ['ReadOnlyAccess'], tags: owned },
      ]),
    ),
    assignments: sets.map((permissionSet) => ({
      group: 'Builders',
      permissionSet,
      account: accounts,
    })),
  },
  base: {
    'settings.yaml': settings.replace('requestsPerSecond: 1000', 'requestsPerSecond: 1'),
    'access.yaml': `permissionSets:
${sets.map((name) => `  ${name}: { sessionDuration: 1h, managedPolicies: [ReadOnlyAccess] }`).join('\n')}
assignments:
  - { groups: Builders, permissionSets: [${sets.join(', ')}], accounts: 'ou:/Work' }
`,
  },
  change: {
    'more.yaml': `assignments:
  - { groups: Keepers, permissionSets: Read, accounts: dev }
`,
  },
  holders: [],
};
