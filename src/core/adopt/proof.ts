import { buildDesired } from '../desired/build-desired.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import { loadMapping } from '../mapping/load-mapping.ts';
import { applicationKey } from '../model/application.ts';
import { grantKey } from '../model/assignment.ts';
import { buildPlan, type BuiltPlan } from '../plan/build-plan.ts';
import type { Operation } from '../plan/operation.ts';
import { changedElsewhere } from './changed-elsewhere.ts';
import type { AdoptionContext } from './context.ts';
import { editedFiles, withFiles } from './edited-source.ts';
import { isAlike } from './is-alike.ts';
import type { Proposal } from './proposal.ts';

export type Proof =
  | {
      readonly kind: 'proven';
      readonly files: ReadonlyMap<string, string>;
      /** The plan that these files would have now. */
      readonly after: BuiltPlan;
    }
  | { readonly kind: 'refuted'; readonly why: string };

/**
 * Loads the changed files as any run would and plans with them: what was to vanish must be gone, and
 * everything else that the files ask for, and every other operation, must be as it was.
 */
export function prove(proposals: readonly Proposal[], context: AdoptionContext): Proof {
  const files = editedFiles(context.source, proposals);
  if (files === null) return refuted('the files are written in a way that cannot be edited here');
  const { value: mapping, diagnostics } = loadMapping(withFiles(context.source, files));
  if (mapping === null) {
    const error = diagnostics.find(({ severity }) => severity === 'error');
    return refuted(`the changed files would not load: ${error?.headline ?? 'they are not valid'}`);
  }
  const { inputs, snapshot, now, before } = context;
  const desired = buildDesired(mapping, snapshot, now);
  const { head } = inputs.versions;
  const why =
    changedElsewhere(head.mapping, mapping, proposals) ??
    otherGrants(head.desired, desired, before.plan.operations, proposals) ??
    newError(head.desired, desired);
  if (why !== null) return refuted(why);
  const after = buildPlan({
    ...inputs,
    versions: { ...inputs.versions, head: { mapping, desired } },
  });
  const other = otherOperations(before.plan.operations, after.plan.operations, proposals);
  return other === null ? { kind: 'proven', files, after } : refuted(other);
}

function refuted(why: string): Proof {
  return { kind: 'refuted', why };
}

/** Grants but for those that are to come and go, with all that is said of them but where. */
function otherGrants(
  before: DesiredState,
  after: DesiredState,
  operations: readonly Operation[],
  proposals: readonly Proposal[],
): string | null {
  const settled = new Set(proposals.flatMap((one) => one.operations));
  const keys = (kinds: readonly Operation['kind'][]) =>
    new Set(
      operations.flatMap((one) =>
        kinds.includes(one.kind) && settled.has(one.id) ? [keyOf(one)] : [],
      ),
    );
  const coming = keys(['revoke', 'unassign-application']);
  const going = keys(['grant', 'assign-application']);
  const [asked, wanted] = [declaredIn(before), declaredIn(after)];
  for (const [key, grant] of wanted) {
    const known = asked.get(key);
    if (known === undefined ? !coming.has(key) : !isAlike(unplaced(known), unplaced(grant))) {
      return 'it would ask for other access too';
    }
  }
  for (const key of asked.keys()) {
    if (key.startsWith(NAMED) && !wanted.has(key)) {
      return 'no rule would name that application any more, and nobody would look at it again';
    }
    if (!wanted.has(key) && !going.has(key)) return 'it would give up other access too';
  }
  return null;
}

/** The first error of the changed files that these had not. */
function newError(before: DesiredState, after: DesiredState): string | null {
  const known = new Set(
    before.findings.map(({ finding }) => `${finding.code} ${finding.headline}`),
  );
  const found = after.findings.find(
    ({ finding }) =>
      !known.has(`${finding.code} ${finding.headline}`) && finding.severity === 'error',
  );
  return found === undefined
    ? null
    : `the files would then have an error: ${found.finding.headline}`;
}

function keyOf(operation: Operation): string {
  switch (operation.kind) {
    case 'grant':
    case 'revoke':
      return grantKey(operation.account.id, operation.permissionSet, operation.principal);
    case 'assign-application':
    case 'unassign-application':
      return applicationKey(operation.application.arn, operation.principal);
    default:
      return operation.id;
  }
}

const NAMED = 'named ';

interface Asked {
  readonly origins?: unknown;
}

/** Grants and assignments to applications, by their keys, which differ; and which applications are declared at all. */
function declaredIn({ grants, applications }: DesiredState): ReadonlyMap<string, Asked> {
  const all = new Map<string, Asked>(grants);
  for (const [key, assignment] of applications.assignments) all.set(key, assignment);
  for (const arn of applications.named.keys()) all.set(NAMED + arn, {});
  return all;
}

function unplaced<T extends { readonly origins?: unknown }>(grant: T): Omit<T, 'origins'> {
  const { origins: _, ...rest } = grant;
  return rest;
}

/** Operations that come or stay but should not. Roles are brought up to date by an edit, and go with it. */
function otherOperations(
  before: readonly Operation[],
  after: readonly Operation[],
  proposals: readonly Proposal[],
): string | null {
  const settled = new Set(proposals.flatMap(({ operations }) => operations));
  const sets = new Set(proposals.flatMap(({ permissionSets }) => permissionSets));
  const known = new Map(before.map((one) => [one.id, one]));
  for (const operation of after) {
    const { id, kind, permissionSet, digest, cause } = operation;
    if (settled.has(id)) return 'the difference would still be there';
    const same = known.get(id);
    const isItsRole = kind === 'provision-permission-set' && sets.has(permissionSet);
    if (same === undefined && kind === 'provision-permission-set') {
      return 'accounts hold an older version of it, which declaring it would bring up to date';
    }
    if (same !== undefined && kind === 'revoke' && cause !== same.cause) {
      return 'it has an assignment that files cannot keep, which declaring the set would take away';
    }
    if (isItsRole) continue;
    if (same?.digest !== digest) return 'the next plan would have another step to do';
    if (same.cause !== cause) return 'the merge would settle another difference of it with it';
  }
  const left = new Set(after.map(({ id }) => id));
  const lost = before.find(
    ({ id, kind, permissionSet }) =>
      !left.has(id) &&
      !settled.has(id) &&
      !(kind === 'provision-permission-set' && sets.has(permissionSet)),
  );
  return lost === undefined ? null : 'it would settle something else too';
}
