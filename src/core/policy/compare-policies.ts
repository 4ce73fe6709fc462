import { sortedUnique } from '../model/order.ts';
import { type ActionList, type KnownAction, knownActions } from './actions/known-actions.ts';
import {
  type Clause,
  clausesOf,
  compareReach,
  type Comparison,
  type Hold,
  takesIn,
} from './compare-reach.ts';
import { diffStatements } from './diff-statements.ts';
import { type ActionFlags, anyOf, expandAction, expandActions, hasFlag } from './expand-actions.ts';
import { onlyOf, openedPatterns } from './opened-patterns.ts';
import { normalAction } from './pattern.ts';
import type { PolicyChange } from './policy-change.ts';
import { type Fate, relateActions } from './relate-actions.ts';
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
  const related = relateActions(had, has, comparison, list);
  const of = (fate: Fate): readonly KnownAction[] => related.actions.get(fate) ?? [];
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
    lessDenied: of('lessDenied'),
    droppedConditions: related.droppedConditions,
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
