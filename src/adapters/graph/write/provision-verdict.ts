import * as z from 'zod';
import type { WhyNot } from '../../../ports/directory-write.ts';
import { cleanText } from '../request/clean-text.ts';

export type Verdict =
  | { readonly status: 'done' }
  | ({ readonly status: 'not-yet' | 'failed' } & WhyNot);

const text = z.string().nullish().catch(null);

const result = z.object({
  result: text,
  details: z.object({ errorCode: text, errorMessage: text }).nullish().catch(null),
});

const steps = z.object({
  provisioningSteps: z
    .array(
      z.object({
        status: text,
        description: text,
        details: z.object({ SkipReason: text }).nullish().catch(null),
      }),
    )
    .nullish()
    .catch(null),
});

/** Nothing to do, because both sides are alike. */
const redundant = 'redundantexport';
/** Assigned a moment ago, Entra does not count a group as in scope yet. */
const outOfScope = /entitled|scope|notassigned|unassigned/i;
/** Anything longer, or with spaces and signs, is text and may quote somebody. */
const codeForm = /^[\w.-]{1,120}$/;
const passing = /toomanyrequests|throttl|timeout|timedout|unavailable/i;

/** Reads the two JSON texts that provisionOnDemand answers; null where they hold no result. */
export function provisionVerdict(answer: {
  readonly key?: string | null | undefined;
  readonly value?: string | null | undefined;
}): Verdict | null {
  const read = result.safeParse(parse(answer.key));
  const outcome = read.success ? (read.data.result?.toLowerCase() ?? '') : '';
  if (!read.success || outcome === '') return null;
  if (outcome === 'success') return { status: 'done' };
  const { errorCode, errorMessage } = read.data.details ?? {};
  const log = steps.safeParse(parse(answer.value));
  const said = (log.success ? log.data.provisioningSteps : null) ?? [];
  const skipReasons = said.map(({ details }) => details?.SkipReason);
  const codes = [errorCode, ...skipReasons].filter((code) => typeof code === 'string');
  const isSkipped = outcome === 'skipped';
  if (isSkipped && codes.some((code) => code.toLowerCase() === redundant))
    return { status: 'done' };
  const last = said.findLast(({ status }) => status?.toLowerCase() !== 'success')?.description;
  const reason = [...codes, read.data.result ?? ''].find((code) => codeForm.test(code));
  const message = cleanText(errorMessage ?? last ?? '');
  const mayPass = codes.some((code) => passing.test(code) || (isSkipped && outOfScope.test(code)));
  return {
    status: mayPass ? 'not-yet' : 'failed',
    reason: reason ?? 'Entra gave no code',
    message: message === '' ? null : message,
  };
}

function parse(json: string | null | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return null;
  }
}
