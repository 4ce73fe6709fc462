import type { SimulatedClock } from '../clock.ts';
import type { Faults } from './faults.ts';
import type { Knobs } from './knobs.ts';
import type { ProvisioningService } from './provisioning/provisioning-service.ts';
import type { RequestLog } from './request-log.ts';
import type { Throttle } from './throttle.ts';
import type { TokenIssuer } from './token/jwt.ts';
import type { Tenant } from './world/tenant.ts';

/** What both servers work with. */
export interface Machine {
  readonly tenant: Tenant;
  readonly clock: SimulatedClock;
  readonly knobs: Knobs;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly throttle: Throttle;
  readonly provisioning: ProvisioningService;
  /** Whose assertions can be checked: a stand-in for fetching an issuer's keys. */
  readonly trusted: TokenIssuer[];
  /** Where the two servers are, known once they listen. */
  readonly urls: { authority: string; graph: string };
}
