import { takingKinds } from '../core/model/access-kinds.ts';
import { sortedBy, sortedUnique } from '../core/model/order.ts';
import type { AccountReference } from '../core/model/account.ts';
import type { Principal } from '../core/model/principal.ts';
import type { Cause, Operation } from '../core/plan/operation.ts';
import { sharedNames } from './names.ts';
import { remembered } from '../core/model/remembered.ts';
import { findReplacements, type Replacement } from './renames.ts';
import {
  type AccessOperation,
  isAboutApplication,
  isAccess,
} from '../core/plan/access-operation.ts';
import { warningOf } from './warning-of.ts';

/** A permission set, or an application, which is in no account. */
export type What =
  | { readonly kind: 'permission-set'; readonly name: string }
  | { readonly kind: 'application'; readonly name: string; readonly arn: string };

/** What one principal gains or loses: a permission set in however many accounts, or an application. */
export interface AccessGroup {
  readonly kind: 'grant' | 'revoke';
  readonly cause: Cause;
  /** One, or on a public repository all people who share the rest. */
  readonly principals: readonly Principal[];
  readonly hasNamesake: boolean;
  readonly what: What;
  /** None of an application. */
  readonly accounts: readonly AccountReference[];
  readonly operations: readonly AccessOperation[];
  readonly expires: string | null;
  /** When the grant that is revoked came to its end. */
  readonly expired: string | null;
  readonly reasons: readonly string[];
  /** Why the set counts as administrator-level; null if it does not. */
  readonly administrator: string | null;
  readonly waiting: boolean;
  /** The new name of a renamed set through which all of it is kept. */
  readonly replacedBy: string | null;
  /** The principal no longer exists: nobody loses anything. */
  readonly ghost: boolean;
}

function reasonsOf(operation: Operation): string[] {
  return operation.warnings.flatMap((warning) => (warning.kind === 'reason' ? [warning.text] : []));
}

interface Surroundings {
  readonly replacement: Replacement;
  /** Names of more than one group. */
  readonly shared: ReadonlySet<string>;
}

const surroundingsOf = remembered((among: readonly Operation[]): Surroundings => ({
  replacement: findReplacements(among),
  shared: sharedNames(among),
}));

function whatOf(operation: AccessOperation): What {
  return isAboutApplication(operation)
    ? { kind: 'application', ...operation.application }
    : { kind: 'permission-set', name: operation.permissionSet };
}

function toGroup(
  operations: readonly AccessOperation[],
  { replacement, shared }: Surroundings,
): AccessGroup[] {
  const [first] = operations;
  if (first === undefined) return [];
  const byId = <T extends { readonly id: string; readonly name: string }>(
    items: readonly T[],
  ): T[] =>
    sortedBy(
      new Map(items.map((item) => [item.id, item])).values(),
      ({ id, name }) => `${name}\0${id}`,
    );
  const administrator = operations
    .map((operation) => warningOf(operation, 'administrator'))
    .find((warning) => warning !== null);
  return [
    {
      kind: takingKinds.has(first.kind) ? 'revoke' : 'grant',
      cause: first.cause,
      principals: byId(operations.map(({ principal }) => principal)),
      hasNamesake: first.principal.type === 'GROUP' && shared.has(first.principal.name),
      what: whatOf(first),
      accounts: byId(operations.flatMap(({ account }) => account ?? [])),
      operations,
      expires: warningOf(first, 'expires')?.at ?? null,
      expired: warningOf(first, 'expired')?.at ?? null,
      reasons: sortedUnique(operations.flatMap(reasonsOf)),
      administrator: administrator?.because ?? null,
      waiting: first.status === 'waiting',
      replacedBy: isAboutApplication(first) ? null : replacement(first),
      ghost: warningOf(first, 'ghost') !== null,
    },
  ];
}

/**
 * Groups grants and revocations as a person reads them: losses first, administrators first. What keeps
 * access under a new name is looked for among more operations, where these are only some of them.
 */
export function groupAccess(
  operations: readonly Operation[],
  hidePeople: boolean,
  among = operations,
): readonly AccessGroup[] {
  if (among === operations) return hidePeople ? withoutPeople(operations) : withPeople(operations);
  return groupsAmong(operations, hidePeople, among);
}

const withPeople = remembered((operations: readonly Operation[]) =>
  groupsAmong(operations, false, operations),
);
const withoutPeople = remembered((operations: readonly Operation[]) =>
  groupsAmong(operations, true, operations),
);

function groupsAmong(
  operations: readonly Operation[],
  hidePeople: boolean,
  among: readonly Operation[],
): readonly AccessGroup[] {
  const around = surroundingsOf(among);
  const { replacement } = around;
  const groups = new Map<string, AccessOperation[]>();
  for (const operation of operations.filter(isAccess)) {
    const { type, name, id } = operation.principal;
    const who = hidePeople && type === 'USER' ? 'USER' : `${type}\0${name}\0${id}`;
    const administrator = warningOf(operation, 'administrator') === null ? '1' : '0';
    const until = (warningOf(operation, 'expires') ?? warningOf(operation, 'expired'))?.at ?? '';
    const order = takingKinds.has(operation.kind) ? '0' : '1';
    const key = [
      order,
      administrator,
      who,
      ...Object.values(whatOf(operation)),
      operation.status,
      operation.cause,
      until,
      (isAboutApplication(operation) ? null : replacement(operation)) ?? '',
      warningOf(operation, 'ghost') === null ? '' : 'ghost',
    ].join('\0');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [operation]);
    else group.push(operation);
  }
  return sortedBy(groups, ([key]) => key).flatMap(([, members]) => toGroup(members, around));
}
