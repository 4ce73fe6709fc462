import * as z from 'zod';
import type { Page } from '../request/read-pages.ts';

/**
 * One page whose items stand under `member`. A last page without that member is no answer at all
 * (an empty body reads as `{}`), and must not pass for an empty list.
 */
export function pageOf<Item extends z.ZodType>(member: string, item: Item) {
  return z
    .object({ NextToken: z.string().nullish() })
    .loose()
    .transform((answer, context): Page<z.output<Item>> => {
      const next =
        answer.NextToken === undefined || answer.NextToken === '' ? null : answer.NextToken;
      const list = answer[member];
      if (list === undefined && next !== null) return { items: [], next };
      const items = z.array(item).safeParse(list);
      if (items.success) return { items: items.data, next };
      for (const issue of items.error.issues) {
        context.addIssue({ code: 'custom', message: issue.message, path: [member, ...issue.path] });
      }
      return z.NEVER;
    });
}
