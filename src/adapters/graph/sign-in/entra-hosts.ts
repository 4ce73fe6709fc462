import type { EntraTarget } from '../../../ports/connect-directory.ts';
import type { EntraAccess } from './entra-access.ts';
import { signInProblem } from './sign-in-problem.ts';

export interface EntraHosts {
  /** Where tokens come from. */
  readonly authority: string;
  /** False for an authority that Microsoft's list of its own does not know. */
  readonly isMicrosoft: boolean;
  /** Graph without a version. */
  readonly graph: string;
  readonly scope: string;
  /** The audience that a federated credential of this cloud has unless told otherwise. */
  readonly audience: string;
}

type Cloud = EntraTarget['cloud'];

const clouds: Readonly<
  Record<Cloud, { readonly authority: string; readonly graph: string; readonly audience: string }>
> = {
  public: {
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    audience: 'api://AzureADTokenExchange',
  },
  usgov: {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    audience: 'api://AzureADTokenExchangeUSGov',
  },
  'usgov-dod': {
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    audience: 'api://AzureADTokenExchangeUSGov',
  },
  china: {
    authority: 'https://login.chinacloudapi.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    audience: 'api://AzureADTokenExchangeChina',
  },
};

const microsoftAuthorities = new Set([
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'sts.windows.net',
  'login.microsoftonline.us',
  'login.usgovcloudapi.net',
  'login.chinacloudapi.cn',
  'login.partner.microsoftonline.cn',
]);

/** Where a cloud's sign-in and Graph are, and what stands in for them. Rejects what is no https address. */
export function entraHosts(
  cloud: Cloud,
  { authorityHost, graphEndpoint }: Pick<EntraAccess, 'authorityHost' | 'graphEndpoint'>,
): EntraHosts {
  const own = clouds[cloud];
  const authority = httpsUrl('AZURE_AUTHORITY_HOST', authorityHost) ?? new URL(own.authority);
  const graph = httpsUrl('MICROSOFT_GRAPH_ENDPOINT', graphEndpoint) ?? new URL(own.graph);
  return {
    authority: withoutSlash(authority),
    isMicrosoft: microsoftAuthorities.has(authority.hostname),
    graph: withoutSlash(graph).replace(/\/v1\.0$/, ''),
    scope: `${graph.origin}/.default`,
    audience: own.audience,
  };
}

function httpsUrl(name: string, text: string | null): URL | null {
  if (text === null) return null;
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && `${url.search}${url.hash}${url.username}` === '') return url;
  throw signInProblem(
    `${name} is not an https address`,
    `set it to an address like ${clouds.public.graph}, or leave it out`,
  );
}

function withoutSlash(url: URL): string {
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
