import type { AccountReference } from '../core/model/account.ts';
import type { ApplicationChange, PeopleChange, PlanPeople } from '../core/plan/plan-people.ts';
import { remembered } from '../core/model/remembered.ts';
import type { AccessGroup } from './access-group.ts';
import { isComing, type PlanView } from './plan-view.ts';

/** An account; or an application, which is a place of its own. */
export type Place = Pick<AccountReference, 'name'> & { readonly id: string };

/** A change, and in which of the line's accounts it is so. */
export interface LinePart {
  readonly change: Omit<PeopleChange, 'permissionSet' | 'accounts'>;
  readonly accounts: readonly Place[];
}

/** The people behind one line about a group or a user. */
export interface LinePeople {
  readonly gains: readonly LinePart[];
  readonly loses: readonly LinePart[];
  readonly keeps: readonly LinePart[];
  /** Why its people are not known; null where they are. */
  readonly unknown: string | null;
  /** Members of groups inside it, who get nothing. */
  readonly nested: number;
  /** False where changes were too many to list all of them. */
  readonly isWhole: boolean;
  /** False where others' access is what the files say, and AWS was not asked: drift may have taken it. */
  readonly isFromAws: boolean;
}

type PeopleView = Pick<PlanView, 'plan' | 'occasion'>;

/** Who is behind a plan that people review; null on other occasions and where nobody asked. */
export function peopleIn({ plan, occasion }: PeopleView): PlanPeople | null {
  return occasion === 'pull-request' ? plan.people : null;
}

/** Whether people are counted and never named. */
export function hidesPeople(
  view: Pick<PlanView, 'plan' | 'occasion' | 'isPublicRepository'>,
): boolean {
  return view.isPublicRepository || peopleIn(view)?.show === 'counts';
}

interface Index {
  readonly changes: ReadonlyMap<string, readonly PeopleChange[]>;
  readonly applications: ReadonlyMap<string, readonly ApplicationChange[]>;
  readonly unknown: ReadonlyMap<string, string>;
  readonly nested: ReadonlyMap<string, number>;
}

const indexOf = remembered(({ changes, applications, unknown, nested }: PlanPeople): Index => ({
  changes: Map.groupBy(changes, ({ principal, permissionSet }) =>
    keyOf(principal.id, permissionSet),
  ),
  applications: Map.groupBy(applications, ({ principal, application }) =>
    keyOf(principal.id, application.arn),
  ),
  unknown: new Map(unknown.map(({ principal, why }) => [principal.id, why])),
  nested: new Map(nested.map(({ principal, people }) => [principal.id, people])),
}));

function keyOf(principalId: string, permissionSet: string): string {
  return `${principalId}\0${permissionSet}`;
}

/** Where a line is about. */
export function placesOf({ what, accounts }: AccessGroup): readonly Place[] {
  return what.kind === 'application' ? [{ id: what.arn, name: what.name }] : accounts;
}

function partsOf(group: AccessGroup, { changes, applications }: Index): readonly LinePart[] {
  const { what, principals } = group;
  const places = placesOf(group);
  if (what.kind === 'application') {
    return principals
      .flatMap(({ id }) => applications.get(keyOf(id, what.arn)) ?? [])
      .map((change) => ({
        change: { ...change, administrator: null, lastWayIn: null },
        accounts: places,
      }));
  }
  const ids = new Set<string>(places.map(({ id }) => id));
  return principals
    .flatMap(({ id }) => changes.get(keyOf(id, what.name)) ?? [])
    .map((change) => ({ change, accounts: change.accounts.filter(({ id }) => ids.has(id)) }))
    .filter(({ accounts }) => accounts.length > 0);
}

/** What is known of a line's people; null where the plan says nothing of them. */
export function peopleOfLine(group: AccessGroup, view: PeopleView): LinePeople | null {
  const people = peopleIn(view);
  if (people === null || group.cause !== 'change' || group.ghost) return null;
  if (!group.operations.every(isComing)) return null;
  const { unknown, nested } = indexOf(people);
  const parts = partsOf(group, indexOf(people));
  const of = (effect: PeopleChange['effect']): LinePart[] =>
    parts.filter(({ change }) => change.effect === effect);
  const ids = group.principals.map(({ id }) => id);
  return {
    gains: of('gains'),
    loses: of('loses'),
    keeps: of('keeps'),
    unknown: ids.map((id) => unknown.get(id) ?? null).find((why) => why !== null) ?? null,
    nested: group.kind === 'grant' ? ids.reduce((sum, id) => sum + (nested.get(id) ?? 0), 0) : 0,
    isWhole: people.leftOut === 0,
    isFromAws: people.netOf === 'aws',
  };
}

/** Whether a line tells of somebody's last way into an account. */
export function isLastWayIn(group: AccessGroup, view: PeopleView): boolean {
  const people = peopleOfLine(group, view);
  return people?.loses.some(({ change }) => (change.lastWayIn ?? 0) > 0) === true;
}

export function lastWaysFirst(groups: readonly AccessGroup[], view: PeopleView): AccessGroup[] {
  const isLast = new Map(groups.map((group) => [group, Number(isLastWayIn(group, view))]));
  return groups.toSorted((a, b) => (isLast.get(b) ?? 0) - (isLast.get(a) ?? 0));
}
