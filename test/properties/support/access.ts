import { canonicalPolicyText } from '../../../src/core/model/canonical-policy.ts';
import { parseDuration } from '../../../src/core/model/parse-duration.ts';
import type { PermissionSetContent } from '../../../src/core/model/permission-set.ts';
import type { ApplyReport } from '../../../src/core/outcome/apply-report.ts';
import type { Operation } from '../../../src/core/plan/operation.ts';
import type {
  AccessChange,
  EffectiveAccess,
} from '../../../src/simulator/aws/world/access-history.ts';
import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import { findAccount, findGroup } from '../../../src/simulator/aws/world/find.ts';
import { contentOf } from './as-files.ts';
import { type FilesSpec, grantsOf, type OrganizationCase, suspended } from './organization-case.ts';

/** Who can do what: content by `group id, set, account id`. */
export type Access = ReadonlyMap<string, string>;

export function accessNow(aws: AwsSimulator): Access {
  return new Map(aws.world.effectiveAccess().map((row) => [keyOf(row), meaningOf(row.content)]));
}

/** What head asks for, beside what nobody may touch: undeclared sets of others, suspended accounts. */
export function accessWanted(
  aws: AwsSimulator,
  head: FilesSpec,
  before: Access,
  isOurs: (set: string) => boolean,
): Access {
  const { state } = aws.world;
  const old = findAccount(state, suspended).id;
  const leftAlone = [...before].filter(([key]) => {
    const [, set = '', account] = key.split(' ');
    return account === old || !(set in head.sets || isOurs(set));
  });
  const asked = [...grantsOf(head)].map((text): [string, string] => {
    const [group = '', set = '', account = ''] = text.split(' ');
    const spec = head.sets[set];
    if (spec === undefined) throw new Error(`${set} is granted and not declared`);
    const key = [findGroup(state, group).id, set, findAccount(state, account).id].join(' ');
    return [key, wantedMeaning(contentOf(spec))];
  });
  return new Map([...leftAlone, ...asked]);
}

/**
 * What must never happen between before and wanted: that somebody who has access in both lacks it, or
 * that somebody holds a set in a content that is theirs neither before nor afterwards. `replaced` are
 * pairs (`set account`) whose role a grant of the plan keeps: who leaves there goes after who comes, so
 * that the role stays, and may meanwhile hold what it becomes. `left` is drift that could not be revoked:
 * its holder follows the edit of the set, as after a merge that leaves drift alone.
 */
export function wrongBetween(
  changes: readonly AccessChange[],
  before: Access,
  wanted: Access,
  replaced: ReadonlyMap<string, string>,
  left: Access = new Map(),
): string[] {
  return changes.flatMap((change) => {
    const key = keyOf(change);
    if (change.kind === 'revoked') {
      return before.has(key) && wanted.has(key) ? [`${key} lost what it keeps`] : [];
    }
    const content = meaningOf(change.content);
    const [, set = '', account = ''] = key.split(' ');
    const allowed = [before.get(key), wanted.get(key), left.get(key)];
    if (before.has(key)) allowed.push(replaced.get(`${set} ${account}`));
    if (allowed.includes(content)) return [];
    return [
      `${key} ${change.kind}: holds ${content}, and should hold one of ${allowed.join(' or ')}`,
    ];
  });
}

function keyOf(row: EffectiveAccess): string {
  return `${row.principalId} ${row.permissionSet} ${row.accountId}`;
}

function meaningOf(content: EffectiveAccess['content']): string {
  return JSON.stringify([
    parseDuration(content.sessionDuration),
    content.relayState ?? null,
    content.managedPolicies.toSorted(),
    content.customerManagedPolicies.map(({ path, name }) => path + name).toSorted(),
    content.inlinePolicy === undefined ? null : canonicalPolicyText(content.inlinePolicy),
    content.permissionsBoundary === undefined,
  ]);
}

function wantedMeaning(content: PermissionSetContent): string {
  return JSON.stringify([
    content.sessionDuration,
    content.relayState,
    content.managedPolicies,
    content.customerManagedPolicies.map(({ path, name }) => path + name),
    content.inlinePolicy,
    content.permissionsBoundary === null,
  ]);
}

/** Pairs that a grant of the plan keeps, with what the role becomes. */
export function replacedPairs(
  operations: readonly Operation[],
  { head }: OrganizationCase,
): ReadonlyMap<string, string> {
  return new Map(
    operations.flatMap((operation) => {
      if (operation.kind !== 'grant') return [];
      const { permissionSet, account } = operation;
      const spec = head.sets[permissionSet];
      if (spec === undefined) return [];
      return [[`${permissionSet} ${account.id}`, wantedMeaning(contentOf(spec))] as const];
    }),
  );
}

/** Drift that an apply could not revoke, with what its set becomes. */
export function driftLeft({ outcomes }: ApplyReport, { head }: OrganizationCase): Access {
  return new Map(
    outcomes.flatMap(({ operation, outcome }) => {
      if (operation.kind !== 'revoke') return [];
      const { cause, principal, permissionSet, account } = operation;
      const spec = head.sets[permissionSet];
      if (cause !== 'drift' || spec === undefined) return [];
      if (outcome.result === 'applied' || outcome.result === 'already-so') return [];
      const key = `${principal.id} ${permissionSet} ${account.id}`;
      return [[key, wantedMeaning(contentOf(spec))] as const];
    }),
  );
}
