import type { Machine } from '../../machine.ts';
import { dumpTenant } from '../dump-tenant.ts';
import type { TenantDump } from '../dump-tenant.ts';
import type { Tenant } from '../tenant.ts';
import { appConsole } from './app-console.ts';
import type { AppConsole } from './app-console.ts';
import { directoryConsole } from './directory-console.ts';
import type { DirectoryConsole } from './directory-console.ts';
import { provisioningConsole } from './provisioning-console.ts';
import type { ProvisioningConsole } from './provisioning-console.ts';

export interface TenantConsole extends DirectoryConsole, AppConsole, ProvisioningConsole {
  /** Groups, assignments and links, sorted and without times, to compare. */
  dump(): TenantDump;
  /** Everything, by id. */
  readonly state: Tenant;
}

/** What administrators do by hand. */
export function tenantConsole(machine: Machine): TenantConsole {
  return {
    ...directoryConsole(machine),
    ...appConsole(machine),
    ...provisioningConsole(machine),
    dump: () => dumpTenant(machine.tenant),
    state: machine.tenant,
  };
}
