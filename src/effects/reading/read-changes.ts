import { type PermissionSetArn, permissionSetId } from '../../core/model/ids.ts';
import type { Reading } from '../../core/model/reading.ts';
import {
  costsOfChanges,
  estimateOf,
  isCompleteFine,
  type Known,
  requestsForEverySet,
} from '../../core/reading/choose-reading.ts';
import { touchedBy } from '../../core/reading/touched.ts';
import { whyHoldingsCount } from '../../core/reading/why-everything.ts';
import { announce } from './announce.ts';
import { whyNotByHolder } from './holdings.ts';
import type { KnownNames } from './find-sets.ts';
import { readEveryPair, readEverySet } from './read-complete.ts';
import type { Ground } from './ground.ts';
import { readTouched } from './read-touched.ts';
import { SetReader } from './set-reader.ts';
import type { Read, ReadTools, Resolve, SnapshotQuestion } from './snapshot-question.ts';

/** What the difference between the files touches, or everything where that is no dearer. */
export async function readChanges(
  tools: ReadTools,
  question: SnapshotQuestion,
  listing: Promise<readonly PermissionSetArn[]>,
  grounding: Promise<Ground>,
  resolve: Resolve,
): Promise<Read> {
  const [arns, hints] = await Promise.all([listing, question.knownNames()]);
  const known = liveOnes(hints, arns);
  // Whichever sets are touched, those without a hint must be asked for their names, and accounts take longer.
  const unnamed = question.filesDiffer
    ? arns.filter((arn) => !known.has(permissionSetId(arn)))
    : [];
  const [ground] = await Promise.all([
    grounding,
    ...unnamed.map((arn) => tools.reader.header(arn)),
  ]);
  const { versions, directory } = await resolve(ground);
  const { requestsPerSecond } = question;
  const size: Known = { permissionSets: arns.length, named: known.size, requestsPerSecond };
  const touched = touchedBy(versions);
  const costs = costsOfChanges(versions, touched, size);
  const why = whyHoldingsCount(versions, { directory, groups: ground.groups });
  let { reader } = tools;
  if (why !== null || isCompleteFine(costs, size)) {
    const reading = readingOf('complete', costs.complete, size, why);
    announce(reading, tools);
    const sets = await readEverySet(tools, arns);
    // Files say nothing of sets that nobody declares: who has roles of them shows only now.
    const found = {
      ...costs,
      complete: requestsForEverySet(sets.pairs.length, size) + sets.pairs.length,
    };
    if (why !== null || isCompleteFine(found, size)) {
      return { live: await readEveryPair(tools, sets), reading };
    }
    // What was read of sets that nobody touches would be half of what a plan must know of them.
    reader = new SetReader(tools.identityCenter, question.instance);
  }
  const reading = readingOf('touched', costs.touched, size, null);
  announce(reading, tools);
  const names = new Map([...known, ...tools.reader.names]);
  const task = { ground, versions, touched, known: names };
  const { refused, ...live } = await readTouched({ ...tools, reader }, task);
  return { live, reading: { ...reading, why: refused === null ? null : whyNotByHolder(refused) } };
}

function readingOf(
  strategy: Reading['strategy'],
  requests: number,
  size: Known,
  why: string | null,
): Reading {
  return { strategy, estimate: estimateOf(requests, size), why };
}

/** A hint for a set that is gone says nothing. */
function liveOnes(hints: KnownNames, arns: readonly PermissionSetArn[]): KnownNames {
  const live = new Set(arns.map(permissionSetId));
  return new Map([...hints].filter(([id]) => live.has(id)));
}
