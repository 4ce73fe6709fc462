import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { STSClient } from '@aws-sdk/client-sts';

export interface SdkClients {
  readonly ssoAdmin: SSOAdminClient;
  readonly identityStore: IdentitystoreClient;
  readonly organizations: OrganizationsClient;
  readonly sts: STSClient;
  readonly cloudTrail: CloudTrailClient;
  readonly accessAnalyzer: AccessAnalyzerClient;
  /** Closes idle connections. */
  destroy(): void;
}

export interface SdkClientOptions {
  readonly region: string;
  /** Where the proxy variables are looked for; credentials and endpoints the SDK reads by itself. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly concurrency: number;
}

/** Milliseconds; a longer one would eat the attempt's whole time limit. */
const connectionTimeout = 10_000;

/** The SDK's clients, with nothing of its own retrying. */
export function createSdkClients({ region, env, concurrency }: SdkClientOptions): SdkClients {
  const sockets = { keepAlive: true, maxSockets: concurrency };
  const httpAgent = new HttpAgent(sockets);
  // The SDK knows nothing of HTTPS_PROXY; Node's own agent does.
  const httpsAgent = new HttpsAgent({ ...sockets, proxyEnv: { ...env } });
  const options = {
    region,
    maxAttempts: 1,
    userAgentAppId: 'identity-center-reconciler',
    requestHandler: { httpAgent, httpsAgent, connectionTimeout },
  };
  const clients = {
    ssoAdmin: new SSOAdminClient(options),
    identityStore: new IdentitystoreClient(options),
    organizations: new OrganizationsClient(options),
    sts: new STSClient(options),
    cloudTrail: new CloudTrailClient(options),
    accessAnalyzer: new AccessAnalyzerClient(options),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
