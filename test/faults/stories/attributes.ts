import type { FaultStory } from '../support/fault-story.ts';
import { owned, settings } from './parts.ts';

type Attributes = Readonly<Record<string, string>>;

const department = '${path:enterprise.department}';
const costCenter = '${path:enterprise.costCenter}';

function story(
  name: string,
  live: Attributes | null,
  before: Attributes | null,
  after: Attributes,
): FaultStory {
  const asking = (wanted: Attributes | null): string =>
    wanted === null
      ? settings
      : `${settings}  accessControlAttributes: ${JSON.stringify(wanted)}\n`;
  return {
    name,
    organization: {
      accounts: [
        { name: 'management', management: true },
        { name: 'dev', ou: '/Work' },
      ],
      groups: { Builders: ['ada'] },
      permissionSets: {
        Build: { sessionDuration: 'PT1H', managedPolicies: ['PowerUserAccess'], tags: owned },
      },
      assignments: [{ group: 'Builders', permissionSet: 'Build', account: 'dev' }],
      ...(live !== null && { accessControlAttributes: live }),
    },
    base: {
      'settings.yaml': asking(before),
      'access.yaml': `permissionSets:
  Build: { sessionDuration: 1h, managedPolicies: [PowerUserAccess] }
assignments:
  - { groups: Builders, permissionSets: Build, accounts: dev }
`,
    },
    change: { 'settings.yaml': asking(after) },
    holders: ['Builders Build dev'],
  };
}

/** Attributes for access control: turned on, changed and turned off. */
export const attributeStories: readonly FaultStory[] = [
  story('turning attributes on', null, null, { Department: department }),
  story(
    'changing attributes',
    { Department: department },
    { Department: department },
    { Department: department, CostCenter: costCenter },
  ),
  story('turning attributes off', { Department: department }, { Department: department }, {}),
];
