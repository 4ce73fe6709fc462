import { PortError } from '../../../ports/port-error.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** AWS's NextToken. */
  readonly next: string | null;
}

/**
 * Every page of a list. Only the token says whether there is more: pages may be short or empty.
 * A token that comes back rejects, or the loop would never end. No page follows once there are more than
 * `atMost` items.
 */
export async function readPages<Item>(
  action: string,
  readPage: (token: string | undefined) => Promise<Page<Item>>,
  atMost = Infinity,
): Promise<Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await readPage(token);
    for (const item of page.items) items.push(item);
    token = page.next ?? undefined;
    if (token !== undefined && seen.has(token)) {
      throw new PortError('bad-answer', action, `${action}: AWS gave the same page token twice`);
    }
    if (token !== undefined) seen.add(token);
  } while (token !== undefined && items.length <= atMost);
  return items;
}
