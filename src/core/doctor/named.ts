import type { Facts } from './facts.ts';

const NAMED = 3;

/** `"a", "b", "c" and 4 more`; the names are foreign text, so they stand between quotes. */
export function named(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((name) => JSON.stringify(name));
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** `: "a" and "b"` where people may be named, nothing where the repository is public. */
export function whoIfPrivate({ isPublicRepository }: Facts, names: readonly string[]): string {
  return isPublicRepository || names.length === 0 ? '' : `: ${named(names)}`;
}
