import { isGuid } from '../../../core/model/guid.ts';
import type { EntraTarget } from '../../../ports/connect-directory.ts';
import { cleanText } from '../request/clean-text.ts';
import type { EntraAccess } from './entra-access.ts';
import { entraHosts } from './entra-hosts.ts';
import { signInProblem } from './sign-in-problem.ts';

/** Who vouches for this run. */
export type Credential =
  | { readonly kind: 'secret'; readonly clientId: string; readonly secret: string }
  | { readonly kind: 'token-file'; readonly clientId: string; readonly file: string }
  | { readonly kind: 'job'; readonly clientId: string }
  | { readonly kind: 'azure-cli' };

/** The first that is there: client secret, token file, the job's own token; on a command line Azure CLI. */
export function chooseCredential(target: EntraTarget, access: EntraAccess): Credential {
  checkTenant(target, access);
  const { clientSecret, tokenFile } = access;
  if (clientSecret !== null) {
    checkCloud('the client secret', target, access);
    return {
      kind: 'secret',
      clientId: clientIdFor('AZURE_CLIENT_SECRET', access),
      secret: clientSecret,
    };
  }
  if (tokenFile !== null) {
    checkCloud('the token of the file', target, access);
    const clientId = clientIdFor('AZURE_FEDERATED_TOKEN_FILE', access);
    return { kind: 'token-file', clientId, file: tokenFile };
  }
  switch (access.idToken) {
    case 'available':
      return { kind: 'job', clientId: clientIdFor("the job's own token", access) };
    case 'not-permitted':
      throw signInProblem(
        'this job may not ask GitHub for a token of its own (ACTIONS_ID_TOKEN_REQUEST_URL is not set), and there is no client secret',
        'add "id-token: write" to the permissions of this job; permissions of a job replace those of its workflow, so name the others there too',
      );
    case 'no-job':
      return { kind: 'azure-cli' };
  }
}

function checkTenant({ tenantId }: EntraTarget, access: EntraAccess): void {
  if (access.tenantId === null || access.tenantId.toLowerCase() === tenantId) return;
  throw signInProblem(
    `input entra-tenant-id is ${cleanText(access.tenantId)}, and settings.entra.tenantId is ${tenantId}`,
    'leave the input out: settings.entra.tenantId says which tenant it is, and is reviewed',
  );
}

/**
 * Clouds are run by others, and a pull request may write any of them into the files: what would count
 * elsewhere too goes only where the workflow says. The job's own token has another audience for each.
 */
function checkCloud(what: string, { cloud }: EntraTarget, { authorityHost }: EntraAccess): void {
  if (cloud === 'public' || authorityHost !== null) return;
  throw signInProblem(
    `settings.entra.cloud is "${cloud}", and ${what} is not sent to another cloud because files say so`,
    `set AZURE_AUTHORITY_HOST to ${entraHosts(cloud, { authorityHost, graphEndpoint: null }).authority} in the workflow, or sign in with the job's own token`,
  );
}

function clientIdFor(what: string, { clientId }: EntraAccess): string {
  if (clientId !== null && isGuid(clientId)) return clientId.toLowerCase();
  const help =
    'set the input entra-client-id (on a command line AZURE_CLIENT_ID) to the "Application (client) ID" of the app registration';
  if (clientId === null) throw signInProblem(`${what} needs a client id, and there is none`, help);
  throw signInProblem('the client id is not an id of Entra', help);
}
