import type { YAMLMap } from 'yaml';
import type { Word } from './word.ts';
import { mapNode, wordsNode } from './yaml-nodes.ts';

/** One entry under `applications`, in words. */
export interface WrittenApplicationRule {
  readonly groups: readonly Word[];
  readonly users: readonly Word[];
  readonly applications: readonly Word[];
}

/** Where the values of a rule's keys begin, at most. */
const INDENT = 20;

/** An item under a top-level `applications:`. */
export function applicationRuleNode({
  groups,
  users,
  applications,
}: WrittenApplicationRule): YAMLMap {
  const some = (words: readonly Word[]) => (words.length === 0 ? null : wordsNode(words, INDENT));
  return mapNode([
    ['groups', some(groups)],
    ['users', some(users)],
    ['applications', wordsNode(applications, INDENT)],
  ]);
}
