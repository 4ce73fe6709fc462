import type { EffectiveAccess } from '../access-history.ts';
import type { ConsoleTrail } from '../../trail/console-trail.ts';
import { dump } from '../dump.ts';
import type { WorldDump } from '../dump.ts';
import type { World } from '../world.ts';
import { accessConsole } from './access-console.ts';
import { applicationConsole } from './application-console.ts';
import { accountConsole } from './account-console.ts';
import { identityConsole } from './identity-console.ts';
import { scimConsole } from './scim-console.ts';
import type { ScimConsole } from './scim-console.ts';

export type OrganizationConsole = ReturnType<typeof accessConsole> &
  ReturnType<typeof applicationConsole> &
  ReturnType<typeof accountConsole> &
  ReturnType<typeof identityConsole> & {
    /**
     * The same console with somebody else at it, for CloudTrail: an ARN, or the user name of an
     * administrator of the organization. `admin@example.com` otherwise.
     */
    as(who: string): OrganizationConsole;
    /** The whole state, sorted and without times, to compare. */
    dump(): WorldDump;
    /** Who can do what now. */
    effectiveAccess(): EffectiveAccess[];
    readonly scim: ScimConsole;
    /** Ids and ARNs by name. */
    readonly state: World;
  };

/** What people do around the API: in the console, in Entra, in AWS Organizations. */
export function organizationConsole(world: World, trail: ConsoleTrail): OrganizationConsole {
  return {
    ...accessConsole(world, trail),
    ...applicationConsole(world, trail),
    ...accountConsole(world),
    ...identityConsole(world),
    as: (who) => organizationConsole(world, trail.as(who)),
    dump: () => dump(world),
    effectiveAccess: () =>
      world.pairs
        .values()
        .flatMap((pair) => world.effective(pair))
        .toSorted((a, b) => (order(a) < order(b) ? -1 : 1)),
    scim: scimConsole(world),
    state: world,
  };
}

function order(row: EffectiveAccess): string {
  return `${row.accountId} ${row.permissionSet} ${row.principalType} ${row.principalId}`;
}
