import * as z from 'zod';
import { PortError } from '../../ports/port-error.ts';
import type { Call } from './call.ts';
import type { Connection } from './connection.ts';
import { nextPage } from './next-page.ts';
import { readAnswer } from './read-answer.ts';

/** GitHub's largest page. */
export const pageSize = 100;

/**
 * Every page of a list, `pages` at the most; a list that goes on beyond them is refused, never cut. With
 * `key`, a page is an object that holds the list by that name.
 */
export async function listPages<T>(
  connection: Connection,
  call: Call,
  schema: z.ZodType<T>,
  pages: number,
  key: string | null = null,
): Promise<readonly T[]> {
  const list = z.array(schema);
  const pageAnswer =
    key === null
      ? list
      : z.looseObject({ [key]: list }).transform((whole) => list.parse(whole[key]));
  const found: T[] = [];
  const seen = new Set<string>();
  let page: Readonly<Record<string, string>> = { per_page: String(pageSize) };
  for (let count = 0; count < pages; count += 1) {
    const answer = await connection.send({ ...call, parameters: { ...call.parameters, ...page } });
    found.push(...readAnswer(call.route, pageAnswer, answer.data));
    if (answer.next === null) return found;
    seen.add(JSON.stringify(page));
    page = { ...page, ...nextPage(answer.next) };
    if (seen.has(JSON.stringify(page)))
      throw new PortError('bad-answer', call.route, 'a page of this list names itself as the next');
  }
  throw new PortError('quota', call.route, `this list has more than ${pages * pageSize} entries`);
}
