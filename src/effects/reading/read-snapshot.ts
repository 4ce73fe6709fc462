import type { LiveAssignment } from '../../core/model/assignment.ts';
import { type PermissionSetArn, permissionSetId } from '../../core/model/ids.ts';
import { sortedBy, sortedUnique } from '../../core/model/order.ts';
import type { Reading } from '../../core/model/reading.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import {
  chooseForChanges,
  estimateComplete,
  estimateOf,
  type Known,
} from '../../core/reading/choose-reading.ts';
import { touchedBy } from '../../core/reading/touched.ts';
import { whyEverything } from '../../core/reading/why-everything.ts';
import type { Journal } from '../../ports/journal.ts';
import type { AwsReadPorts } from '../../ports/readers.ts';
import type { KnownNames } from './find-sets.ts';
import { readEverything } from './read-everything.ts';
import { readEveryPair, readEverySet } from './read-complete.ts';
import { type Ground, readGround } from './read-ground.ts';
import type { Read, Resolve, SnapshotQuestion } from './snapshot-question.ts';
import { readHolders } from './read-holders.ts';
import { readTouched } from './read-touched.ts';
import { announce } from './announce.ts';

/**
 * Reads what the question needs, in the way that takes the fewest requests. A part that cannot be read is
 * noted in `unread`; lists that everything hangs on reject.
 */
export async function readSnapshot(
  ports: AwsReadPorts,
  question: SnapshotQuestion,
  resolve: Resolve,
  journal: Journal,
): Promise<Omit<Snapshot, 'directory'>> {
  const { identityCenter } = ports;
  const { instance } = question;
  const listing = identityCenter.listPermissionSets(instance.arn).then(sortedUnique);
  const grounding = readGround(ports, question, listing, journal);
  const [ground, { live, reading }] = await Promise.all([
    grounding,
    question.about === 'everything' || question.read === 'complete'
      ? listing.then((arns) => readEverything(ports, question, arns, grounding, resolve, journal))
      : grounding.then((found) => readChanges(ports, question, found, resolve, journal)),
  ]);
  const holders = await readHolders(
    ports.identityStore,
    instance,
    live.assignments,
    ground.groups,
    ground.users,
  );
  const { arns: _, ...rest } = ground;
  const unread = [...ground.unread, ...live.unread, ...holders.unread];
  return {
    ...rest,
    groups: sortedBy(holders.groups, ({ id }) => id),
    users: sortedBy(holders.users, ({ id }) => id),
    permissionSets: sortedBy(live.permissionSets, ({ arn }) => arn),
    provisioned: sortedBy(live.provisioned, (pair) => `${pair.permissionSetArn} ${pair.accountId}`),
    assignments: sortedBy(live.assignments, assignmentKey),
    gonePrincipalIds: sortedUnique(holders.gone),
    permissionSetNames: live.names,
    reading,
    coverage: live.coverage,
    exhaustive: reading.strategy === 'complete' && unread.length === 0,
    unread: sortedBy(unread, (part) => JSON.stringify(part)),
  };
}

async function readChanges(
  { identityCenter }: AwsReadPorts,
  question: SnapshotQuestion,
  ground: Ground,
  resolve: Resolve,
  journal: Journal,
): Promise<Read> {
  const { versions, directory } = await resolve(ground);
  const { arns } = ground;
  const { requestsPerSecond } = question;
  const why = whyEverything(versions, { directory, groups: ground.groups });
  const touched = touchedBy(versions);
  const known = await namesFor(question, touched.permissionSets, arns);
  const size: Known = {
    permissionSets: arns.length,
    named: known.size,
    requestsPerSecond,
  };
  const choice =
    why === null
      ? chooseForChanges(versions, touched, size)
      : {
          strategy: 'complete' as const,
          estimate: estimateOf(estimateComplete(versions, size), size),
        };
  const reading: Reading = { ...choice, why };
  announce(reading, journal);
  if (choice.strategy === 'complete') {
    const sets = await readEverySet(identityCenter, question.instance, arns, journal);
    return { live: await readEveryPair(sets, journal), reading };
  }
  const task = { ground, versions, touched, known };
  const { refused, ...live } = await readTouched(identityCenter, task, journal);
  return { live, reading: { ...reading, why: refused === null ? why : whyPairs(refused) } };
}

function whyPairs(refused: string): string {
  return `what a group holds could not be listed, pairs were asked instead: ${refused}`;
}

/** Without a set to look for nobody needs names, and a hint for one that is gone says nothing. */
async function namesFor(
  { knownNames }: SnapshotQuestion,
  wanted: ReadonlySet<string>,
  arns: readonly PermissionSetArn[],
): Promise<KnownNames> {
  if (wanted.size === 0) return new Map();
  const live = new Set(arns.map(permissionSetId));
  return new Map([...(await knownNames())].filter(([id]) => live.has(id)));
}

function assignmentKey(assignment: LiveAssignment): string {
  const { permissionSetArn, accountId, principalType, principalId } = assignment;
  return [permissionSetArn, accountId, principalType, principalId].join(' ');
}
