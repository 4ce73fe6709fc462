import { isGlob, matchesGlob } from '../model/glob.ts';
import type { ActionList, KnownAction } from './actions/known-actions.ts';
import { remembered } from '../model/remembered.ts';
import { isEverything, normalAction } from './pattern.ts';
import type { Patterns } from './policy-document.ts';

/** The known actions that a pattern takes in, as IAM matches it. */
export function expandAction(pattern: string, list: ActionList): readonly KnownAction[] {
  const key = normalAction(pattern);
  if (isEverything(key)) return list.actions;
  if (!isGlob(key)) {
    const action = list.byKey.get(key);
    return action === undefined ? [] : [action];
  }
  const found = knownPatterns(list).get(key) ?? matching(key, list);
  knownPatterns(list).set(key, found);
  return found;
}

/** A wildcard is asked for several times, by what is gained and by what is open. */
const knownPatterns = remembered<ActionList, Map<string, readonly KnownAction[]>>(() => new Map());

function matching(key: string, list: ActionList): readonly KnownAction[] {
  const prefix = key.slice(0, Math.max(0, key.indexOf(':')));
  const among = prefix === '' || isGlob(prefix) ? list.actions : (list.byService.get(prefix) ?? []);
  return among.filter((action) => matchesGlob(key, action.key));
}

/** Of each action of a list, by its index, whether it is in a set: 1 or 0. */
export type ActionFlags = Uint8Array;

/** The same for all patterns of a statement, also where it names what it leaves out. */
export function expandActions({ kind, patterns }: Patterns, list: ActionList): ActionFlags {
  const named = kind === 'only' ? 1 : 0;
  const flags = new Uint8Array(list.actions.length).fill(1 - named);
  for (const pattern of patterns) {
    if (isEverything(pattern)) return flags.fill(named);
    for (const { index } of expandAction(pattern, list)) flags[index] = named;
  }
  return flags;
}

export function hasFlag(flags: ActionFlags, { index }: KnownAction): boolean {
  return flags[index] === 1;
}

/** What is in any of them. */
export function anyOf(all: readonly ActionFlags[], list: ActionList): ActionFlags {
  const flags = new Uint8Array(list.actions.length);
  for (const each of all) {
    for (const [index, flag] of each.entries()) if (flag === 1) flags[index] = 1;
  }
  return flags;
}
