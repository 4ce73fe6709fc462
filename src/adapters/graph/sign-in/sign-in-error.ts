import type { EntraTarget } from '../../../ports/connect-directory.ts';
import type { PortError, PortErrorKind } from '../../../ports/port-error.ts';
import { cleanText } from '../request/clean-text.ts';
import type { Failure } from '../request/failure.ts';
import { unavailableHelp } from '../request/failure-help.ts';
import type { FailedSignIn } from './failed-sign-in.ts';
import { federationProblem, isFederationCode } from './federation-problem.ts';
import { signInProblem } from './sign-in-problem.ts';

interface Problem {
  readonly what: string;
  readonly help: string;
}

/**
 * The error that leaves a sign-in that failed for good, naming the place to mend. It has no cause: the
 * library's errors hold the request, and that holds the secret.
 */
export function signInError(kind: PortErrorKind, failure: Failure, at: FailedSignIn): PortError {
  // What follows the first sentence is advice, and ours knows where this run reads its settings.
  const [sentence] = failure.text.split(/(?<=\.) (?=[A-Z])/);
  const said = `${failure.name}: ${sentence}`;
  const { host } = new URL(at.hosts.authority);
  switch (kind) {
    case 'credentials': {
      const { what, help } = problemOf(failure, at);
      return signInProblem(`${what} (${said})`, help);
    }
    case 'throttled':
      return signInProblem(`${host} throttles this application (${said})`, 'run it again later', {
        kind,
      });
    case 'bad-answer':
      return signInProblem(
        `${host} gave no answer of Entra's (${said})`,
        'check that nothing between this machine and Entra ID (a proxy, AZURE_AUTHORITY_HOST) changes answers; if not, report it',
        { kind },
      );
    default: {
      const what = failure.status === null ? 'cannot be reached' : 'has no good answer';
      const help = unavailableHelp(failure, 'AZURE_AUTHORITY_HOST');
      return signInProblem(`${host} ${what} (${said})`, help, { kind });
    }
  }
}

function problemOf(failure: Failure, at: FailedSignIn): Problem {
  if (at.credential.kind === 'azure-cli') return azureCliProblem(failure, at.target);
  if (isFederationCode(failure.name)) return federationProblem(failure.name, at);
  return knownProblem(failure.name, at) ?? unknownProblem(failure.name);
}

function knownProblem(code: string, at: FailedSignIn): Problem | null {
  const { clientId } = at.access;
  const { tenantId, cloud } = at.target;
  switch (code) {
    case 'AADSTS700016':
      return {
        what: `there is no application ${clientId} in tenant ${tenantId}`,
        help: `set the input entra-client-id (on a command line AZURE_CLIENT_ID) to the "Application (client) ID" of the app registration, and settings.entra.tenantId to its tenant${tenantHint(at)}`,
      };
    case 'AADSTS7000229':
      return {
        what: `application ${clientId} has no enterprise application in tenant ${tenantId}`,
        help: 'consent to its permissions as an administrator of that tenant, which creates one',
      };
    case 'AADSTS7000112':
      return {
        what: `application ${clientId} is disabled`,
        help: 'enable its enterprise application for sign-in (Entra admin center, Enterprise applications, Properties)',
      };
    case 'AADSTS90002':
    case 'AADSTS900021':
    case 'AADSTS900023':
      return {
        what: `there is no tenant ${tenantId} in the cloud "${cloud}"`,
        help: `correct settings.entra.tenantId, or settings.entra.cloud${tenantHint(at)}`,
      };
    case 'AADSTS7000215':
      return {
        what: 'the client secret is wrong',
        help: 'put the Value of the secret into AZURE_CLIENT_SECRET, not its Secret ID; better, leave it out and add a federated credential',
      };
    case 'AADSTS7000222':
      return {
        what: 'the client secret has expired',
        help: 'make a new one in the app registration and put its Value into AZURE_CLIENT_SECRET; better, leave it out and add a federated credential',
      };
    case 'AADSTS700024':
      return expiredAssertion(at);
    case 'AADSTS50027':
    case 'AADSTS50166':
    case 'AADSTS700027':
      return {
        what: 'Entra cannot check the token that vouches for this run',
        help: 'Entra must reach the issuer of that token over the internet; for a GitHub Enterprise Server that it cannot reach, use a client secret',
      };
    case 'AADSTS53003':
    case 'AADSTS530035':
      return {
        what: 'a Conditional Access policy blocks this application',
        help: 'let the policy for workload identities allow it from where this runs',
      };
    case 'AADSTS500011':
      return {
        what: `${at.hosts.scope} is nothing that tenant ${tenantId} knows`,
        help: 'correct settings.entra.cloud, or MICROSOFT_GRAPH_ENDPOINT',
      };
    default:
      return null;
  }
}

function expiredAssertion({ credential }: FailedSignIn): Problem {
  const what = 'the token that vouches for this run is too old, or from the future';
  return credential.kind === 'token-file'
    ? {
        what,
        help: "let the step that writes the file of AZURE_FEDERATED_TOKEN_FILE run right before this one, or leave the variable out to use the job's own token",
      }
    : { what, help: 'run it again; on a machine of your own, correct its clock' };
}

/** AZURE_TENANT_ID is not what decides, and whoever set it may believe so. */
function tenantHint({ access, target }: FailedSignIn): string {
  const other = access.environmentTenantId;
  if (other === null || other.toLowerCase() === target.tenantId) return '';
  return `; AZURE_TENANT_ID is ${cleanText(other)}, which is not asked`;
}

function azureCliProblem({ text }: Failure, { tenantId }: EntraTarget): Problem {
  const noCli = /could not be found|not recognized/i.test(text);
  return noCli
    ? {
        what: 'there is no Azure CLI on this machine, and no client secret',
        help: 'install Azure CLI and run az login, or set AZURE_CLIENT_ID and AZURE_CLIENT_SECRET',
      }
    : {
        what: 'Azure CLI has no token for this tenant',
        help: `run az login --tenant ${tenantId}, or set AZURE_CLIENT_ID and AZURE_CLIENT_SECRET`,
      };
}

function unknownProblem(code: string): Problem {
  const number = /^AADSTS(\d+)$/.exec(code)?.[1];
  return {
    what: 'Entra refused this application',
    help:
      number === undefined
        ? 'check the app registration, its credentials and AZURE_AUTHORITY_HOST'
        : `https://login.microsoftonline.com/error?code=${number} says what this code means`,
  };
}
