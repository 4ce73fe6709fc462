import type { Declared } from './desired-state.ts';

/** Two rules for one assignment: the later end counts, both origins are kept, either may give it. */
export function mergeDeclared<T extends Declared>(a: T, b: T, now: string): T {
  const expires = laterOf(a.expires, b.expires);
  return {
    ...a,
    byName: a.byName && b.byName,
    expires,
    expired: isPast(expires, now),
    origins: [...a.origins, ...b.origins],
    reasons: [...new Set([...a.reasons, ...b.reasons])],
    blocked: a.blocked === null || b.blocked === null ? null : a.blocked,
  };
}

function laterOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

/** Both are ISO 8601 in UTC of one form, so text order is time order. */
export function isPast(expires: string | null, now: string): boolean {
  return expires !== null && expires <= now;
}
