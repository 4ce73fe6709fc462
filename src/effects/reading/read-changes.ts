import { type PermissionSetArn, permissionSetId } from '../../core/model/ids.ts';
import type { Reading } from '../../core/model/reading.ts';
import {
  chooseForChanges,
  estimateComplete,
  estimateOf,
  type Known,
} from '../../core/reading/choose-reading.ts';
import { touchedBy } from '../../core/reading/touched.ts';
import { whyHoldingsCount } from '../../core/reading/why-everything.ts';
import { announce } from './announce.ts';
import { whyNotByHolder } from './holdings.ts';
import type { KnownNames } from './find-sets.ts';
import { readEveryPair, readEverySet } from './read-complete.ts';
import type { Ground } from './read-ground.ts';
import { readTouched } from './read-touched.ts';
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
  const unnamed = arns.filter((arn) => !known.has(permissionSetId(arn)));
  const [ground] = await Promise.all([
    grounding,
    ...unnamed.map((arn) => tools.reader.header(arn)),
  ]);
  const { versions, directory } = await resolve(ground);
  const { requestsPerSecond } = question;
  const size: Known = { permissionSets: arns.length, named: known.size, requestsPerSecond };
  const why = whyHoldingsCount(versions, { directory, groups: ground.groups });
  const touched = touchedBy(versions);
  const choice =
    why === null
      ? chooseForChanges(versions, touched, size)
      : {
          strategy: 'complete' as const,
          estimate: estimateOf(estimateComplete(versions, size), size),
        };
  const reading: Reading = { ...choice, why };
  announce(reading, tools);
  if (choice.strategy === 'complete') {
    const sets = await readEverySet(tools, arns);
    return { live: await readEveryPair(tools, sets), reading };
  }
  const { refused, ...live } = await readTouched(tools, { ground, versions, touched, known });
  return { live, reading: { ...reading, why: refused === null ? why : whyNotByHolder(refused) } };
}

/** A hint for a set that is gone says nothing. */
function liveOnes(hints: KnownNames, arns: readonly PermissionSetArn[]): KnownNames {
  const live = new Set(arns.map(permissionSetId));
  return new Map([...hints].filter(([id]) => live.has(id)));
}
