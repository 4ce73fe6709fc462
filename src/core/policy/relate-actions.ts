import { sortedUnique } from '../model/order.ts';
import type { ActionList, KnownAction } from './actions/known-actions.ts';
import type { Clause, Comparison, Hold, Relation } from './compare-reach.ts';
import { type ActionFlags, expandActions, hasFlag } from './expand-actions.ts';

/** A relation, and what is so beside it. */
export type Fate = Relation | 'undenied' | 'denied' | 'stillDenied' | 'lessDenied';

export interface RelatedActions {
  readonly actions: ReadonlyMap<Fate, readonly KnownAction[]>;
  readonly droppedConditions: readonly string[];
}

/** Where more is allowed than before. */
const more: ReadonlySet<Fate> = new Set<Fate>(['gained', 'wider', 'different']);

/** Each action that any of the two allows, by what becomes of it. */
export function relateActions(
  had: Hold,
  has: Hold,
  { relate, areCovered }: Comparison,
  list: ActionList,
): RelatedActions {
  const clauses = [had.allows, had.denies, has.allows, has.denies].flatMap((of, side) =>
    of.map((clause) => ({ clause, side })),
  );
  const dropped: string[] = [];
  const relations = new Map<Fate, KnownAction[]>();
  const add = (to: Fate, members: readonly KnownAction[]): void => {
    relations.set(to, [...(relations.get(to) ?? []), ...members]);
  };
  const kinds = kindsOf(
    clauses.map(({ clause }) => expandActions(clause.actions, list)),
    list,
  );
  for (const { members, holding } of kinds) {
    const on = (side: number): Clause[] =>
      clauses.flatMap((each, index) =>
        each.side === side && holding[index] === true ? [each.clause] : [],
      );
    const fate = relate({ allows: on(0), denies: on(1) }, { allows: on(2), denies: on(3) });
    add(fate, members);
    if ((fate === 'gained' || fate === 'wider') && on(3).length > 0) add('stillDenied', members);
    if (more.has(fate) && !areCovered(on(1), on(3))) add('lessDenied', members);
    if (fate === 'wider' || fate === 'different') dropped.push(...droppedKeys(on(0), on(2)));
    if (fate !== 'none' && fate !== 'lost') continue;
    if (!areCovered(on(1), on(3))) add('undenied', members);
    else if (fate === 'none' && !areCovered(on(3), on(1))) add('denied', members);
  }
  const actions = new Map(
    Array.from(relations, ([fate, members]) => [
      fate,
      members.toSorted((a, b) => a.index - b.index),
    ]),
  );
  return { actions, droppedConditions: sortedUnique(dropped) };
}

/** Keys that each of the clauses tested before, and one of them does no longer. */
function droppedKeys(had: readonly Clause[], has: readonly Clause[]): string[] {
  const tests = ({ statement }: Clause, key: string): boolean =>
    statement.conditions.some((test) => test.key.toLowerCase() === key.toLowerCase());
  const keys = had.slice(0, 1).flatMap(({ statement }) => statement.conditions);
  return keys
    .map(({ key }) => key)
    .filter((key) => had.every((clause) => tests(clause, key)))
    .filter((key) => !has.every((clause) => tests(clause, key)));
}

interface Kind {
  readonly members: readonly KnownAction[];
  /** By the clause's index. */
  readonly holding: readonly boolean[];
}

/** Actions that the same clauses take in have the same fate: thousands of actions, a few kinds. */
function kindsOf(clauses: readonly ActionFlags[], list: ActionList): Kind[] {
  // Zero is what no clause takes in; each clause gives what it takes in of a kind another number.
  const kinds = new Uint32Array(list.actions.length);
  let numbers = 1;
  for (const flags of clauses) {
    const split = new Map<number, number>();
    for (const [index, flag] of flags.entries()) {
      if (flag === 0) continue;
      const kind = kinds[index] ?? 0;
      let number = split.get(kind);
      if (number === undefined) {
        number = numbers;
        numbers += 1;
        split.set(kind, number);
      }
      kinds[index] = number;
    }
  }
  const taken = list.actions.filter(({ index }) => kinds[index] !== 0);
  const members = Map.groupBy(taken, ({ index }) => kinds[index] ?? 0);
  return Array.from(members.values(), (actions) => ({
    members: actions,
    holding: clauses.map((flags) => actions.slice(0, 1).some((action) => hasFlag(flags, action))),
  }));
}
