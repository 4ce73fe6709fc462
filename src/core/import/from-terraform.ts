import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { LiveGrant } from './live-holding.ts';
import type { Notes } from './note.ts';
import type { TerraformState } from './terraform/parse-state.ts';

/** The part of an organization that Terraform manages, and so the part to import. */
export interface ManagedByTerraform {
  readonly state: TerraformState;
  readonly takesSet: (arn: string) => boolean;
  readonly takesApplication: (arn: string) => boolean;
  readonly takesAttributes: boolean;
  /** True where the state has the assignment too. */
  readonly knows: (grant: LiveGrant) => boolean;
}

/** A state of the same instance, against what is live of it. */
export function managedByTerraform(state: TerraformState, snapshot: Snapshot): ManagedByTerraform {
  const sets = new Set(state.permissionSets.map(({ arn }) => arn));
  const applications = new Set(
    state.applicationAssignments.map(({ applicationArn }) => applicationArn),
  );
  const arns = new Map<string, string>(snapshot.permissionSets.map(({ name, arn }) => [name, arn]));
  const known = new Set(
    state.assignments.map(({ permissionSetArn, accountId, principalType, principalId }) =>
      keyOf(permissionSetArn, accountId, { type: principalType, id: principalId }),
    ),
  );
  return {
    state,
    takesSet: (arn) => sets.has(arn),
    takesApplication: (arn) => applications.has(arn),
    takesAttributes: state.managed.some(({ resource }) =>
      /(?:^|\.)aws_ssoadmin_instance_access_control_attributes\.[^.]+$/.test(resource),
    ),
    knows: ({ permissionSet, account, principal }) =>
      known.has(keyOf(arns.get(permissionSet) ?? '', account.id, principal)),
  };
}

/** What the state has and AWS has not: Terraform would make it again. */
export function noteGone({ state }: ManagedByTerraform, snapshot: Snapshot, notes: Notes): void {
  const live = new Set<string>(snapshot.permissionSets.map(({ arn }) => arn));
  for (const { arn, name } of state.permissionSets) {
    if (!live.has(arn)) notes.add('gone-set', name ?? arn, 0, arn);
  }
  const held = new Set(
    snapshot.assignments.map(({ permissionSetArn, accountId, principalType, principalId }) =>
      keyOf(permissionSetArn, accountId, { type: principalType, id: principalId }),
    ),
  );
  for (const {
    permissionSetArn,
    accountId,
    principalType,
    principalId,
    address,
  } of state.assignments) {
    const key = keyOf(permissionSetArn, accountId, { type: principalType, id: principalId });
    if (live.has(permissionSetArn) && !held.has(key)) notes.add('gone-assignment', address, 1);
  }
}

function keyOf(
  arn: string,
  accountId: string,
  { type, id }: Pick<Principal, 'type' | 'id'>,
): string {
  return `${arn} ${accountId} ${type} ${id}`;
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
