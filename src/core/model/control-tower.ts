/**
 * What AWS Control Tower makes for itself in Identity Center. Ignored unless a mapping file declares
 * it by name, because Control Tower puts back what anybody else changes.
 */
const groups: ReadonlySet<string> = new Set([
  'AWSAccountFactory',
  'AWSServiceCatalogAdmins',
  'AWSControlTowerAdmins',
  'AWSSecurityAuditPowerUsers',
  'AWSSecurityAuditors',
  'AWSLogArchiveAdmins',
  'AWSLogArchiveViewers',
  'AWSAuditAccountAdmins',
]);

const permissionSets: ReadonlySet<string> = new Set([
  'AWSAdministratorAccess',
  'AWSOrganizationsFullAccess',
  'AWSPowerUserAccess',
  'AWSReadOnlyAccess',
  'AWSServiceCatalogAdminFullAccess',
  'AWSServiceCatalogEndUserAccess',
]);

export function isControlTowerGroup(name: string): boolean {
  return groups.has(name);
}

export function isControlTowerPermissionSet(name: string): boolean {
  return permissionSets.has(name);
}
