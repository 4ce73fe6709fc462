import { sortedUnique } from '../model/order.ts';
import { type ActionList, type KnownAction, knownActions } from './actions/known-actions.ts';
import {
  type Clause,
  clausesOf,
  compareReach,
  type Comparison,
  type Hold,
  type Relation,
  takesIn,
} from './compare-reach.ts';
import { diffStatements } from './diff-statements.ts';
import { type ActionFlags, anyOf, expandAction, expandActions, hasFlag } from './expand-actions.ts';
import { onlyOf, openedPatterns } from './opened-patterns.ts';
import { normalAction } from './pattern.ts';
import type { PolicyChange } from './policy-change.ts';
import { type PolicyDocument, readPolicy } from './policy-document.ts';
import { isUnlimited } from './scope.ts';

/** What the change from one inline policy to another lets do and takes away; null stands for none. */
export function comparePolicies(
  before: string | null,
  after: string | null,
  list: ActionList = knownActions(),
): PolicyChange {
  const [old, now] = [before, after].map((text) => (text === null ? null : readPolicy(text)));
  const documents = { before: old ?? null, after: now ?? null };
  const [had, has] = [clausesOf(documents.before), clausesOf(documents.after)];
  const comparison = compareReach();
  const relations = relateActions(had, has, comparison, list);
  const of = (relation: Fate): readonly KnownAction[] => relations.get(relation) ?? [];
  const isUnlimitedIn = ({ allows }: Hold): ActionFlags =>
    anyOf(
      allows
        .filter(({ scopes }) => scopes.some(isUnlimited))
        .map(({ actions }) => expandActions(actions, list)),
      list,
    );
  const [was, is] = [isUnlimitedIn(had), isUnlimitedIn(has)];
  const isNow = (action: KnownAction): boolean => hasFlag(is, action) && !hasFlag(was, action);
  const [gained, wider] = [of('gained'), of('wider')];
  const opened = openedPatterns(had, has, comparison, list);
  return {
    readable: {
      before: before === null || documents.before !== null,
      after: after === null || documents.after !== null,
    },
    gained,
    lost: of('lost'),
    wider,
    narrower: of('narrower'),
    different: of('different'),
    undenied: of('undenied'),
    denied: of('denied'),
    unlimited: {
      gained: gained.filter((action) => hasFlag(is, action)),
      wider: wider.filter(isNow),
    },
    stillDenied: of('stillDenied'),
    everything: allowsEverything(has) && !allowsEverything(had),
    open: opened.open,
    unknown: unknownPatterns(had, has, comparison, opened.unknown, list),
    statements: diffStatements(
      documents.before?.statements ?? [],
      documents.after?.statements ?? [],
    ),
    version: versionChange(documents.before, documents.after),
  };
}

function allowsEverything({ allows, denies }: Hold): boolean {
  return (
    denies.length === 0 &&
    allows.some(
      ({ actions, scopes }) =>
        actions.kind === 'only' &&
        actions.patterns.some((pattern) => /^\*+(?::\*+)?$/.test(pattern)) &&
        scopes.some(isUnlimited),
    )
  );
}

/** A relation, and what is so beside it. */
type Fate = Relation | 'undenied' | 'denied' | 'stillDenied';

/** Each action that any of the two allows, by what becomes of it. */
function relateActions(
  had: Hold,
  has: Hold,
  { relate, areCovered }: Comparison,
  list: ActionList,
): ReadonlyMap<Fate, KnownAction[]> {
  const clauses = [had.allows, had.denies, has.allows, has.denies].flatMap((of, side) =>
    of.map((clause) => ({ clause, side })),
  );
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
    if (fate !== 'none' && fate !== 'lost') continue;
    if (!areCovered(on(1), on(3))) add('undenied', members);
    else if (fate === 'none' && !areCovered(on(3), on(1))) add('denied', members);
  }
  return new Map(
    Array.from(relations, ([fate, actions]) => [
      fate,
      actions.toSorted((a, b) => a.index - b.index),
    ]),
  );
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

/** Patterns that take in no known action, denied no longer or allowed no longer. */
function unknownPatterns(
  had: Hold,
  has: Hold,
  { areCovered }: Comparison,
  gained: readonly string[],
  list: ActionList,
): PolicyChange['unknown'] {
  const patternsOf = (
    clauses: readonly Clause[],
    keep: (clause: Clause, pattern: string) => boolean,
  ) =>
    sortedUnique(
      clauses.flatMap((clause) => {
        const { kind, patterns } = clause.statement.actions;
        if (kind === 'except') return [];
        return patterns.filter(
          (pattern) => expandAction(pattern, list).length === 0 && keep(clause, pattern),
        );
      }),
    );
  const still = new Set(patternsOf(has.allows, () => true).map(normalAction));
  const gains = new Set(gained.map(normalAction));
  return {
    gained: sortedUnique(gained),
    undenied: patternsOf(had.denies, (clause, pattern) => {
      if (gains.has(normalAction(pattern))) return false;
      const alike = has.denies.filter((deny) => takesIn(deny, onlyOf(pattern)));
      return !areCovered([clause], alike);
    }),
    lost: patternsOf(had.allows, (_, pattern) => !still.has(normalAction(pattern))),
  };
}

function versionChange(
  before: PolicyDocument | null,
  after: PolicyDocument | null,
): PolicyChange['version'] {
  if (before === null || after === null || before.version === after.version) return null;
  return { before: before.version, after: after.version };
}
