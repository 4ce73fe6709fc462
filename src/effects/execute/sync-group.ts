import { joinGroups } from '../../core/select/join-groups.ts';
import type { Principal } from '../../core/model/principal.ts';
import { PortError } from '../../ports/port-error.ts';
import { eventually } from './eventually.ts';
import type { EntraExecution, Execution, StepEnd } from './execution.ts';

/** Entra counts a fresh assignment only after a while; about two minutes in all. */
const ASKING = [5000, 10_000, 15_000, 30_000, 60_000];
/** From Entra's answer to the identity store's list; about a minute. */
const APPEARING = [1000, 2000, 4000, 8000, 15_000, 30_000];

/** Has a group provisioned on demand, and waits within a bound until AWS shows it. */
export async function provisionGroup(
  execution: Execution,
  entra: EntraExecution,
  principal: Principal,
  objectId: string,
): Promise<StepEnd> {
  const before = await carriersOf(execution, entra, principal, objectId);
  if (before.length > 0) return arrived(entra, objectId, before, { result: 'already-so' });

  const answer = await eventually(
    execution,
    () => entra.writer.provisionGroup(entra.directory.application.id, objectId),
    ({ status }) => status !== 'not-yet',
    ASKING,
  );
  if (answer.status === 'failed') {
    const help = 'mend what Entra says, or wait for its next cycle; then run it again';
    return { result: 'failed', reason: answer.reason, help };
  }
  if (answer.status === 'not-yet') return { result: 'waiting', reason: answer.reason };

  const carriers = await eventually(
    execution,
    () => carriersOf(execution, entra, principal, objectId),
    (found) => found.length > 0,
    APPEARING,
  );
  if (carriers.length === 0) {
    return { result: 'waiting', reason: 'Entra has provisioned it, and AWS does not show it yet' };
  }
  const people = answer.left === 1 ? '1 member follows' : `${answer.left} members follow`;
  return arrived(entra, objectId, carriers, {
    result: 'applied',
    ...(answer.left === 0 ? {} : { note: `${people} in Entra's next cycle` }),
  });
}

function arrived(
  { syncedIds }: EntraExecution,
  objectId: string,
  carriers: readonly string[],
  end: StepEnd,
): StepEnd {
  const [id, ...others] = carriers;
  if (id === undefined || others.length > 0) {
    return {
      result: 'failed',
      reason: `several groups of the identity store carry it: ${carriers.join(', ')}`,
      help: 'find out which one Entra means, and remove the other',
    };
  }
  syncedIds.set(objectId, id);
  return end;
}

/** Ids of the identity store's groups that carry it. */
async function carriersOf(
  { identityStore, identityStoreId }: Execution,
  { directory }: EntraExecution,
  { name: displayName }: Principal,
  id: string,
): Promise<readonly string[]> {
  const groups = await identityStore.listGroups(identityStoreId);
  const { carriersOf: find } = joinGroups(groups, directory);
  return find({ id, displayName, securityEnabled: true }).map((group) => group.id);
}

/** Assigns a group to the enterprise application. Entra's list may trail its answer. */
export async function assignGroup(
  execution: Execution,
  entra: EntraExecution,
  objectId: string,
): Promise<StepEnd> {
  const { writer, directory } = entra;
  try {
    await writer.assignGroup(directory.application.id, objectId);
    return { result: 'applied' };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.kind === 'conflict') return { result: 'already-so' };
    if (error.kind !== 'answer-lost') throw error;
    return (await becomes(execution, entra, objectId, true)) ? { result: 'applied' } : lost(error);
  }
}

/** Takes a group out of the application: AWS deletes its group at Entra's next cycle. */
export async function unassignGroup(
  execution: Execution,
  entra: EntraExecution,
  objectId: string,
): Promise<StepEnd> {
  const { writer, directory } = entra;
  try {
    await writer.unassignGroup(directory.application.id, objectId);
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'answer-lost') throw error;
    if (!(await becomes(execution, entra, objectId, false))) return lost(error);
  }
  return { result: 'applied', note: "AWS deletes the group at Entra's next cycle" };
}

async function becomes(
  execution: Execution,
  { reader, directory }: EntraExecution,
  objectId: string,
  assigned: boolean,
): Promise<boolean> {
  return eventually(
    execution,
    async () => {
      const ids = await reader.listAssignedGroups(directory.application.id);
      return ids.includes(objectId) === assigned;
    },
    Boolean,
  );
}

function lost({ message }: PortError): StepEnd {
  return {
    result: 'failed',
    reason: message,
    help: 'run it again: what happened is not done twice',
  };
}
