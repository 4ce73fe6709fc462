import * as z from 'zod';
import { PortError, type PortErrorKind } from '../../ports/port-error.ts';
import type { Call } from './call.ts';
import type { Connection } from './connection.ts';
import { readAnswer } from './read-answer.ts';

const errorAnswer = z.object({
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).min(1),
});

const kinds: ReadonlyMap<string, PortErrorKind> = new Map([
  ['NOT_FOUND', 'not-found'],
  ['FORBIDDEN', 'access-denied'],
  ['INSUFFICIENT_SCOPES', 'access-denied'],
  ['RATE_LIMITED', 'throttled'],
  ['SERVICE_UNAVAILABLE', 'unavailable'],
]);

/** One query; GraphQL reports its failures with status 200, so they are looked for in the body. */
export async function graphql<T>(
  connection: Connection,
  ask: {
    readonly name: string;
    readonly permission: string;
    readonly query: string;
    readonly variables: Readonly<Record<string, string | number | null>>;
    readonly data: z.ZodType<T>;
  },
): Promise<T> {
  const call: Call = {
    route: `POST /graphql ${ask.name}`,
    permission: ask.permission,
    repeat: 'always',
  };
  const answer = await connection.query(call, ask.query, ask.variables);
  const failed = errorAnswer.safeParse(answer.data);
  if (failed.success) {
    const [first] = failed.data.errors;
    const kind = kinds.get(first?.type ?? '') ?? 'bad-answer';
    const message = failed.data.errors
      .map((error) => error.message)
      .join('; ')
      .slice(0, 500);
    throw new PortError(kind, call.route, `GitHub refused the query: ${message}`, {
      ...(kind === 'access-denied' && {
        help: `give this job's token the permission "${ask.permission}"`,
      }),
    });
  }
  return readAnswer(call.route, z.object({ data: ask.data }), answer.data).data;
}
