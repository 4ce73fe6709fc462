import type * as z from 'zod';
import { PortError } from '../../ports/port-error.ts';

/** Only the fields in use are looked at, so that what GitHub adds or an older server lacks does no harm. */
export function readAnswer<T>(action: string, schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue === undefined ? '' : ` at ${issue.path.join('.')}: ${issue.message}`;
  throw new PortError('bad-answer', action, `GitHub's answer is not what it documents${place}`, {
    help: 'if a proxy or another server stands in for GitHub, check what it answers',
  });
}
