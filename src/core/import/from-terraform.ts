import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { LiveGrant } from './live-holding.ts';
import type { Notes } from './note.ts';
import { assignmentKey, createIsGone, isAttributes } from './terraform/hand-over.ts';
import type { TerraformState } from './terraform/parse-state.ts';

/** The part of an organization that Terraform manages, and so the part to import. */
export interface ManagedByTerraform {
  readonly state: TerraformState;
  /** True where the state has the set itself: who has assignments of it alone does not decide about it. */
  readonly takesSet: (arn: string) => boolean;
  /** True where the state has something of the set, and not the set. */
  readonly hasParts: (arn: string) => boolean;
  readonly takesApplication: (arn: string) => boolean;
  readonly takesAttributes: boolean;
  /** True where the state has the assignment too. */
  readonly knows: (grant: LiveGrant) => boolean;
}

/** A state of the same instance, against what is live of it. */
export function managedByTerraform(state: TerraformState, snapshot: Snapshot): ManagedByTerraform {
  const sets = new Set(
    state.permissionSets.flatMap(({ arn, name }) => (name === null ? [] : [arn])),
  );
  const parts = new Set(
    state.permissionSets.flatMap(({ arn, name }) => (name === null ? [arn] : [])),
  );
  const applications = new Set(
    state.applicationAssignments.map(({ applicationArn }) => applicationArn),
  );
  const arns = new Map<string, string>(snapshot.permissionSets.map(({ name, arn }) => [name, arn]));
  const known = new Set(state.assignments.map(assignmentKey));
  return {
    state,
    takesSet: (arn) => sets.has(arn),
    hasParts: (arn) => parts.has(arn),
    takesApplication: (arn) => applications.has(arn),
    takesAttributes: state.managed.some(({ resource }) => isAttributes(resource)),
    knows: ({ permissionSet, account, principal }) =>
      known.has(
        assignmentKey({
          permissionSetArn: arns.get(permissionSet) ?? '',
          accountId: account.id,
          principalType: principal.type,
          principalId: principal.id,
        }),
      ),
  };
}

/** What the state has and AWS has not: Terraform would make it again. `taken` are ARNs of imported sets. */
export function noteGone(
  { state }: ManagedByTerraform,
  snapshot: Snapshot,
  taken: ReadonlySet<string>,
  notes: Notes,
): void {
  const isGone = createIsGone(snapshot);
  for (const { arn, name } of state.permissionSets) {
    if (isGone(arn)) notes.add('gone-set', name ?? arn, 0, arn);
  }
  const held = new Set(snapshot.assignments.map(assignmentKey));
  for (const row of state.assignments) {
    const isHeld = held.has(assignmentKey(row));
    if (taken.has(row.permissionSetArn) && !isHeld) notes.add('gone-assignment', row.address, 1);
  }
}

const MOST_TOLD = 4;

/** Lines to stand before a rule of which Terraform did not know all. */
export function unknownToTerraform(
  {
    principals,
    permissionSets,
    accounts,
  }: {
    readonly principals: readonly Principal[];
    readonly permissionSets: readonly string[];
    readonly accounts: readonly {
      readonly id: LiveGrant['account']['id'];
      readonly name: string;
    }[];
  },
  { knows }: ManagedByTerraform,
): readonly string[] {
  const all = principals.flatMap((principal) =>
    permissionSets.flatMap((permissionSet) =>
      accounts.map((account): LiveGrant => ({ principal, permissionSet, account })),
    ),
  );
  const unknown = all.filter((grant) => !knows(grant));
  if (unknown.length === 0) return [];
  if (unknown.length === all.length) return ['Not in the Terraform state.'];
  const told = unknown
    .slice(0, MOST_TOLD)
    .map(
      ({ principal, permissionSet, account }) =>
        `${principal.name} ${permissionSet} in ${account.name}`,
    );
  const more = unknown.length > MOST_TOLD ? `, and ${unknown.length - MOST_TOLD} more` : '';
  return [`Not in the Terraform state: ${told.join(', ')}${more}.`];
}
