import type { AccessLevel } from '../policy/access-level.ts';
import { type KnownAction, knownActions } from '../policy/actions/known-actions.ts';
import { comparePolicies } from '../policy/compare-policies.ts';
import { expandAction } from '../policy/expand-actions.ts';
import {
  isDenyingPolicy,
  isReadOnlyPolicy,
  type ManagedPolicy,
  managedPolicy,
} from '../policy/managed-policies.ts';
import type { OpenGain, PolicyChange } from '../policy/policy-change.ts';
import type { PermissionsBoundary } from '../model/permission-set.ts';
import type { PermissionSetFields } from './operation.ts';

/** One way in which an edit lets the holders of a permission set do more that matters. */
export type Widening =
  /** Of actions that change something: no others are in it. */
  | {
      readonly kind: 'actions';
      readonly by: 'gained' | 'more' | 'undenied';
      readonly actions: readonly KnownAction[];
      readonly change: PolicyChange;
    }
  /** Patterns as written, that no list knows. */
  | { readonly kind: 'unknown-actions'; readonly patterns: readonly string[] }
  | { readonly kind: 'later'; readonly gains: readonly OpenGain[] }
  /** With the actions that nothing else tells; there may be none. */
  | { readonly kind: 'less-denied'; readonly actions: readonly KnownAction[] }
  | { readonly kind: 'dropped-conditions'; readonly keys: readonly string[] }
  | { readonly kind: 'unread-policy' }
  | { readonly kind: 'managed-policy'; readonly arn: string; readonly known: ManagedPolicy | null }
  | { readonly kind: 'denying-policy'; readonly arn: string }
  /** Nobody read what it allows, or what it denies. */
  | {
      readonly kind: 'customer-policy';
      readonly verb: 'adds' | 'removes';
      readonly name: string;
    }
  | {
      readonly kind: 'boundary';
      readonly from: PermissionsBoundary;
      readonly to: PermissionsBoundary | null;
    }
  /** In seconds. */
  | { readonly kind: 'session'; readonly from: number; readonly to: number };

/**
 * What an edit lets do more, the most dangerous first; empty where it is nothing that matters. Whoever is
 * an administrator before and after gains by what limited them, and by nothing else.
 */
export function widenings(
  before: PermissionSetFields,
  after: PermissionSetFields,
  isAdministrator: boolean,
): Widening[] {
  const all = [
    ...boundaryWidening(before.permissionsBoundary, after.permissionsBoundary),
    ...policyWidenings(before.inlinePolicy ?? null, after.inlinePolicy),
    ...managedWidenings(before.managedPolicies ?? [], after.managedPolicies),
    ...customerWidenings(before.customerManagedPolicies ?? [], after.customerManagedPolicies),
    ...sessionWidening(before.sessionDuration, after.sessionDuration),
  ];
  return isAdministrator ? all.filter(limitedAdministrators) : all;
}

function limitedAdministrators(widening: Widening): boolean {
  switch (widening.kind) {
    case 'boundary':
    case 'denying-policy':
    case 'less-denied':
    case 'dropped-conditions':
    case 'session':
      return true;
    case 'actions':
      return widening.by === 'undenied';
    case 'customer-policy':
      return widening.verb === 'removes';
    case 'unknown-actions':
    case 'later':
    case 'unread-policy':
    case 'managed-policy':
      return false;
    default:
      return widening satisfies never;
  }
}

const changing: ReadonlySet<AccessLevel> = new Set<AccessLevel>([
  'Permissions management',
  'Write',
]);

export function matters({ level }: KnownAction): boolean {
  return changing.has(level);
}

function policyWidenings(before: string | null, after: string | null | undefined): Widening[] {
  if (after === undefined || after === before) return [];
  const change = comparePolicies(before, after);
  if (!change.readable.before || !change.readable.after) return [{ kind: 'unread-policy' }];
  const { gained, wider, different, undenied, lessDenied, droppedConditions, unknown } = change;
  const by = { gained, more: [...wider, ...different], undenied };
  const later = change.open.filter(takesInWhatMatters);
  const patterns = [...unknown.gained, ...unknown.undenied];
  const told = (['gained', 'more', 'undenied'] as const).flatMap((how): Widening[] => {
    const actions = by[how].filter(matters);
    return actions.length === 0 ? [] : [{ kind: 'actions', by: how, actions, change }];
  });
  const known = new Set(told.flatMap((one) => (one.kind === 'actions' ? one.actions : [])));
  const untold = lessDenied.filter((action) => !known.has(action));
  return [
    ...told,
    ...(patterns.length === 0 ? [] : [{ kind: 'unknown-actions' as const, patterns }]),
    ...(later.length === 0 ? [] : [{ kind: 'later' as const, gains: later }]),
    ...(lessDenied.length === 0 ? [] : [{ kind: 'less-denied' as const, actions: untold }]),
    ...(droppedConditions.length === 0
      ? []
      : [{ kind: 'dropped-conditions' as const, keys: droppedConditions }]),
  ];
}

function takesInWhatMatters(gain: OpenGain): boolean {
  if (!gain.isNew) return false;
  return gain.kind === 'all-but' || expandAction(gain.pattern, knownActions()).some(matters);
}

function managedWidenings(
  before: readonly string[],
  after: readonly string[] | undefined,
): Widening[] {
  if (after === undefined) return [];
  return [
    ...before
      .filter((arn) => !after.includes(arn) && isDenyingPolicy(arn))
      .map((arn) => ({ kind: 'denying-policy' as const, arn })),
    ...after
      .filter((arn) => !before.includes(arn) && !isReadOnlyPolicy(arn) && !isDenyingPolicy(arn))
      .map((arn) => ({ kind: 'managed-policy' as const, arn, known: managedPolicy(arn) })),
  ];
}

type CustomerPolicies = NonNullable<PermissionSetFields['customerManagedPolicies']>;

function customerWidenings(
  before: CustomerPolicies,
  after: CustomerPolicies | undefined,
): Widening[] {
  if (after === undefined) return [];
  const names = (policies: CustomerPolicies): string[] =>
    policies.map(({ path, name }) => `${path}${name}`.replace(/^\/(?=[^/]+$)/, ''));
  const [had, has] = [names(before), names(after)];
  const of = (verb: 'adds' | 'removes', some: readonly string[]): Widening[] =>
    some.map((name) => ({ kind: 'customer-policy', verb, name }));
  return [
    ...of(
      'adds',
      has.filter((name) => !had.includes(name)),
    ),
    ...of(
      'removes',
      had.filter((name) => !has.includes(name)),
    ),
  ];
}

/** What another boundary leaves is not known, so it may be more. */
function boundaryWidening(
  from: PermissionsBoundary | null | undefined,
  to: PermissionsBoundary | null | undefined,
): Widening[] {
  if (from === null || from === undefined || to === undefined) return [];
  return to !== null && nameOf(from) === nameOf(to) ? [] : [{ kind: 'boundary', from, to }];
}

/** As an ARN, or path and name: no path has a colon. */
function nameOf(boundary: PermissionsBoundary): string {
  return boundary.kind === 'aws-managed'
    ? boundary.arn
    : `${boundary.policy.path}${boundary.policy.name}`;
}

const MUCH_LONGER = 4 * 3600;

function sessionWidening(from = 3600, to = from): Widening[] {
  return to - from >= MUCH_LONGER ? [{ kind: 'session', from, to }] : [];
}
