import type { PortErrorKind } from '../../../ports/port-error.ts';
import type { AccessToken } from './access-tokens.ts';
import type { Failure } from './failure.ts';
import type { GraphPermission } from './graph-permissions.ts';

/** `one, two and three` */
export function inWords(items: readonly string[], none: string): string {
  if (items.length < 2) return items[0] ?? none;
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Which permission a refused call needs, and what the token says of it. */
export function missingPermission(permission: GraphPermission, token: AccessToken | null): string {
  const needs = `it needs the application permission${permission.needs.length === 1 ? '' : 's'} ${inWords(permission.needs, 'none')}`;
  const held = token?.permissions ?? null;
  if (held === null) return needs;
  const lacking = permission.needs.filter((one) => !held.includes(one));
  if (lacking.length === 0) return `${needs}, which the token carries`;
  if (held.length === 0) return `${needs}; the token carries no permission at all`;
  const carried = inWords(held.slice(0, 12), '');
  return `${needs}; the token carries ${carried}, and not ${inWords(lacking, 'it')}`;
}

/** What a person can do about a call that failed for good; null where Graph's own text says all. */
export function failureHelp(
  kind: PortErrorKind,
  failure: Failure,
  permission: GraphPermission,
  token: AccessToken | null,
): string | null {
  switch (kind) {
    case 'access-denied':
      return permissionHelp(permission, token);
    case 'credentials':
      return 'Graph does not accept the token it was given: check that settings.entra.cloud, AZURE_AUTHORITY_HOST and MICROSOFT_GRAPH_ENDPOINT belong to one cloud';
    case 'throttled':
      return 'others use this tenant at the same time; run it again later';
    case 'unavailable':
      return unavailableHelp(failure, 'MICROSOFT_GRAPH_ENDPOINT');
    case 'answer-lost':
      return 'run it again: it reads what is there first, and does only what is missing';
    case 'bad-answer':
      return 'check that nothing between this machine and Microsoft Graph (a proxy, MICROSOFT_GRAPH_ENDPOINT) changes answers; if not, report it';
    case 'quota':
      return 'the tenant has used up its quota of directory objects: delete what is unused';
    case 'invalid':
      return 'mend what Microsoft Graph says: sent again as it is, it would be refused again';
    case 'not-found':
    case 'conflict':
    case 'cancelled':
      return null;
  }
}

function permissionHelp(permission: GraphPermission, token: AccessToken | null): string {
  const needs = inWords(permission.needs, 'it');
  const other = permission.or === undefined ? '' : `; ${permission.or}, does as well`;
  const carries = permission.needs.every((one) => token?.permissions?.includes(one) === true);
  if (carries) {
    return `the permission is there, so look at what else Entra asks for: consent for this tenant, or a policy that limits the application${other}`;
  }
  if (token?.isPersonal === true) {
    return `Azure CLI has no such permission to give: sign in as an application with AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, and grant ${needs} to it, to ${permission.to}`;
  }
  return `grant ${needs} to the app registration (Entra admin center, App registrations, API permissions, Microsoft Graph, application permissions) and consent to it as an administrator, to ${permission.to}${other}`;
}

/** The network's codes for a certificate that this machine does not trust. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS|ERR_SSL/;

/** `variable` may name another host. */
export function unavailableHelp(failure: Failure, variable: string): string {
  if (untrusted.test(failure.name)) {
    return 'name the certificate authority of your server or proxy in NODE_EXTRA_CA_CERTS';
  }
  return failure.class === 'not-sent'
    ? `check settings.entra.cloud, ${variable}, HTTPS_PROXY and NO_PROXY, and that this machine reaches that host`
    : 'run it again; if it lasts, look at the Azure status page';
}
