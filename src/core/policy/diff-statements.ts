import type { StatementChange, StatementDifference } from './policy-change.ts';
import type { ConditionTest, Patterns, PolicyStatement } from './policy-document.ts';

interface Placed {
  readonly statement: PolicyStatement;
  readonly place: number;
}

/** From here up two statements are told as one that changed. */
const ALIKE = 0.35;

/**
 * Statements that came, went and changed; those that stay are left out, wherever they stand now.
 * Two belong together by their Sid, else by how much they have in common. In the order of `after`,
 * what went last.
 */
export function diffStatements(
  before: readonly PolicyStatement[],
  after: readonly PolicyStatement[],
): StatementChange[] {
  const placed = (statements: readonly PolicyStatement[]): Set<Placed> =>
    new Set(statements.map((statement, index) => ({ statement, place: index + 1 })));
  const [gone, come] = [placed(before), placed(after)];
  const pairs: [Placed, Placed][] = [];
  const join = (test: (a: PolicyStatement, b: PolicyStatement) => boolean): void => {
    for (const now of come) {
      const old = [...gone].find(({ statement }) => test(statement, now.statement));
      if (old === undefined) continue;
      gone.delete(old);
      come.delete(now);
      pairs.push([old, now]);
    }
  };
  join((a, b) => identity(a) === identity(b));
  join((a, b) => a.sid !== null && a.sid === b.sid);
  for (const [old, now] of mostAlike(gone, come)) {
    gone.delete(old);
    come.delete(now);
    pairs.push([old, now]);
  }
  if (gone.size === 1 && come.size === 1) join(mayBeOne);
  const kept = [
    ...pairs.map(([old, now]) => changed(old, now)).filter((each) => each !== null),
    ...Array.from(come, (each): StatementChange => ({ kind: 'added', ...each })),
  ].toSorted((a, b) => a.place - b.place);
  return [...kept, ...Array.from(gone, (each): StatementChange => ({ kind: 'removed', ...each }))];
}

function identity(statement: PolicyStatement): string {
  return JSON.stringify(statement);
}

function mostAlike(gone: ReadonlySet<Placed>, come: ReadonlySet<Placed>): [Placed, Placed][] {
  const scored = [...gone]
    .flatMap((old) =>
      Array.from(come, (now) => ({ old, now, score: likeness(old.statement, now.statement) })),
    )
    .filter(({ score }) => score >= ALIKE)
    .toSorted(
      (a, b) => b.score - a.score || a.now.place - b.now.place || a.old.place - b.old.place,
    );
  const taken = new Set<Placed>();
  return scored.flatMap(({ old, now }): [Placed, Placed][] => {
    if (taken.has(old) || taken.has(now)) return [];
    taken.add(old);
    taken.add(now);
    return [[old, now]];
  });
}

/** From 0 to 1; a Deny and an Allow, or two with different Sids, are never the same statement. */
function likeness(a: PolicyStatement, b: PolicyStatement): number {
  if (!mayBeOne(a, b)) return 0;
  const services = shared(map(a.actions, serviceOf), map(b.actions, serviceOf));
  const actions = Math.max(shared(a.actions, b.actions), services * 0.6);
  return (actions * 2 + shared(a.resources, b.resources)) / 3;
}

function mayBeOne(a: PolicyStatement, b: PolicyStatement): boolean {
  return a.effect === b.effect && (a.sid === null || b.sid === null);
}

function shared(a: Patterns, b: Patterns): number {
  if (a.kind !== b.kind) return 0;
  const [some, others] = [new Set(a.patterns), new Set(b.patterns)];
  const both = [...some].filter((pattern) => others.has(pattern)).length;
  const all = some.size + others.size - both;
  return all === 0 ? 1 : both / all;
}

function map({ kind, patterns }: Patterns, change: (pattern: string) => string): Patterns {
  return { kind, patterns: patterns.map(change) };
}

function serviceOf(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(':')));
}

function changed(old: Placed, now: Placed): StatementChange | null {
  const [before, after] = [old.statement, now.statement];
  const differences = [
    ...(before.sid === after.sid
      ? []
      : [{ element: 'sid', from: before.sid, to: after.sid } as const]),
    ...(before.effect === after.effect
      ? []
      : [{ element: 'effect', from: before.effect, to: after.effect } as const]),
    ...patternDifference('actions', before.actions, after.actions),
    ...patternDifference('resources', before.resources, after.resources),
    ...conditionDifference(before.conditions, after.conditions),
  ];
  if (differences.length === 0) return null;
  return { kind: 'changed', place: now.place, before, after, differences };
}

function patternDifference(
  element: 'actions' | 'resources',
  from: Patterns,
  to: Patterns,
): StatementDifference[] {
  if (from.kind !== to.kind) return [{ element: `turned-${element}`, from, to }];
  const added = without(to.patterns, from.patterns);
  const removed = without(from.patterns, to.patterns);
  return added.length + removed.length === 0 ? [] : [{ element, kind: to.kind, added, removed }];
}

function conditionDifference(
  before: readonly ConditionTest[],
  after: readonly ConditionTest[],
): StatementDifference[] {
  const added = without(after, before);
  const removed = without(before, after);
  return added.length + removed.length === 0 ? [] : [{ element: 'conditions', added, removed }];
}

function without<T>(all: readonly T[], others: readonly T[]): T[] {
  const known = new Set(others.map((other) => JSON.stringify(other)));
  return all.filter((each) => !known.has(JSON.stringify(each)));
}
