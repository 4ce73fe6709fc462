import type { JsonObject } from '../../../aws/json.ts';
import type { Group } from '../../world/state.ts';
import { collection, equality, instants, prefix } from '../filterable.ts';
import type { Filterable } from '../filterable.ts';
import type { ResourceType } from '../select.ts';
import { graphTime } from './time.ts';

export function groupResource(group: Group, deletedAt?: number): JsonObject {
  return {
    id: group.id,
    deletedDateTime: deletedAt === undefined ? null : graphTime(deletedAt),
    classification: null,
    createdDateTime: graphTime(group.createdAt),
    creationOptions: [],
    description: group.description ?? null,
    displayName: group.displayName,
    expirationDateTime: null,
    groupTypes: [...group.groupTypes],
    isAssignableToRole: group.assignableToRole ? true : null,
    mail: group.mailEnabled ? `${group.mailNickname}@example.com` : null,
    mailEnabled: group.mailEnabled,
    mailNickname: group.mailNickname,
    membershipRule: group.membershipRule ?? null,
    membershipRuleProcessingState: group.membershipRule === undefined ? null : 'On',
    onPremisesDomainName: null,
    onPremisesLastSyncDateTime: group.onPremises ? graphTime(group.createdAt) : null,
    onPremisesNetBiosName: null,
    onPremisesSamAccountName: group.onPremises ? group.displayName : null,
    onPremisesSecurityIdentifier: null,
    onPremisesSyncEnabled: group.onPremises ? true : null,
    preferredDataLocation: null,
    preferredLanguage: null,
    proxyAddresses: [],
    renewedDateTime: graphTime(group.createdAt),
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: [],
    securityEnabled: group.securityEnabled,
    securityIdentifier: `S-1-12-1-${Number.parseInt(group.id.slice(0, 8), 16)}`,
    theme: null,
    uniqueName: null,
    visibility: group.visibility ?? null,
    onPremisesProvisioningErrors: [],
    serviceProvisioningErrors: [],
  };
}

const sample: Group = {
  id: '00000000-0000-0000-0000-000000000000',
  key: '',
  displayName: '',
  description: undefined,
  members: [],
  securityEnabled: true,
  mailEnabled: false,
  mailNickname: '',
  groupTypes: [],
  membershipRule: undefined,
  assignableToRole: false,
  onPremises: false,
  visibility: undefined,
  createdAt: 0,
};

export const groupType: ResourceType = {
  name: 'microsoft.graph.group',
  resource: 'Group',
  properties: Object.keys(groupResource(sample)),
  unset: [
    'allowExternalSenders',
    'hasMembersWithLicenseErrors',
    'isArchived',
    'licenseProcessingState',
  ],
};

export const groupFilters: Readonly<Record<string, Filterable>> = {
  groupTypes: collection,
  id: equality,
  displayName: prefix,
  description: prefix,
  mailNickname: prefix,
  mail: prefix,
  mailEnabled: equality,
  securityEnabled: equality,
  createdDateTime: instants,
  isAssignableToRole: equality,
  onPremisesSyncEnabled: equality,
  onPremisesSamAccountName: prefix,
  visibility: equality,
};
export const deletedGroupFilters = { ...groupFilters, deletedDateTime: instants };
