import type { LeftAlone } from '../../actual/actual-state.ts';
import { applicationKey } from '../../model/application.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ImportNote, NoteKind } from '../note.ts';
import type { ManagedResource, StateReference, TerraformState } from './terraform-state.ts';

/** What a state manages, parted by who decides about it after the import. */
export interface TerraformHandover {
  /** What the files say now, and what AWS no longer has. */
  readonly letGo: readonly ManagedResource[];
  /** What no file says: without Terraform nobody would manage it. */
  readonly staying: readonly (ManagedResource & { readonly why: string })[];
  /** What else in the state knows a permission set that Terraform lets go. */
  readonly references: readonly StateReference[];
}

/** What an import took over. */
export interface TakenOver {
  /** ARNs. */
  readonly permissionSets: ReadonlySet<string>;
  /** Assignments of those sets that no rule says, by `assignmentKey`. */
  readonly leftAlone: ReadonlyMap<string, LeftAlone>;
  /** By `applicationKey`. */
  readonly applicationAssignments: ReadonlySet<string>;
  /** Ids, which settings hold back by name. */
  readonly deadPrincipals: ReadonlySet<string>;
  readonly attributes: boolean;
  readonly notes: readonly ImportNote[];
}

export interface AssignmentIdentity {
  readonly permissionSetArn: string;
  readonly accountId: string;
  readonly principalType: string;
  readonly principalId: string;
}

export function assignmentKey(row: AssignmentIdentity): string {
  return `${row.permissionSetArn} ${row.accountId} ${row.principalType} ${row.principalId}`;
}

/** Unknown stays with Terraform: what was not read may still be there. */
export function handOver(
  state: TerraformState,
  taken: TakenOver,
  snapshot: Snapshot,
): TerraformHandover {
  const whys = whyStaying(state, taken, snapshot);
  const decided = state.managed.map((one) => ({ one, why: whys.get(one.instance) ?? null }));
  const isGone = createIsGone(snapshot);
  return {
    letGo: decided.flatMap(({ one, why }) => (why === null ? [one] : [])),
    staying: decided.flatMap(({ one, why }) => (why === null ? [] : [{ ...one, why }])),
    references: state.references.filter(
      ({ permissionSetArn: arn }) => taken.permissionSets.has(arn) || isGone(arn),
    ),
  };
}

/** By the ARN of a permission set: true where AWS answered, and without it. */
export function createIsGone(snapshot: Snapshot): (arn: string) => boolean {
  const there = new Set<string>([
    ...snapshot.permissionSets.map(({ arn }) => arn),
    ...snapshot.unread.flatMap((part) => (part.part === 'permission-set' ? [part.arn] : [])),
  ]);
  return (arn) => !there.has(arn);
}

/** Of each address that stays. */
function whyStaying(
  state: TerraformState,
  taken: TakenOver,
  snapshot: Snapshot,
): ReadonlyMap<string, string> {
  const isGone = createIsGone(snapshot);
  const names = new Map<string, string>(
    snapshot.permissionSets.map(({ arn, name }) => [arn, name]),
  );
  const whys = new Map<string, string>();
  for (const { arn, name, addresses } of state.permissionSets) {
    if (taken.permissionSets.has(arn) || isGone(arn)) continue;
    const why = whyOf(names.get(arn) ?? name ?? arn, taken.notes);
    for (const address of addresses) whys.set(address, why);
  }
  for (const row of state.assignments) {
    const why = taken.leftAlone.get(assignmentKey(row));
    if (why !== undefined) whys.set(row.address, leftAloneWords[why]);
  }
  const isHeld = createIsHeld(snapshot);
  for (const {
    applicationArn,
    principalType,
    principalId,
    address,
  } of state.applicationAssignments) {
    const key = applicationKey(applicationArn, { type: principalType, id: principalId });
    const isSaid = taken.applicationAssignments.has(key) || taken.deadPrincipals.has(principalId);
    if (isSaid || !isHeld(applicationArn, key)) continue;
    whys.set(address, 'no rule says this assignment to an application');
  }
  if (!taken.attributes) {
    for (const { instance, resource } of state.managed) {
      if (isAttributes(resource)) whys.set(instance, 'settings do not say these attributes');
    }
  }
  return whys;
}

/** True also where AWS did not answer. */
function createIsHeld({ applications }: Snapshot): (arn: string, key: string) => boolean {
  if (applications === null) return () => true;
  const listed = new Set(applications.applications.map(({ arn }) => arn));
  const read = new Set(applications.read);
  const held = new Set(
    applications.assignments.map(({ applicationArn, principalType, principalId }) =>
      applicationKey(applicationArn, { type: principalType, id: principalId }),
    ),
  );
  return (arn, key) => held.has(key) || (listed.has(arn) && !read.has(arn));
}

/** By an address without keys. */
export function isAttributes(resource: string): boolean {
  return /(?:^|\.)aws_ssoadmin_instance_access_control_attributes\.[^.]+$/.test(resource);
}

const leftAloneWords: Readonly<Record<LeftAlone, string>> = {
  ignored: 'settings ignore this access',
  user: 'access of a single user, which no rule says: import with --users to take it over',
  'out-of-scope-account': 'its account is out of scope',
  'unreadable-principal': 'who holds it could not be read',
};

const setWords: Partial<Readonly<Record<NoteKind, string>>> = {
  'control-tower-set': 'its permission set is one of AWS Control Tower',
  'foreign-set': 'its permission set has another owner',
  'ignored-set': 'settings ignore its permission set',
  'unread-set': 'its permission set could not be read in full',
  'inexpressible-set': 'no file can say its permission set',
  'out-of-reach-set': 'its permission set has a role in the management account',
  'partial-set': 'its permission set itself is not in this state',
};

function whyOf(name: string, notes: readonly ImportNote[]): string {
  const found = notes.flatMap(({ kind, subjects }) => {
    const why = setWords[kind];
    return why !== undefined && subjects.some((subject) => subject.name === name) ? [why] : [];
  });
  return found[0] ?? 'its permission set was not imported';
}
