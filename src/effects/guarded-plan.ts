import { contentKinds } from '../core/guardrails/arrange-plan.ts';
import { needsMembers } from '../core/guardrails/needs-members.ts';
import { givingKinds } from '../core/model/access-kinds.ts';
import { sortedUnique } from '../core/model/order.ts';
import { type BuiltPlan, buildPlan, type PlanInputs } from '../core/plan/build-plan.ts';
import { type PeoplePorts, readMemberCounts } from './read-people.ts';

/** The plan, judged; members of groups are counted only where a guardrail of base or head asks how many there are. */
export async function guardedPlan(ports: PeoplePorts, inputs: PlanInputs): Promise<BuiltPlan> {
  const built = buildPlan(inputs);
  const { versions, baseMapping, snapshot } = inputs;
  const judges = [versions.head.mapping, baseMapping, versions.base?.mapping ?? null];
  if (!judges.some((mapping) => mapping !== null && needsMembers(mapping))) return built;
  const { counts } = await readMemberCounts(ports, snapshot, judgedGroups(built, inputs));
  return buildPlan({ ...inputs, memberCounts: counts });
}

/** Those that are granted something, and those that hold a set that is made, edited or provisioned. */
function judgedGroups({ plan }: BuiltPlan, { versions }: PlanInputs): readonly string[] {
  const granted = plan.operations.flatMap(({ kind, principal }) =>
    principal !== null && givingKinds.has(kind) ? [principal] : [],
  );
  const edited = new Set(
    plan.operations.filter(({ kind }) => contentKinds.has(kind)).map((one) => one.permissionSet),
  );
  const holders = [...versions.head.desired.grants.values()]
    .filter(({ permissionSet }) => edited.has(permissionSet))
    .map(({ principal }) => principal);
  const groups = [...granted, ...holders].filter(({ type }) => type === 'GROUP');
  return sortedUnique(groups.map(({ id }) => id));
}
