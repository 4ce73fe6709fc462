import { sortedUnique } from '../model/order.ts';
import { type ActionList, type KnownAction, knownActions } from './actions/known-actions.ts';
import { accessLevels } from './access-level.ts';
import {
  type Clause,
  clausesOf,
  compareReach,
  type Comparison,
  type Hold,
  type Relation,
} from './compare-reach.ts';
import { diffStatements } from './diff-statements.ts';
import { expandAction, expandActions } from './expand-actions.ts';
import { isGlob } from '../model/glob.ts';
import { normalAction } from './pattern.ts';
import type { OpenGain, PolicyChange } from './policy-change.ts';
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
  const comparison = compareReach(had, has);
  const relations = relateActions(had, has, comparison, list);
  const of = (relation: Relation): readonly KnownAction[] => sorted(relations.get(relation) ?? []);
  const isUnlimitedNow = (actions: readonly KnownAction[]): boolean =>
    has.allows.some(
      (clause) =>
        clause.scopes.some(isUnlimited) && overlaps(actions, expandActions(clause.actions, list)),
    );
  const [gained, wider] = [of('gained'), of('wider')];
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
    unlimited: { gained: isUnlimitedNow(gained), wider: isUnlimitedNow(wider) },
    open: openGains(has, comparison, list),
    unknown: unknownPatterns(had, has, comparison, list),
    statements: diffStatements(
      documents.before?.statements ?? [],
      documents.after?.statements ?? [],
    ),
    version: versionChange(documents.before, documents.after),
  };
}

/** Each action that any of the two allows, by what becomes of it. */
function relateActions(
  had: Hold,
  has: Hold,
  { relate }: Comparison,
  list: ActionList,
): ReadonlyMap<Relation, KnownAction[]> {
  const clauses = [had.allows, had.denies, has.allows, has.denies].flatMap((of, side) =>
    of.map((clause) => ({ clause, side, actions: expandActions(clause.actions, list) })),
  );
  // Actions that the same clauses take in have the same fate: hundreds of them, and a few kinds.
  const fates = new Map<string, Relation>();
  const relations = new Map<Relation, KnownAction[]>();
  for (const action of list.actions) {
    const holding = clauses.map(({ actions }) => actions.has(action));
    if (!holding.includes(true)) continue;
    const kind = holding.map(Number).join('');
    const on = (side: number): Clause[] =>
      clauses.flatMap((each, index) =>
        each.side === side && holding[index] === true ? [each.clause] : [],
      );
    const fate =
      fates.get(kind) ?? relate({ allows: on(0), denies: on(1) }, { allows: on(2), denies: on(3) });
    fates.set(kind, fate);
    const alike = relations.get(fate);
    if (alike === undefined) relations.set(fate, [action]);
    else alike.push(action);
  }
  return relations;
}

/** Wildcards, and all-but lists, that reach beyond what was allowed before. */
function openGains(has: Hold, { wasAllowed }: Comparison, list: ActionList): OpenGain[] {
  const gains = has.allows.flatMap((clause): OpenGain[] => {
    const { kind, patterns } = clause.statement.actions;
    if (kind === 'except') {
      return wasAllowed(clause, clause.actions) ? [] : [{ kind: 'all-but', patterns }];
    }
    return patterns
      .filter((pattern) => isGlob(pattern) && expandAction(pattern, list).length > 0)
      .filter((pattern) => !wasAllowed(clause, { kind, patterns: [normalAction(pattern)] }))
      .map((pattern) => ({ kind: 'pattern', pattern }));
  });
  return [...new Map(gains.map((gain) => [JSON.stringify(gain), gain])).values()];
}

function unknownPatterns(
  had: Hold,
  has: Hold,
  { wasAllowed }: Comparison,
  list: ActionList,
): PolicyChange['unknown'] {
  const patternsOf = ({ allows }: Hold, keep: (clause: Clause, pattern: string) => boolean) =>
    sortedUnique(
      allows.flatMap((clause) => {
        const { kind, patterns } = clause.statement.actions;
        if (kind === 'except') return [];
        return patterns.filter(
          (pattern) => expandAction(pattern, list).length === 0 && keep(clause, pattern),
        );
      }),
    );
  const still = new Set(patternsOf(has, () => true).map(normalAction));
  return {
    gained: patternsOf(
      has,
      (clause, pattern) => !wasAllowed(clause, { kind: 'only', patterns: [normalAction(pattern)] }),
    ),
    lost: patternsOf(had, (_, pattern) => !still.has(normalAction(pattern))),
  };
}

function versionChange(
  before: PolicyDocument | null,
  after: PolicyDocument | null,
): PolicyChange['version'] {
  if (before === null || after === null || before.version === after.version) return null;
  return { before: before.version, after: after.version };
}

function overlaps(actions: readonly KnownAction[], others: ReadonlySet<KnownAction>): boolean {
  return actions.some((action) => others.has(action));
}

const rank = new Map(accessLevels.map((level, index) => [level, index]));

function sorted(actions: readonly KnownAction[]): readonly KnownAction[] {
  return actions.toSorted(
    (a, b) => (rank.get(a.level) ?? 0) - (rank.get(b.level) ?? 0) || (a.key < b.key ? -1 : 1),
  );
}
