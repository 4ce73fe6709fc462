import { joinGroups } from '../../core/select/join-groups.ts';
import { isUnsynced, type Principal } from '../../core/model/principal.ts';
import type { ProvisionAnswer, WhyNot } from '../../ports/directory-write.ts';
import { PortError } from '../../ports/port-error.ts';
import { type InAws, longestProvisioning } from './arrivals.ts';
import { eventually } from './eventually.ts';
import type { EntraExecution, Execution, StepEnd } from './execution.ts';

const MOST_TRIES = 3;
/** Entra counts a fresh assignment only after a while; about two minutes in all. */
const ASKING = [5000, 10_000, 15_000, 30_000, 60_000];
/** From Entra's answer to the identity store's list. */
const APPEARING = 60_000;

/** Has a group provisioned on demand, and waits within a bound until AWS shows it. */
export async function provisionGroup(
  execution: Execution,
  entra: EntraExecution,
  principal: Principal,
  objectId: string,
): Promise<StepEnd> {
  const before = await inAws(entra, principal, objectId);
  if (before.carriers.length > 0) {
    return arrived(entra, objectId, before.carriers, { result: 'already-so' });
  }
  const taken = whyNotNow(before);
  if (taken !== null) return taken;
  const { arrivals } = entra;
  const until = arrivals.until();
  const answer = await arrivals.asking(() => askAgain(execution, entra, principal, objectId));
  if (answer.status === 'failed') {
    return { result: 'failed', ...told(answer, execution) };
  }
  // Entra's own cycle may have brought it while it would not be hurried.
  const patience =
    answer.status === 'done' ? Math.min(APPEARING, until - execution.clock.now()) : 0;
  const { carriers } = await inAws(entra, principal, objectId, patience);
  if (carriers.length > 0) return arrived(entra, objectId, carriers, applied(answer));
  return { result: 'waiting', reason: whyNotHere(answer, execution) };
}

/** Left out here, Entra's words about people reach no comment, log or plan file of a public repository. */
function told(
  { reason, message }: WhyNot,
  { isPublicRepository }: Execution,
): { readonly reason: string; readonly help: string } {
  const then = 'or wait for its next cycle; then run it again';
  if (message === null || !isPublicRepository) {
    const words = message === null ? reason : `${reason}: ${message}`;
    return { reason: words, help: `mend what Entra says, ${then}` };
  }
  const help = `Entra's own words may name people, so they stand in the application's provisioning log alone: mend what they say, ${then}`;
  return { reason, help };
}

function whyNotHere(
  answer: Exclude<ProvisionAnswer, { status: 'failed' }>,
  execution: Execution,
): string {
  switch (answer.status) {
    case 'done':
      return 'Entra has provisioned it, and AWS does not show it yet';
    case 'not-yet':
      return told(answer, execution).reason;
    case 'too-late':
      return `Entra had not provisioned it when the ${longestProvisioning / 60_000} minutes were over that a run takes for all groups together`;
  }
}

/** Asks until Entra takes it, within the run's time; the last that Entra said of it. */
async function askAgain(
  execution: Execution,
  entra: EntraExecution,
  principal: Principal,
  objectId: string,
): Promise<ProvisionAnswer> {
  let said: ProvisionAnswer | null = null;
  const until = entra.arrivals.until();
  return eventually(
    execution,
    async () => {
      const answer = await ask(entra, principal, objectId);
      if (answer.status === 'too-late') return said ?? answer;
      said = answer;
      return answer;
    },
    ({ status }) => status !== 'not-yet',
    ASKING,
    until,
  );
}

/** Asking twice does no harm, so what is not there after a lost answer is asked for again. */
async function ask(
  entra: EntraExecution,
  principal: Principal,
  objectId: string,
): Promise<ProvisionAnswer> {
  const { writer, directory, arrivals } = entra;
  try {
    return await writer.provisionGroup(directory.application.id, objectId, arrivals.until());
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'answer-lost') throw error;
    const { carriers } = await inAws(entra, principal, objectId);
    return carriers.length > 0
      ? { status: 'done', left: 0 }
      : { status: 'not-yet', reason: error.message, message: null };
  }
}

function applied(answer: ProvisionAnswer): StepEnd {
  if (answer.status !== 'done' || answer.left === 0) return { result: 'applied' };
  const people = answer.left === 1 ? '1 member follows' : `${answer.left} members follow`;
  return { result: 'applied', note: `${people} in Entra's next cycle` };
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

/** Entra matches by name too: brought now, it could get all that the other one holds. */
function whyNotNow({ carriers, namesakes }: InAws): StepEnd | null {
  const [other] = namesakes;
  return carriers.length > 0 || other === undefined
    ? null
    : { result: 'waiting', reason: `AWS has another group of that name (${other})` };
}

async function inAws(
  { arrivals }: EntraExecution,
  { name: displayName }: Principal,
  id: string,
  patience = 0,
): Promise<InAws> {
  return arrivals.look({ id, displayName, securityEnabled: true }, patience);
}

/** The identity store's id of a group that came during this apply; null where there is none, or it is another's now. */
export async function syncedId(
  { identityStore, identityStoreId }: Execution,
  { directory, syncedIds }: EntraExecution,
  { name: displayName, entraObjectId }: Principal,
): Promise<string | null> {
  const id = syncedIds.get(entraObjectId ?? '');
  if (entraObjectId === null || id === undefined) return null;
  const live = await identityStore.describeGroup(identityStoreId, id);
  if (live === null) return null;
  const { carriersOf } = joinGroups([live], directory);
  const group = { id: entraObjectId, displayName, securityEnabled: true };
  return carriersOf(group).length > 0 ? id : null;
}

/** Assigns a group to the enterprise application. Entra's list may trail its answer. */
export async function assignGroup(
  execution: Execution,
  entra: EntraExecution,
  principal: Principal,
  objectId: string,
): Promise<StepEnd> {
  const { writer, directory } = entra;
  if (isUnsynced(principal)) {
    const taken = whyNotNow(await inAws(entra, principal, objectId));
    if (taken !== null) return taken;
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writer.assignGroup(directory.application.id, objectId);
      return { result: 'applied' };
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (error.kind === 'conflict') return { result: attempt === 1 ? 'already-so' : 'applied' };
      if (error.kind !== 'answer-lost') throw error;
      if (await becomes(execution, entra, objectId, true)) return { result: 'applied' };
      if (attempt === MOST_TRIES) return lost(error);
    }
  }
}

/** Takes a group out of the application: AWS deletes its group at Entra's next cycle. */
export async function unassignGroup(
  execution: Execution,
  entra: EntraExecution,
  objectId: string,
): Promise<StepEnd> {
  const { writer, directory } = entra;
  const done: StepEnd = {
    result: 'applied',
    note: "AWS deletes the group at Entra's next cycle",
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writer.unassignGroup(directory.application.id, objectId);
      return done;
    } catch (error) {
      if (!(error instanceof PortError) || error.kind !== 'answer-lost') throw error;
      if (await becomes(execution, entra, objectId, false)) return done;
      if (attempt === MOST_TRIES) return lost(error);
    }
  }
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
    isOpen: true,
  };
}
