import { matchesGlob } from '../model/glob.ts';
import { sortedUnique } from '../model/order.ts';
import type { Patterns } from './policy-document.ts';

/** How the patterns of one dimension (actions, or resources) relate. */
export interface Dimension {
  /** Whether `outer` takes in everything that `inner` takes in; false where it cannot be proved. */
  readonly contains: (outer: string, inner: string) => boolean;
}

/** Whether nothing can match both; false where that cannot be proved. */
export function areApart(a: string, b: string): boolean {
  const [x, y] = [fixedStart(a), fixedStart(b)];
  if (!x.startsWith(y) && !y.startsWith(x)) return true;
  const [v, w] = [fixedEnd(a), fixedEnd(b)];
  return !v.endsWith(w) && !w.endsWith(v);
}

function fixedStart(pattern: string): string {
  return /^[^*?$]*/.exec(pattern)?.[0] ?? '';
}

function fixedEnd(pattern: string): string {
  return /[^*?}]*$/.exec(pattern)?.[0] ?? '';
}

/** IAM compares actions without case. */
export function normalAction(pattern: string): string {
  return pattern.toLowerCase().replaceAll(/\*{2,}/g, '*');
}

const everything = /^\*+$/;

export function isEverything(pattern: string): boolean {
  return everything.test(pattern);
}

/** Actions in lower case, as `service:name`; a star also crosses the colon. */
export const actionDimension: Dimension = {
  contains: (outer, inner) => outer === inner || isEverything(outer) || globContains(outer, inner),
};

const variable = '${';

export function hasVariable(text: string): boolean {
  return text.includes(variable);
}

/** ARNs: a star stays within its segment, but for the last, which may hold colons itself. */
export const resourceDimension: Dimension = {
  contains: (outer, inner) => {
    if (outer === inner || isEverything(outer)) return true;
    // What a variable stands for is not known before the request.
    if (hasVariable(outer) || hasVariable(inner)) return false;
    const [outerParts, innerParts] = [segments(outer), segments(inner)];
    if (outerParts.length !== innerParts.length) return false;
    return outerParts.every((part, index) => globContains(part, innerParts[index] ?? ''));
  },
};

const SEGMENTS = 6;

function segments(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, SEGMENTS - 1), parts.slice(SEGMENTS - 1).join(':')];
}

/**
 * What the inner one leaves open is put in as a character that no policy can hold, so that only a
 * star of the outer one takes it in; a `?` takes in no star, which may stand for nothing at all.
 */
function globContains(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  if (outer.includes('?') && inner.includes('*')) return false;
  return matchesGlob(outer, inner.replaceAll('?', '\uE000').replaceAll('*', '\uE001'));
}

/** Whether everything in `inner` is in `outer`, as far as that can be proved. */
export function patternsContain(outer: Patterns, inner: Patterns, dimension: Dimension): boolean {
  if (outer.kind === 'only') {
    if (inner.kind === 'except') return outer.patterns.some(isEverything);
    return inner.patterns.every((one) =>
      outer.patterns.some((other) => dimension.contains(other, one)),
    );
  }
  if (inner.kind === 'except') {
    return outer.patterns.every((excluded) =>
      inner.patterns.some((other) => dimension.contains(other, excluded)),
    );
  }
  return inner.patterns.every((one) => outer.patterns.every((excluded) => areApart(one, excluded)));
}

/** Whether nothing is in both, as far as that can be proved. */
export function patternsApart(a: Patterns, b: Patterns, dimension: Dimension): boolean {
  if (a.kind === 'except' && b.kind === 'except') return false;
  if (a.kind === 'only' && b.kind === 'only') {
    return a.patterns.every((one) => b.patterns.every((other) => areApart(one, other)));
  }
  const [only, except] = a.kind === 'only' ? [a, b] : [b, a];
  return only.patterns.every((one) =>
    except.patterns.some((excluded) => dimension.contains(excluded, one)),
  );
}

export function normalActions({ kind, patterns }: Patterns): Patterns {
  return { kind, patterns: sortedUnique(patterns.map(normalAction)) };
}
