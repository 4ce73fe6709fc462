import * as z from 'zod';
import type { RawAnswer } from './classify-failure.ts';

/** Graph's own bound. */
export const batchSize = 20;

export interface BatchItem {
  readonly method: 'GET';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Twenty requests in one. Their ids are their places, for Graph answers in any order. */
export function batchBody(items: readonly BatchItem[]): unknown {
  return {
    requests: items.map(({ method, url, headers }, place) => ({
      id: String(place),
      method,
      url,
      ...(Object.keys(headers).length > 0 && { headers }),
    })),
  };
}

const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z
        .record(z.string(), z.union([z.string(), z.number()]).transform(String))
        .nullish()
        .catch(null),
      body: z.unknown(),
    }),
  ),
});

/** The answers in the order of the requests; one that is missing breaks them all. */
export const batchAnswers = (count: number) =>
  batchAnswer.transform(({ responses }, context): RawAnswer[] => {
    const byId = new Map(responses.map((response) => [response.id, response]));
    const answers = Array.from({ length: count }, (_none, place) => byId.get(String(place)));
    const found = answers.filter((answer) => answer !== undefined);
    if (found.length < count) {
      context.addIssue({ code: 'custom', message: `expected ${count} responses` });
      return z.NEVER;
    }
    return found.map(({ status, headers, body }) => {
      const names = new Map(
        Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      );
      return { status, header: (name) => names.get(name.toLowerCase()) ?? null, body };
    });
  });
