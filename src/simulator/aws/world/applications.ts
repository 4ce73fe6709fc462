import { hexId } from './ids.ts';
import type { Application, PrincipalRef } from './state.ts';
import type { World } from './world.ts';

/** One that does not exist yet: an application made again under an old name is another one. */
export function newApplicationArn(world: World, name: string, accountId: string): string {
  const { partition, instance } = world.place;
  const id = hexId('application', world.newName('application', name), 16);
  return `arn:${partition}:sso::${accountId}:application/${instance.id}/apl-${id}`;
}

export function isAssigned({ assigned }: Application, { type, id }: PrincipalRef): boolean {
  return assigned.some((one) => one.type === type && one.id === id);
}

export function withAssigned(application: Application, principal: PrincipalRef): Application {
  const others = withoutAssigned(application, principal).assigned;
  return { ...application, assigned: [...others, principal] };
}

export function withoutAssigned(application: Application, { type, id }: PrincipalRef): Application {
  const rest = application.assigned.filter((one) => one.type !== type || one.id !== id);
  return { ...application, assigned: rest };
}
