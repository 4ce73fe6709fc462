import type { ProvisionAnswer } from '../../../ports/directory-write.ts';
import { PortError } from '../../../ports/port-error.ts';
import { objectIdOnly } from '../answers/directory-answers.ts';
import { provisionAnswer, schemaAnswer } from '../answers/synchronization-answers.ts';
import { groupMappingOf } from '../read/group-mapping.ts';
import { findProvisioningJob } from '../read/provisioning-job.ts';
import type { GraphCaller } from '../request/graph-caller.ts';
import { provisionVerdict, type Verdict } from './provision-verdict.ts';

/** Entra's own bound for one call. */
const membersPerCall = 5;
/** Ours for one group: five calls are what Entra allows in ten seconds. */
const mostMembers = 25;
/** Milliseconds: Entra asks AWS while we wait. */
const longestProvisioning = 100_000;

const route = 'POST /servicePrincipals/{id}/synchronization/jobs/{jobId}/provisionOnDemand';

export interface ProvisioningRule {
  readonly jobId: string;
  readonly ruleId: string;
}

/** What provisions groups; the reason where nothing does. */
export async function findProvisioningRule(
  graph: GraphCaller,
  applicationId: string,
): Promise<ProvisioningRule | string> {
  const job = await findProvisioningJob(graph, applicationId);
  if (job === null) return 'the enterprise application has no provisioning job';
  const schema = await graph.call({
    route: 'GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema',
    parameters: { id: applicationId, jobId: job.id },
    answer: schemaAnswer,
  });
  const ruleId = groupMappingOf(schema)?.ruleId;
  return ruleId === undefined
    ? 'the provisioning job does not map groups'
    : { jobId: job.id, ruleId };
}

export interface ProvisionOptions {
  /** Waits for its turn among all calls. */
  readonly turn: () => Promise<void>;
  /** Told after each call that the group is there, and how many members are not. */
  readonly partly: (left: number) => void;
}

/** Provisions a group with its first direct members, by id, so that a second time takes the same. */
export async function provisionGroup(
  graph: GraphCaller,
  at: ProvisioningRule & { readonly applicationId: string; readonly groupId: string },
  { turn, partly }: ProvisionOptions,
): Promise<ProvisionAnswer> {
  const members = await graph.list({
    route: 'GET /groups/{id}/members/microsoft.graph.user',
    parameters: { id: at.groupId },
    query: { select: ['id'], top: 999, advanced: true },
    item: objectIdOnly,
  });
  const ids = [...new Set(members.map(({ id }) => id))].toSorted();
  const taken = ids.slice(0, mostMembers);
  // A group without members is one all the same.
  const calls = Math.max(1, Math.ceil(taken.length / membersPerCall));
  for (let call = 0; call < calls; call += 1) {
    const some = taken.slice(call * membersPerCall, (call + 1) * membersPerCall);
    await turn();
    const verdict = await provisionSome(graph, at, some);
    if (verdict.status !== 'done') return verdict;
    partly(ids.length - Math.min(taken.length, (call + 1) * membersPerCall));
  }
  return { status: 'done', left: ids.length - taken.length };
}

async function provisionSome(
  graph: GraphCaller,
  { applicationId, jobId, ruleId, groupId }: Parameters<typeof provisionGroup>[1],
  memberIds: readonly string[],
): Promise<Verdict> {
  const members = memberIds.map((objectId) => ({ objectId, objectTypeName: 'User' }));
  const subject = {
    objectId: groupId,
    objectTypeName: 'Group',
    ...(members.length > 0 && { links: { members } }),
  };
  try {
    const answer = await graph.call({
      route,
      parameters: { id: applicationId, jobId },
      body: { parameters: [{ ruleId, subjects: [subject] }] },
      answer: provisionAnswer,
      timeLimit: longestProvisioning,
    });
    return (
      provisionVerdict(answer) ?? {
        status: 'failed',
        reason: 'Entra answered no result',
        message: null,
      }
    );
  } catch (error) {
    if (error instanceof PortError && error.kind === 'throttled') {
      const reason = 'Entra throttles provisioning on demand';
      return { status: 'not-yet', reason, message: null };
    }
    throw error;
  }
}
