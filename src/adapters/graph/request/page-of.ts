import * as z from 'zod';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Graph's @odata.nextLink. */
  readonly next: string | null;
}

/** One page of a list. A page without `value` is no answer at all, and must not pass for an empty list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z
    .object({ value: z.array(item), '@odata.nextLink': z.string().nullish() })
    .transform((page): Page<z.output<Item>> => ({
      items: page.value,
      next: page['@odata.nextLink'] ?? null,
    }));
}
