import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { compareText, sortedBy, sortedUnique } from '../../model/order.ts';
import { addressOf, type ResourceAddress } from './address.ts';
import { readResource, type ResourceFacts } from './read-resource.ts';
import { referencesIn } from './references.ts';
import { notUnderstood, severalInstances, unreadableState } from './state-problems.ts';
import type {
  TerraformApplicationAssignment,
  TerraformAssignment,
  TerraformPermissionSet,
  TerraformState,
} from './terraform-state.ts';
import { anyState, stateFile, type StateResource, stateResource } from './state-schema.ts';

export type { TerraformState } from './terraform-state.ts';

/** `terraform state pull`, or a `terraform.tfstate`, as data; null where it is none, or of another version. */
export function parseTerraformState(text: string): Checked<TerraformState> {
  const json = jsonOf(text);
  const said = anyState.safeParse(json);
  const parsed = stateFile.safeParse(json);
  const isEncrypted = said.data?.encrypted_data !== undefined;
  if (!parsed.success || isEncrypted) {
    return { value: null, diagnostics: [unreadableState(said.data ?? null)] };
  }
  const diagnostics: Diagnostic[] = [];
  const resources = parsed.data.resources.flatMap((entry): readonly StateResource[] => {
    const found = stateResource.safeParse(entry);
    if (found.success) return [found.data];
    diagnostics.push(notUnderstood('a resource', 'it is not what the format says'));
    return [];
  });
  const facts = resources.flatMap((resource) => factsOf(resource, diagnostics));
  const state = stateOf(facts);
  const references = referencesIn(resources, parsed.data.outputs ?? {}, state.permissionSets);
  if (state.instances.length > 1) diagnostics.push(severalInstances(state.instances));
  return { value: { ...state, references }, diagnostics };
}

/** The part of a state that belongs to one instance of Identity Center. */
export function ofInstance(state: TerraformState, instanceArn: string): TerraformState {
  const permissionSets = state.permissionSets.filter((set) => set.instanceArn === instanceArn);
  const arns = new Set(permissionSets.map(({ arn }) => arn));
  const managed = state.managed.filter((one) => one.instanceArn === instanceArn);
  const addresses = new Set(managed.map(({ instance }) => instance));
  return {
    instances: state.instances.filter((arn) => arn === instanceArn),
    permissionSets,
    managed,
    assignments: state.assignments.filter((one) => arns.has(one.permissionSetArn)),
    applicationAssignments: state.applicationAssignments.filter(({ address }) =>
      addresses.has(address),
    ),
    references: state.references.filter(({ permissionSetArn }) => arns.has(permissionSetArn)),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

type Found = ResourceFacts & { readonly address: ResourceAddress };

function factsOf(resource: StateResource, diagnostics: Diagnostic[]): readonly Found[] {
  if (resource.mode !== 'managed' || !resource.type.startsWith('aws_ssoadmin_')) return [];
  return resource.instances.flatMap(({ index_key: index, attributes }): readonly Found[] => {
    const address = addressOf(resource, index);
    if (address === null) {
      diagnostics.push(notUnderstood(`a ${resource.type.slice(0, 60)}`, 'it has no address'));
      return [];
    }
    const facts = readResource(resource.type, attributes ?? {});
    if ('why' in facts) {
      diagnostics.push(notUnderstood(address.instance, facts.why));
      return [];
    }
    return [{ ...facts, address }];
  });
}

function stateOf(found: readonly Found[]): Omit<TerraformState, 'references'> {
  const ofSets = found.flatMap((one) => (one.kind === 'set' || one.kind === 'part' ? [one] : []));
  const bySet = Map.groupBy(ofSets, ({ permissionSetArn }) => permissionSetArn);
  const permissionSets = Array.from(bySet, ([arn, members]): TerraformPermissionSet => {
    const own = members.find((one) => one.kind === 'set');
    return {
      arn,
      name: own?.name ?? null,
      instanceArn: own?.instanceArn ?? members[0]?.instanceArn ?? '',
      addresses: sortedUnique(members.map(({ address }) => address.instance)),
    };
  });
  return {
    instances: sortedUnique(found.flatMap(({ instanceArn }) => instanceArn ?? [])),
    permissionSets: sortedBy(permissionSets, ({ arn }) => arn),
    assignments: found
      .flatMap((one): readonly TerraformAssignment[] =>
        one.kind === 'part' && one.assignment !== null
          ? [
              {
                permissionSetArn: one.permissionSetArn,
                ...one.assignment,
                address: one.address.instance,
              },
            ]
          : [],
      )
      .toSorted((a, b) => compareText(a.address, b.address)),
    applicationAssignments: found
      .flatMap((one): readonly TerraformApplicationAssignment[] =>
        one.kind === 'application' ? [{ ...one.assignment, address: one.address.instance }] : [],
      )
      .toSorted((a, b) => compareText(a.address, b.address)),
    managed: sortedBy(
      new Map(
        found.map(({ address, instanceArn }) => [address.instance, { ...address, instanceArn }]),
      ).values(),
      ({ instance }) => instance,
    ),
  };
}
