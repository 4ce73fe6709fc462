import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import { AwsCaller, type RequestEvent } from './request/aws-caller.ts';
import { createSdkClients, type SdkClients } from './request/sdk-clients.ts';
import { concurrencyFor, ServiceBudgets } from './request/service-budgets.ts';

export interface AwsOptions {
  /** Identity Center's home Region. */
  readonly region: string;
  readonly clock: Clock;
  /** AWS's limit for sso-admin in this account; 20 unless AWS raised it. */
  readonly requestsPerSecond: number;
  /** For the proxy variables. Credentials and AWS_ENDPOINT_URL_… the SDK reads from the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly journal?: Journal;
  /** Told of every attempt when it has ended. */
  readonly onRequest?: (event: RequestEvent) => void;
}

/** What readers and writers share: connections, and above all the request budgets. */
export interface AwsConnection {
  readonly region: string;
  readonly clock: Clock;
  readonly clients: SdkClients;
  readonly caller: AwsCaller;
  readonly journal: Journal | null;
  /** Closes idle connections. */
  close(): void;
}

/** Opens nothing yet; the first request finds out whether there are credentials. */
export function openAws(options: AwsOptions): AwsConnection {
  const { region, clock, requestsPerSecond, env, journal, onRequest } = options;
  const concurrency = concurrencyFor(requestsPerSecond);
  const clients = createSdkClients({ region, env, concurrency });
  const budgets = new ServiceBudgets(clock, requestsPerSecond);
  const caller = new AwsCaller({
    clock,
    region,
    budgets,
    journal: journal ?? null,
    profile: env['AWS_PROFILE'] === '' ? null : (env['AWS_PROFILE'] ?? null),
    onRequest: onRequest ?? null,
  });
  return {
    region,
    clock,
    clients,
    caller,
    journal: journal ?? null,
    close: () => clients.destroy(),
  };
}
