import type { PermissionSetArn } from '../../core/model/ids.ts';
import type { Reading } from '../../core/model/reading.ts';
import {
  chooseForEverything,
  estimateEveryPair,
  type Known,
} from '../../core/reading/choose-reading.ts';
import { groupQuestion } from '../../core/reading/group-question.ts';
import { announce } from './announce.ts';
import { readByGroup } from './read-by-group.ts';
import { type EverySet, readEveryPair, readEverySet } from './read-complete.ts';
import type { Ground } from './read-ground.ts';
import type { Read, ReadTools, Resolve, SnapshotQuestion } from './snapshot-question.ts';

/**
 * Every permission set, and its assignments by group or by pair. The sets are needed either way, so they
 * are read while the organization still is.
 */
export async function readEverything(
  tools: ReadTools,
  question: SnapshotQuestion,
  listing: Promise<readonly PermissionSetArn[]>,
  grounding: Promise<Ground>,
  resolve: Resolve,
): Promise<Read> {
  const { instance, requestsPerSecond, whyComplete } = question;
  const arns = await listing;
  const sets = await readEverySet(tools, arns);
  const known: Known = { permissionSets: arns.length, named: 0, requestsPerSecond };
  const complete = async (why: string | null): Promise<Read> => {
    const estimate = estimateEveryPair(sets.pairs.length, known);
    const reading: Reading = { strategy: 'complete', why, estimate };
    announce(reading, tools.journal);
    return { live: await readEveryPair(tools, sets), reading };
  };
  if (whyComplete !== null) return complete(whyComplete);
  const ground = await grounding;
  const { versions } = await resolve(ground);
  const groups = groupQuestion(versions, ground, namedPairs(sets), sets.permissionSets);
  const choice = chooseForEverything(sets.pairs.length, groups.requests, known);
  if (choice.strategy === 'complete') return complete(null);
  const reading: Reading = { ...choice, why: null };
  announce(reading, tools.journal);
  const live = await readByGroup(tools, sets, { instance, ...groups });
  if (!('refused' in live)) return { live, reading };
  return complete(`what a group holds could not be listed: ${live.refused}`);
}

function namedPairs({ permissionSets, pairs }: EverySet) {
  const names = new Map(permissionSets.map(({ arn, name }) => [arn, name]));
  return pairs.flatMap(({ arn, accountId }) => {
    const permissionSet = names.get(arn);
    return permissionSet === undefined ? [] : [{ accountId, permissionSet }];
  });
}
