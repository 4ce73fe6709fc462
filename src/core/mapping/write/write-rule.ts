import type { YAMLMap } from 'yaml';
import type { Word } from './word.ts';
import { plainWord } from './word.ts';
import { mapNode, textNode, withComment, wordsNode } from './yaml-nodes.ts';

/** One entry under `assignments`, in words. */
export interface WrittenRule {
  readonly groups: readonly Word[];
  readonly users: readonly Word[];
  readonly permissionSets: readonly string[];
  readonly accounts: readonly Word[];
  readonly except: readonly Word[];
  /** A date or an RFC 3339 date-time. */
  readonly expires?: string | null;
  readonly reason?: string | null;
  /** Lines of comment before the rule. */
  readonly comment?: readonly string[];
}

/** Where the values of a rule's keys begin, at most. */
const INDENT = 20;

/** An item under a top-level `assignments:`. */
export function ruleNode(rule: WrittenRule): YAMLMap {
  const { groups, users, permissionSets, accounts, except, expires, reason } = rule;
  const some = (words: readonly Word[]) => (words.length === 0 ? null : wordsNode(words, INDENT));
  const text = (value: string | null | undefined) =>
    value === null || value === undefined ? null : textNode(value);
  const node = mapNode([
    ['groups', some(groups)],
    ['users', some(users)],
    ['permissionSets', wordsNode(permissionSets.map(plainWord), INDENT)],
    ['accounts', wordsNode(accounts, INDENT)],
    ['except', some(except)],
    ['expires', text(expires)],
    ['reason', text(reason)],
  ]);
  return withComment(node, rule.comment ?? []);
}
