const applications = ['Application.Read.All'] as const;

/** What only the doctor asks of Graph, with what it needs. */
export const federationRoutes = {
  "GET /applications(appId='{appId}')": {
    needs: applications,
    to: 'read identifier and reply URL of the application',
  },
  "GET /applications(appId='{appId}')/federatedIdentityCredentials": {
    needs: applications,
    to: 'read the federated credentials of the application that signs in',
  },
  'GET /users/{id}': { needs: ['User.Read.All'], to: 'read who is assigned' },
  'POST /servicePrincipals/{id}/synchronization/jobs/{jobId}/validateCredentials': {
    needs: ['Synchronization.ReadWrite.All'],
    or: 'Application.ReadWrite.OwnedBy, on applications that this one owns',
    to: 'let Entra ID try the credentials that it has saved',
  },
  'GET /auditLogs/provisioning': { needs: ['AuditLog.Read.All'], to: 'read the provisioning log' },
  'GET /identity/conditionalAccess/policies': {
    needs: ['Policy.Read.All'],
    to: 'read the Conditional Access policies',
  },
  'GET /subscribedSkus': {
    needs: ['LicenseAssignment.Read.All'],
    to: 'read the subscriptions of the tenant',
  },
} as const;
