import type { JsonObject } from '../../../aws/json.ts';
import { uuid } from '../../../aws/world/ids.ts';
import type { SyncJob } from '../../provisioning/sync-job.ts';

/** How a job maps attributes, in the form of the one connector that AWS's app has. */
export function schemaResource(job: SyncJob): JsonObject {
  const { mappings } = job;
  const { groupExternalId, groupMatch, userExternalId, userFamilyName, userName } = mappings;
  const users = [
    mapping('userName', userName, 1),
    mapping(
      'active',
      'IsSoftDeleted',
      0,
      'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    ),
    mapping('displayName', 'displayName', 0),
    mapping('emails[type eq "work"].value', 'mail', 0),
    mapping('name.givenName', 'givenName', 0),
    ...(userFamilyName === null ? [] : [mapping('name.familyName', userFamilyName, 0)]),
    ...(userExternalId === null ? [] : [mapping('externalId', userExternalId, 0)]),
  ];
  const groups = [
    mapping('displayName', 'displayName', groupMatch === 'displayName' ? 1 : 0),
    ...(groupExternalId === null
      ? []
      : [mapping('externalId', groupExternalId, groupMatch === 'externalId' ? 1 : 0)]),
    mapping('members', 'members', 0),
  ];
  return {
    id: job.id,
    version: 'Date:2026-01-01T00:00:00.0000000Z, Version: 1',
    provisioningTaskIdentifier: uuid('provisioning task', job.id),
    synchronizationRules: [
      {
        containerFilter: null,
        editable: true,
        groupFilter: null,
        id: job.ruleId,
        name: 'USER_OUTBOUND_USER',
        priority: 1,
        sourceDirectoryName: 'Azure Active Directory',
        targetDirectoryName: 'AWS IAM Identity Center',
        metadata: [],
        objectMappings: [objects('Group', mappings.groups, groups), objects('User', true, users)],
      },
    ],
    directories: [
      {
        id: uuid('directory', 'source'),
        name: 'Azure Active Directory',
        readOnly: false,
        objects: [],
      },
      {
        id: uuid('directory', 'target'),
        name: 'AWS IAM Identity Center',
        readOnly: false,
        objects: [],
      },
    ],
  };
}

function objects(
  type: 'Group' | 'User',
  isEnabled: boolean,
  attributeMappings: JsonObject[],
): JsonObject {
  return {
    enabled: isEnabled,
    flowTypes: isEnabled ? 'Add, Update, Delete' : 'None',
    name: `Provision Microsoft Entra ID ${type}s`,
    scope: null,
    sourceObjectName: type,
    targetObjectName: `urn:ietf:params:scim:schemas:core:2.0:${type}`,
    metadata: [],
    attributeMappings,
  };
}

function mapping(
  target: string,
  source: string,
  matching: number,
  expression?: string,
): JsonObject {
  return {
    defaultValue: null,
    exportMissingReferences: false,
    flowBehavior: 'FlowWhenChanged',
    flowType: 'Always',
    matchingPriority: matching,
    targetAttributeName: target,
    source: {
      expression: expression ?? `[${source}]`,
      name: expression === undefined ? source : 'Switch',
      parameters: [],
      type: expression === undefined ? 'Attribute' : 'Function',
    },
  };
}
