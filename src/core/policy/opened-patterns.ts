import { isGlob } from '../model/glob.ts';
import type { ActionList } from './actions/known-actions.ts';
import { type Clause, type Comparison, type Hold, takesIn } from './compare-reach.ts';
import { expandAction } from './expand-actions.ts';
import { actionDimension, normalAction, patternsApart, patternsContain } from './pattern.ts';
import type { OpenGain } from './policy-change.ts';
import type { Patterns } from './policy-document.ts';
import { isUnlimited } from './scope.ts';

export interface OpenedPatterns {
  /** Wildcards, and all-but lists, that reach beyond what was allowed before. */
  readonly open: readonly OpenGain[];
  /** Patterns that take in no known action. */
  readonly unknown: readonly string[];
}

/** What lets do, beyond the known actions, more than before; what cannot be proved to be less counts as more. */
export function openedPatterns(
  had: Hold,
  has: Hold,
  { areCovered }: Pick<Comparison, 'areCovered'>,
  list: ActionList,
): OpenedPatterns {
  const undenied = (deny: Clause, actions: Patterns): boolean =>
    !areCovered(
      [deny],
      has.denies.filter((other) => takesIn(other, actions)),
    );
  const openedBy = (clause: Clause, gain: OpenGain, actions: Patterns): OpenGain[] => {
    if (isDenied(has, actions)) return [];
    const alike = had.allows.filter((allow) => takesIn(allow, actions));
    const isCovered = areCovered([clause], alike);
    const isNew = alike.length === 0 || isDenied(had, actions);
    return [
      ...(isCovered ? [] : [{ ...gain, isNew }]),
      ...had.denies
        .filter((deny) => !patternsApart(deny.actions, actions, actionDimension))
        .flatMap((deny) => {
          const whole = { ...gain, isNew: deny.scopes.some(isUnlimited) };
          if (deny.actions.kind === 'except') return undenied(deny, deny.actions) ? [whole] : [];
          return deny.statement.actions.patterns
            .filter((pattern) => isOpen(pattern, list))
            .map((pattern) => ({ pattern, actions: onlyOf(pattern) }))
            .filter(({ actions: of }) => !patternsApart(of, actions, actionDimension))
            .filter(({ actions: of }) => undenied(deny, of))
            .map(({ pattern, actions: of }) =>
              patternsContain(actions, of, actionDimension)
                ? { kind: 'pattern' as const, pattern, isNew: whole.isNew }
                : whole,
            );
        }),
    ];
  };
  const opened = has.allows.flatMap((clause) => {
    const { kind, patterns } = clause.statement.actions;
    if (kind === 'except') {
      return openedBy(clause, { kind: 'all-but', patterns, isNew: true }, clause.actions);
    }
    return patterns
      .filter((pattern) => isOpen(pattern, list))
      .flatMap((pattern) =>
        openedBy(clause, { kind: 'pattern', pattern, isNew: true }, onlyOf(pattern)),
      );
  });
  const isKnown = (gain: OpenGain): boolean =>
    gain.kind === 'all-but' || expandAction(gain.pattern, list).length > 0;
  return {
    open: unique(opened.filter(isKnown)),
    unknown: opened.flatMap((gain) =>
      gain.kind === 'pattern' && !isKnown(gain) ? [gain.pattern] : [],
    ),
  };
}

/** Whether it may take in an action that nobody knows. */
function isOpen(pattern: string, list: ActionList): boolean {
  return isGlob(pattern) || expandAction(pattern, list).length === 0;
}

function isDenied({ denies }: Hold, actions: Patterns): boolean {
  return denies.some((deny) => takesIn(deny, actions) && deny.scopes.some(isUnlimited));
}

export function onlyOf(pattern: string): Patterns {
  return { kind: 'only', patterns: [normalAction(pattern)] };
}

/** What is new in one statement is new. */
function unique(gains: readonly OpenGain[]): OpenGain[] {
  const alike = Map.groupBy(gains, (gain) => JSON.stringify({ ...gain, isNew: null }));
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, isNew: first.isNew || others.some(({ isNew }) => isNew) }],
  );
}
