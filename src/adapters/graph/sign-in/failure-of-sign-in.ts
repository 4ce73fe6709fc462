import * as z from 'zod';
import { failureOfAnswer, failureOfError, type RawAnswer } from '../request/classify-failure.ts';
import { cleanText } from '../request/clean-text.ts';
import type { Failure } from '../request/failure.ts';

/** What went over the wire last: the library's errors keep its words at best, wrapped in several ways. */
export interface Seen {
  refused: RawAnswer | null;
  error: unknown;
}

const passing: readonly Failure['class'][] = ['throttled', 'busy', 'server'];
const nothingSent: readonly Failure['class'][] = ['not-sent', 'final'];

/** Why a sign-in failed, in our words; `name` is Entra's code where there is one: `AADSTS700016`. */
export function failureOfSignIn(thrown: unknown, seen: Seen): Failure {
  if (seen.refused !== null) return failureOfRefusal(seen.refused);
  if (seen.error !== null) {
    const failure = failureOfError(seen.error);
    // A lost token may be asked for again.
    return nothingSent.includes(failure.class) ? failure : { ...failure, class: 'lost' };
  }
  // Nothing went over the wire, so Azure CLI or the library itself refused.
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    ...failureOfError(thrown),
    class: 'final',
    refusal: 'credentials',
    ...codeAndText(said),
  };
}

const oauthError = z.object({
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
});

function failureOfRefusal(refused: RawAnswer): Failure {
  const failure = failureOfAnswer(refused);
  const { error, error_description: description } = readError(refused.body);
  const isPassing = passing.includes(failure.class) || error === 'temporarily_unavailable';
  const words = description === undefined ? {} : codeAndText(description);
  if (!isPassing) return { ...failure, class: 'final', refusal: 'credentials', ...words };
  return { ...failure, class: failure.class === 'final' ? 'busy' : failure.class, ...words };
}

function readError(body: unknown): z.output<typeof oauthError> {
  try {
    const read = oauthError.safeParse(typeof body === 'string' ? JSON.parse(body) : body);
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** `AADSTS700016: Application … was not found. Trace ID: …` */
function codeAndText(said: string): { readonly name: string; readonly text: string } {
  const code = /AADSTS\d+/.exec(said)?.[0] ?? 'sign-in refused';
  const text = said
    .slice(Math.max(0, said.indexOf(`${code}:`)))
    .replace(/^AADSTS\d+:\s*/, '')
    .split(/\s*\b(?:Trace ID|Correlation ID|Timestamp):/)[0];
  return { name: code, text: cleanText(text ?? said) };
}
