/** What a page of GitHub's may be named by. Nothing else is taken from a link: its names become our options. */
const pageKeys = ['page', 'per_page', 'after', 'before', 'cursor'];

/** The address in `Link: <…>; rel="next"`. */
export function nextLink(header: string | undefined): string | null {
  return /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(header ?? '')?.[1] ?? null;
}

/**
 * Only the page is taken from a next link, and asked of the address we already use: the token goes
 * nowhere else, and servers that link to `/repositories/<id>/…` or another host are followed all the same.
 */
export function nextPage(link: string): Readonly<Record<string, string>> {
  const query = new URL(link, 'http://localhost').searchParams;
  return Object.fromEntries(
    pageKeys.flatMap((key) => {
      const value = query.get(key);
      return value === null ? [] : [[key, value]];
    }),
  );
}
