import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedClock } from '../clock.ts';
import type { ClockOptions } from '../clock.ts';
import { Faults } from './faults.ts';
import type { Fault } from './faults.ts';
import { serveGraph } from './graph/serve-graph.ts';
import { knobs as makeKnobs, longestLag } from './knobs.ts';
import type { KnobOverrides, Knobs } from './knobs.ts';
import type { Machine } from './machine.ts';
import { ProvisioningService } from './provisioning/provisioning-service.ts';
import type { ProvisioningTarget } from './provisioning/target.ts';
import { RequestLog } from './request-log.ts';
import { Throttle } from './throttle.ts';
import { listenTls } from './tls/listen-tls.ts';
import { makeCertificates } from './tls/make-certificates.ts';
import type { TokenIssuer } from './token/jwt.ts';
import { serveTokens } from './token/serve-tokens.ts';
import { tenantConsole } from './world/console/tenant-console.ts';
import type { TenantConsole } from './world/console/tenant-console.ts';
import { findEnterpriseApp } from './world/find.ts';
import { makeTenant } from './world/make-tenant.ts';
import type { TenantSeed } from './world/tenant-seed.ts';
import type { Tenant } from './world/tenant.ts';

export interface EntraSimulatorOptions {
  readonly seed: TenantSeed;
  readonly clock?: SimulatedClock | ClockOptions;
  readonly knobs?: KnobOverrides;
  readonly faults?: readonly Fault[];
  /** Where enterprise apps provision to: the only one, or each by its name; else nowhere that can be seen. */
  readonly provisioning?: ProvisioningTarget | Readonly<Record<string, ProvisioningTarget>>;
  /** Whose assertions federated credentials can be matched with. */
  readonly issuers?: readonly TokenIssuer[];
}

export interface EntraSimulator {
  /** What login.microsoftonline.com is otherwise. */
  readonly authorityHost: string;
  /** What graph.microsoft.com is otherwise, without a version. */
  readonly graphEndpoint: string;
  readonly tenantId: string;
  /** The authority that both servers' certificate comes from, as a file and as its text. */
  readonly certificatePath: string;
  readonly certificate: string;
  /** The environment that sends a program here. */
  readonly environment: Readonly<Record<string, string>>;
  /** The client id of an app of the seed. */
  appId(app: string): string;
  /** The tenant as administrators see and change it, without HTTP. */
  readonly world: TenantConsole;
  readonly log: RequestLog;
  readonly faults: Faults;
  /** May be changed at any time. */
  readonly knobs: Knobs;
  readonly clock: SimulatedClock;
  /** From now on, assertions of this issuer can be checked, too. */
  trust(issuer: TokenIssuer): void;
  /** Waits until everything that was asked for on demand is there, or moves a standing clock to then. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the token endpoint of Entra ID and Microsoft Graph over TLS, each on a local port. */
export async function startEntraSimulator(options: EntraSimulatorOptions): Promise<EntraSimulator> {
  const isShared = options.clock instanceof SimulatedClock;
  const clock =
    options.clock instanceof SimulatedClock ? options.clock : new SimulatedClock(options.clock);
  const knobs = makeKnobs(options.knobs);
  const tenant = makeTenant(options.seed, clock, () => longestLag(knobs));
  const faults = new Faults();
  for (const fault of options.faults ?? []) faults.add(fault);
  const machine: Machine = {
    tenant,
    clock,
    knobs,
    faults,
    log: new RequestLog(),
    throttle: new Throttle(),
    provisioning: new ProvisioningService(tenant, knobs, targetsOf(tenant, options.provisioning)),
    trusted: [...(options.issuers ?? [])],
    urls: { authority: '', graph: '' },
  };
  const certificates = makeCertificates();
  const tokens = await listenTls(certificates, (request, response) =>
    serveTokens(machine, request, response),
  );
  const graph = await listenTls(certificates, (request, response) =>
    serveGraph(machine, request, response),
  );
  machine.urls.authority = tokens.url;
  machine.urls.graph = graph.url;
  const folder = mkdtempSync(join(tmpdir(), 'entra-'));
  const certificatePath = join(folder, 'authority.pem');
  writeFileSync(certificatePath, certificates.authority);
  return {
    authorityHost: tokens.url,
    graphEndpoint: graph.url,
    tenantId: tenant.facts.id,
    certificatePath,
    certificate: certificates.authority,
    environment: {
      AZURE_AUTHORITY_HOST: tokens.url,
      MICROSOFT_GRAPH_ENDPOINT: graph.url,
      NODE_EXTRA_CA_CERTS: certificatePath,
    },
    appId: (app) => tenant.clientNamed(app).appId,
    world: tenantConsole(machine),
    log: machine.log,
    faults,
    knobs,
    clock,
    trust: (issuer) => {
      machine.trusted.push(issuer);
    },
    settled: async () => {
      while (machine.provisioning.pending > 0) {
        if (clock.scale === 0) clock.advance(100);
        else await clock.sleep(100);
      }
    },
    close: async () => {
      machine.provisioning.stop();
      if (!isShared) clock.stop();
      await Promise.all([tokens.close(), graph.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

function targetsOf(
  tenant: Tenant,
  given: EntraSimulatorOptions['provisioning'],
): ReadonlyMap<string, ProvisioningTarget> {
  if (given === undefined) return new Map();
  if (isTarget(given)) return new Map([...tenant.jobs.keys()].map((id) => [id, given]));
  return new Map(
    Object.entries(given).map(([app, target]) => [findEnterpriseApp(tenant, app).id, target]),
  );
}

function isTarget(
  given: ProvisioningTarget | Readonly<Record<string, ProvisioningTarget>>,
): given is ProvisioningTarget {
  return typeof given['createGroup'] === 'function';
}
