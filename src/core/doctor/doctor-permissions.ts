/** The application permissions of Microsoft Graph that the doctor asks with, by what they let it read. */
export const doctorPermissions = {
  applications: 'Application.Read.All',
  groups: 'GroupMember.Read.All',
  users: 'User.Read.All',
  provisioning: 'Synchronization.Read.All',
  /** Only to let Entra ID try the credentials that it has saved; everything else goes without. */
  credentials: 'Synchronization.ReadWrite.All',
  logs: 'AuditLog.Read.All',
  policies: 'Policy.Read.All',
  subscriptions: 'LicenseAssignment.Read.All',
} as const;
