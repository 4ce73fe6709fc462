import type { ConsoleTrail } from '../../trail/console-trail.ts';
import { isAssigned, newApplicationArn, withAssigned, withoutAssigned } from '../applications.ts';
import { findApplication, findPrincipal } from '../find.ts';
import type { Who } from '../find.ts';
import type { Application } from '../state.ts';
import type { World } from '../world.ts';

export interface ApplicationConsole {
  consoleAssignApplication(who: Who, application: string): void;
  consoleUnassignApplication(who: Who, application: string): void;
  /** A customer managed one of the management account, which nobody is assigned to; its ARN. */
  addApplication(name: string): string;
  changeApplication(
    application: string,
    change: Partial<Pick<Application, 'name' | 'status' | 'assignmentRequired'>>,
  ): void;
  removeApplication(application: string): void;
}

/** What is done about applications; AWS's console assigns by calls of its own. */
export function applicationConsole(world: World, trail: ConsoleTrail): ApplicationConsole {
  return {
    consoleAssignApplication: (who, name) => {
      const application = findApplication(world, name);
      const principal = findPrincipal(world, who);
      trail.profile('creation', application.arn, principal);
      world.applications.set(application.arn, withAssigned(application, principal));
    },
    consoleUnassignApplication: (who, name) => {
      const application = findApplication(world, name);
      const principal = findPrincipal(world, who);
      if (!isAssigned(application, principal)) {
        throw new Error(`there is no such assignment of ${name}`);
      }
      trail.profile('deletion', application.arn, principal);
      world.applications.set(application.arn, withoutAssigned(application, principal));
    },
    addApplication: (name) => {
      const { managementAccountId: accountId, partition } = world.place;
      const arn = newApplicationArn(world, name, accountId);
      world.applications.set(arn, {
        arn,
        name,
        accountId,
        provider: `arn:${partition}:sso::aws:applicationProvider/custom`,
        status: 'ENABLED',
        assignmentRequired: true,
        createdAt: world.clock.now(),
        assigned: [],
      });
      return arn;
    },
    changeApplication: (name, change) => {
      const application = findApplication(world, name);
      world.applications.set(application.arn, { ...application, ...change });
    },
    removeApplication: (name) => {
      world.applications.delete(findApplication(world, name).arn);
    },
  };
}
