import { nearest } from '../diagnostics/nearest.ts';
import { foldedName } from '../select/join-groups.ts';

const MOST = 3;

/**
 * User names that somebody most likely meant, at most three. The part before the @ and the part after it
 * are compared by themselves: what all of an organization share would make everybody near.
 */
export function nearestUsers(text: string, userNames: readonly string[]): readonly string[] {
  const wanted = parted(text);
  const all = userNames.map((name) => ({ name, ...parted(name) }));
  const sameLocal = all.filter(({ local }) => local === wanted.local);
  if (sameLocal.length > 0) return named(sameLocal);
  const domain =
    wanted.domain === null || all.some((each) => each.domain === wanted.domain)
      ? wanted.domain
      : nearest(wanted.domain, domainsOf(all));
  const beside = all.filter((each) => wanted.domain === null || each.domain === domain);
  const local = nearest(
    wanted.local,
    beside.map((each) => each.local),
  );
  return named(beside.filter((each) => each.local === local));
}

function named(found: readonly { readonly name: string }[]): readonly string[] {
  return found
    .map(({ name }) => name)
    .toSorted()
    .slice(0, MOST);
}

function domainsOf(all: readonly { readonly domain: string | null }[]): string[] {
  return all.flatMap(({ domain }) => (domain === null ? [] : [domain]));
}

function parted(name: string): { readonly local: string; readonly domain: string | null } {
  const folded = foldedName(name);
  const at = folded.lastIndexOf('@');
  return at === -1
    ? { local: folded, domain: null }
    : { local: folded.slice(0, at), domain: folded.slice(at + 1) };
}
