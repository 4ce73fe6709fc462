import { type Widening, widenings } from '../core/plan/widened-set.ts';
import type { Operation } from '../core/plan/operation.ts';
import type { SetReach } from '../core/plan/plan-people.ts';
import { peopleIn } from './people-of-line.ts';
import { comingIn, forEachOccasion, type PlanView } from './plan-view.ts';
import { warningOf } from './warning-of.ts';

export type SetView = Pick<PlanView, 'plan' | 'occasion'>;

export interface WiderSet {
  readonly permissionSet: string;
  /** At least one, those first that concern permissions themselves. */
  readonly all: readonly Widening[];
}

/** Sets whose holders can do more that matters by an edit. Of a new set, its grants tell. */
export const widerIn: (view: SetView) => readonly WiderSet[] = forEachOccasion((plan, occasion) =>
  comingIn({ plan, occasion }).flatMap((operation) => {
    const all = wideningsOf(operation);
    return all.length === 0 || operation.permissionSet === null
      ? []
      : [{ permissionSet: operation.permissionSet, all }];
  }),
);

function wideningsOf(operation: Operation): Widening[] {
  if (operation.kind !== 'update-permission-set') return [];
  const { before, after } = operation;
  if (before === null || after === null) return [];
  const isAdministrator = warningOf(operation, 'administrator') !== null;
  const all = widenings(before, after, isAdministrator);
  return all.toSorted((a, b) => Number(isGrave(b)) - Number(isGrave(a)));
}

/** Whether it concerns permissions themselves, or what limits them. */
export function isGrave(widening: Widening): boolean {
  switch (widening.kind) {
    case 'actions':
      return widening.actions.some(({ level }) => level === 'Permissions management');
    case 'later':
      return widening.gains.some(
        (gain) => gain.kind === 'all-but' || /^\*+(?::\*+)?$/.test(gain.pattern),
      );
    case 'boundary':
    case 'unread-policy':
    case 'denying-policy':
      return true;
    case 'managed-policy':
      return widening.known?.administrator === true;
    case 'unknown-actions':
    case 'less-denied':
    case 'dropped-conditions':
    case 'customer-policy':
    case 'session':
      return false;
    default:
      return widening satisfies never;
  }
}

/** Accounts that an edit is provisioned to, by id. */
export function provisionedIn(sets: readonly WiderSet[], view: SetView): ReadonlySet<string> {
  const names = new Set(sets.map(({ permissionSet }) => permissionSet));
  return new Set(
    comingIn(view).flatMap((operation) =>
      operation.kind === 'provision-permission-set' && names.has(operation.permissionSet)
        ? operation.accounts.map(({ id }) => id)
        : [],
    ),
  );
}

/** How far its edit reaches; null where the plan does not say. */
export function reachIn({ permissionSet }: WiderSet, view: SetView): SetReach | null {
  return peopleIn(view)?.reach.find((one) => one.permissionSet === permissionSet) ?? null;
}

export function isHeld(set: WiderSet, view: SetView): boolean {
  const reach = reachIn(set, view);
  return reach === null || reach.accounts > 0;
}
