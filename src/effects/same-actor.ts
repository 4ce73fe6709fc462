import type { Actor } from '../ports/github.ts';

/** An unknown or deleted actor is nobody's equal. */
export function isSameActor(a: Actor | null, b: Actor | null): boolean {
  return a !== null && b !== null && a.kind === b.kind && a.login === b.login;
}
