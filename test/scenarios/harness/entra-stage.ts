import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { SimulatedClock } from '../../../src/simulator/clock.ts';
import { identityStoreTarget } from '../../../src/simulator/entra/provisioning/identity-store-target.ts';
import type { KnobOverrides } from '../../../src/simulator/entra/knobs.ts';
import {
  type EntraSimulator,
  startEntraSimulator,
} from '../../../src/simulator/entra/start-entra-simulator.ts';
import { tenantSeed } from '../../../src/simulator/entra/world/tenant-seed.ts';
import {
  type IdTokenIssuer,
  startIdTokenIssuer,
} from '../../../src/simulator/runner/id-token-issuer.ts';

/** Least privilege, as the documentation states it; a story that needs more shows it. */
export const entraPermissions = {
  plan: ['GroupMember.Read.All', 'Application.Read.All', 'Synchronization.Read.All'],
  apply: ['GroupMember.Read.All', 'Application.Read.All', 'Synchronization.ReadWrite.All'],
} as const;

/** Entra's cycle runs when a story says so. */
const onlyWhenTold = { intervalMinutes: 10 * 365 * 24 * 60 };

const repository = 'repo:fernhill/access';
const issuerName = 'https://token.actions.githubusercontent.com';

export interface EntraStage {
  readonly simulator: EntraSimulator;
  readonly issuer: IdTokenIssuer;
}

/** The tenant of a story that has an `entra.json`, with one identity that plans and one that applies. */
export async function openEntra(
  folder: string,
  clock: SimulatedClock,
  aws: AwsSimulator,
  knobs: KnobOverrides = {},
): Promise<EntraStage | null> {
  const file = join(folder, 'entra.json');
  if (!existsSync(file)) return null;
  const seed = tenantSeed.parse(JSON.parse(readFileSync(file, 'utf8')));
  const [application] = Object.entries(seed.enterpriseApps).map(
    ([key, app]) => app.displayName ?? key,
  );
  const federated = ['pull_request', 'ref:refs/heads/main'].map((rest) => ({
    issuer: issuerName,
    subject: `${repository}:${rest}`,
    audiences: ['api://AzureADTokenExchange'],
  }));
  const issuer = await startIdTokenIssuer({ clock });
  const simulator = await startEntraSimulator({
    seed: {
      ...seed,
      apps: {
        plan: { permissions: [...entraPermissions.plan], federated },
        apply: {
          permissions: [...entraPermissions.apply],
          federated,
          assigns: application === undefined ? [] : [application],
        },
        ...seed.apps,
      },
    },
    clock,
    knobs: { ...knobs, provisioning: { ...onlyWhenTold, ...knobs.provisioning } },
    provisioning: identityStoreTarget(aws.world),
    issuers: [issuer],
  });
  // What NODE_EXTRA_CA_CERTS does for a process that starts.
  setDefaultCACertificates([...getCACertificates('default'), simulator.certificate]);
  return { simulator, issuer };
}
