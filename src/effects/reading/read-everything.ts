import type { PermissionSetArn } from '../../core/model/ids.ts';
import type { Reading } from '../../core/model/reading.ts';
import {
  chooseForEverything,
  declaredPairs,
  estimateComplete,
  estimateEveryPair,
  estimateOf,
  type Known,
} from '../../core/reading/choose-reading.ts';
import { groupQuestion } from '../../core/reading/group-question.ts';
import { whyHoldingsCount } from '../../core/reading/why-everything.ts';
import { announce } from './announce.ts';
import { whyNotByHolder } from './holdings.ts';
import { readByGroup } from './read-by-group.ts';
import { type EverySet, readEveryPair, readEverySet } from './read-complete.ts';
import type { Ground } from './ground.ts';
import type { Read, ReadTools, Resolve, SnapshotQuestion } from './snapshot-question.ts';

/** So many times what was said at first is worth saying again. */
const MUCH_MORE = 1.5;

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
  const known: Known = { permissionSets: arns.length, named: 0, requestsPerSecond };
  const resolving = grounding.then(async (ground) => ({ ground, ...(await resolve(ground)) }));
  if (whyComplete !== null) {
    const announcing = resolving.then(({ versions }): Reading => {
      const estimate = estimateOf(estimateComplete(versions, known), known);
      const reading: Reading = { strategy: 'complete', why: whyComplete, estimate };
      announce(reading, tools);
      return reading;
    });
    const [guess, sets] = await Promise.all([announcing, readEverySet(tools, arns)]);
    const reading = { ...guess, estimate: estimateEveryPair(sets.pairs.length, known) };
    // Files know nothing of who has sets that nobody declares.
    if (reading.estimate.requests > MUCH_MORE * guess.estimate.requests) announce(reading, tools);
    return { live: await readEveryPair(tools, sets), reading };
  }
  // Sets and their accounts take a minute of a large organization, so what the files tell is said before.
  const guessing = resolving.then((resolved): Reading['strategy'] => {
    const { versions, ground } = resolved;
    const pairs = declaredPairs(versions);
    const guess = chooseForEverything(pairs, groupQuestion(versions, ground, [], []), known);
    announce({ ...guess, why: null }, tools);
    return guess.strategy;
  });
  const [sets, { ground, versions, directory }, guessed] = await Promise.all([
    readEverySet(tools, arns),
    resolving,
    guessing,
  ]);
  const complete = async (why: string | null): Promise<Read> => {
    const estimate = estimateEveryPair(sets.pairs.length, known);
    const reading: Reading = { strategy: 'complete', why, estimate };
    if (guessed !== 'complete') announce(reading, tools);
    return { live: await readEveryPair(tools, sets), reading };
  };
  const why = whyHoldingsCount(versions, { directory, groups: ground.groups });
  if (why !== null) return complete(why);
  const groups = groupQuestion(versions, ground, namedPairs(sets), sets.permissionSets);
  const choice = chooseForEverything(sets.pairs.length, groups, known);
  if (choice.strategy === 'complete') return complete(null);
  const reading: Reading = { ...choice, why: null };
  if (guessed !== 'by-group') announce(reading, tools);
  const live = await readByGroup(tools, sets, { instance, ...groups });
  if (!('refused' in live)) return { live, reading };
  return complete(whyNotByHolder(live.refused));
}

function namedPairs({ permissionSets, pairs }: EverySet) {
  const names = new Map(permissionSets.map(({ arn, name }) => [arn, name]));
  return pairs.flatMap(({ arn, accountId }) => {
    const permissionSet = names.get(arn);
    return permissionSet === undefined ? [] : [{ accountId, permissionSet }];
  });
}
