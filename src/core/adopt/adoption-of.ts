import type { MappingSource } from '../mapping/mapping-source.ts';
import { compareText } from '../model/order.ts';
import { buildPlan, type PlanInputs } from '../plan/build-plan.ts';
import type {
  ApplicationOperation,
  AssignmentOperation,
  PermissionSetOperation,
} from '../plan/operation.ts';
import type { Adoption, AdoptionStep } from './adoption.ts';
import { exceptApplications } from './except-applications.ts';
import { keepApplications } from './keep-applications.ts';
import { type AdoptionContext, adoptionContext, textOf } from './context.ts';
import { keepAttributes } from './keep-attributes.ts';
import { keepFields } from './keep-fields.ts';
import { keepGrants } from './keep-grants.ts';
import { keepSet } from './keep-set.ts';
import { giveUpSets } from './give-up-sets.ts';
import { exceptGrants } from './except-grants.ts';
import { type Attempt, cannot, type Cannot, type Proposal, revertInstead } from './proposal.ts';
import { type Proof, prove } from './proof.ts';
import { whyNot } from './why-not.ts';

export interface AdoptionQuestion {
  /** What the drift run planned from. */
  readonly inputs: PlanInputs;
  /** Head's files. */
  readonly source: MappingSource;
  /** The instant that desired was built for; ISO 8601 in UTC. */
  readonly now: string;
  /** False where no rule may be written that names a user. */
  readonly namesPeople?: boolean;
}

/**
 * How each drifted operation could be kept instead of undone. What is proposed is proven: the changed
 * files load, those operations are gone, and nothing else that the files ask for is another.
 */
export function adoptionOf({
  inputs,
  source,
  now,
  namesPeople = true,
}: AdoptionQuestion): Adoption {
  const context = adoptionContext(inputs, buildPlan(inputs), source, now);
  const attempts = attemptsOf(context, namesPeople);
  const proposals = attempts.flatMap((one) => (one.kind === 'proposal' ? [one] : []));
  const { accepted, refused, proof } = accept(proposals, context);
  const steps: readonly AdoptionStep[] = [
    ...accepted.flatMap((one) => one.steps),
    ...refused,
    ...attempts.flatMap((one) => (one.kind === 'cannot' ? [one] : [])),
  ];
  const files: ReadonlyMap<string, string> = proof?.files ?? new Map();
  return {
    steps: inOrder(proof === null ? steps : withRoles(steps, accepted, proof, context)),
    files,
    before: new Map(
      [...files.keys()].flatMap((path) => {
        const text = textOf(source, path);
        return text === null ? [] : [[path, text] as const];
      }),
    ),
  };
}

function attemptsOf(context: AdoptionContext, namesPeople: boolean): readonly Attempt[] {
  const { drift, before } = context;
  const refusals = new Map(
    drift.flatMap((one) => {
      const why = whyNot(one, before.doubts, namesPeople);
      return why === null ? [] : [[one.id, why] as const];
    }),
  );
  const open = drift.filter(({ id }) => !refusals.has(id));
  const sets = (kind: PermissionSetOperation['kind']) =>
    open.filter((one): one is PermissionSetOperation => one.kind === kind);
  const assignments = (kind: AssignmentOperation['kind']) =>
    open.filter((one): one is AssignmentOperation => one.kind === kind);
  const applications = (kind: ApplicationOperation['kind']) =>
    open.filter((one): one is ApplicationOperation => one.kind === kind);
  const created = sets('create-permission-set');
  const deleted = new Set(sets('delete-permission-set').map(({ permissionSet }) => permissionSet));
  const [revokes, grants] = [assignments('revoke'), assignments('grant')];
  return [
    ...refusals.values(),
    ...keepGrants(
      revokes.filter(({ permissionSet }) => !deleted.has(permissionSet)),
      context,
    ),
    ...giveUpSets(created, grants, exceptGrants(grants, context), context),
    ...keepApplications(applications('unassign-application'), context),
    ...exceptApplications(applications('assign-application'), context),
    ...open.flatMap((one): readonly Attempt[] => {
      switch (one.kind) {
        case 'update-permission-set':
          return [keepFields(one, context)];
        case 'delete-permission-set':
          return [keepSet(one, revokes.filter(isOn(one.permissionSet)), context)];
        case 'update-access-control-attributes':
          return [keepAttributes(one, context)];
        default:
          return [];
      }
    }),
  ];
}

function isOn(name: string): (operation: AssignmentOperation) => boolean {
  return ({ permissionSet }) => permissionSet === name;
}

interface Accepted {
  readonly accepted: readonly Proposal[];
  readonly refused: readonly Cannot[];
  /** Of all that is accepted; null where nothing is. */
  readonly proof: Proven | null;
}

type Proven = Extract<Proof, { readonly kind: 'proven' }>;

const nothing: Accepted = { accepted: [], refused: [], proof: null };

/** All that can be proven together. Where they cannot, halves are tried, so that one bad one costs few proofs. */
function accept(
  proposals: readonly Proposal[],
  context: AdoptionContext,
  before: Accepted = nothing,
): Accepted {
  if (proposals.length === 0) return before;
  const all = [...before.accepted, ...proposals];
  const proof = prove(all, context);
  if (proof.kind === 'proven') return { ...before, accepted: all, proof };
  const [only, ...others] = proposals;
  if (only !== undefined && others.length === 0) {
    const refusal = cannot(only.operations, proof.why, revertInstead);
    return { ...before, refused: [...before.refused, refusal] };
  }
  const middle = Math.ceil(proposals.length / 2);
  const first = accept(proposals.slice(0, middle), context, before);
  return accept(proposals.slice(middle), context, first);
}

/**
 * Roles that were only behind what the files asked for need no step of their own once the files ask for
 * what lives. Others are behind even that, and are brought up to it with the change of the files.
 */
function withRoles(
  steps: readonly AdoptionStep[],
  proposals: readonly Proposal[],
  proof: Proven,
  { drift }: AdoptionContext,
): readonly AdoptionStep[] {
  const kept = new Set(proposals.flatMap(({ permissionSets }) => permissionSets));
  const left = new Set(proof.after.plan.operations.map(({ id }) => id));
  const roles = drift.filter(
    ({ kind, permissionSet }) => kind === 'provision-permission-set' && kept.has(permissionSet),
  );
  const settled = new Map(
    roles.filter(({ id }) => !left.has(id)).map(({ id, permissionSet }) => [permissionSet, id]),
  );
  const behind = new Set(roles.filter(({ id }) => left.has(id)).map(({ id }) => id));
  const settledIds = new Set(settled.values());
  const nameOf = new Map(drift.map(({ id, permissionSet }) => [id, permissionSet]));
  return steps.flatMap((step): readonly AdoptionStep[] => {
    const [first = ''] = step.operations;
    if (step.kind === 'cannot') {
      if (settledIds.has(first)) return [];
      return behind.has(first) ? [{ ...step, ...broughtUp }] : [step];
    }
    const role = settled.get(nameOf.get(first) ?? null);
    return [role === undefined ? step : { ...step, operations: [...step.operations, role] }];
  });
}

const broughtUp = {
  why: 'accounts have an older version of the permission set than AWS itself',
  instead: 'merging the files that keep the permission set brings those accounts up to it',
};

function inOrder(steps: readonly AdoptionStep[]): readonly AdoptionStep[] {
  return steps
    .map((step) => ({ ...step, operations: step.operations.toSorted(compareText) }))
    .toSorted((a, b) => compareText(a.operations[0] ?? '', b.operations[0] ?? ''));
}
