import { buildDesired } from '../desired/build-desired.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import { loadMapping } from '../mapping/load-mapping.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { applicationKey } from '../model/application.ts';
import { grantKey } from '../model/assignment.ts';
import { buildPlan, type BuiltPlan } from '../plan/build-plan.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import type { Operation } from '../plan/operation.ts';
import type { AdoptionContext } from './context.ts';
import { editedFiles, withFiles } from './edited-source.ts';
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
    otherGrants(head.desired, desired, before.plan.operations, proposals);
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

/** What the files say of everything that no proposal is about. */
function changedElsewhere(
  before: Mapping,
  after: Mapping,
  proposals: readonly Proposal[],
): string | null {
  const sets = new Set(proposals.flatMap(({ permissionSets }) => permissionSets));
  const edited = new Set<unknown>(proposals.flatMap(({ rules }) => rules));
  const isSettings = proposals.some(({ editsAttributes }) => editsAttributes);
  const settingsOf = ({ settings }: Mapping): unknown =>
    isSettings ? { ...settings, accessControlAttributes: null } : settings;
  const declared = ({ permissionSets }: Mapping): unknown =>
    permissionSets.filter(({ name }) => !sets.has(name)).toSorted(byName);
  if (!isAlike(settingsOf(before), settingsOf(after))) return 'it would change the settings';
  if (!isAlike(before.accountSets, after.accountSets)) return 'it would change account sets';
  if (!isAlike(declared(before), declared(after))) return 'it would change another permission set';
  const isKept =
    areKept(before.rules, after.rules, edited) &&
    areKept(before.applications, after.applications, edited);
  return isKept ? null : 'it would change another rule';
}

/** True where every rule that is not edited is still there, as often as it was. */
function areKept(
  before: readonly unknown[],
  after: readonly unknown[],
  edited: ReadonlySet<unknown>,
): boolean {
  const left = new Map<string, number>();
  for (const rule of after) count(left, inWords(rule), 1);
  for (const rule of before) if (!edited.has(rule)) count(left, inWords(rule), -1);
  return [...left.values()].every((times) => times >= 0);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
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

function isAlike(one: unknown, other: unknown): boolean {
  return inWords(one) === inWords(other);
}

const places = new Set(['at', 'limitsAt', 'policyTree']);

/** What it says, without where. */
function inWords(value: unknown): string {
  return canonicalJson(withoutPlaces(value));
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
      places.has(key) ? [] : [[key, withoutPlaces(member)] as const],
    ),
  );
}
