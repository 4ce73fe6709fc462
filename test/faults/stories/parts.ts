/** The tag of a set that the stories' repository owns. */
export const owned = { 'identity-center-reconciler': 'platform' };

/** At a rate that costs no waiting; the simulator throttles nothing by itself. */
export const settings = `settings:
  identityCenter: { region: eu-west-1, requestsPerSecond: 1000 }
  manage: { owner: platform, users: true }
`;

/** An inline policy. */
export const readLogs = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'logs:Get*', Resource: '*' }],
};
