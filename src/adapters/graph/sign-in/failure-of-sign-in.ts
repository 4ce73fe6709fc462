import * as z from 'zod';
import { failureOfAnswer, failureOfError } from '../request/classify-failure.ts';
import { cleanText, cleanTextWithout } from '../request/clean-text.ts';
import { contentTypeOf } from '../request/content-type.ts';
import type { Failure } from '../request/failure.ts';
import type { Seen, SeenAnswer } from './watch-answers.ts';

const passing: readonly Failure['class'][] = ['throttled', 'busy', 'server'];
const nothingSent: readonly Failure['class'][] = ['not-sent', 'final'];

/**
 * Why a sign-in failed, in our words; `name` is Entra's code where there is one: `AADSTS700016`. Of
 * what came back only what is known to be harmless is shown: status, content type, code, and the
 * first line after a code. `secrets` are what was sent, and not shown wherever they turn up.
 */
export function failureOfSignIn(
  thrown: unknown,
  seen: Seen,
  secrets: readonly string[] = [],
): Failure {
  if (seen.answer !== null) return failureOfSeen(seen.answer, seen.about, secrets);
  if (seen.error !== null) {
    const failure = { ...failureOfError(seen.error), cause: null };
    // A lost token may be asked for again.
    return nothingSent.includes(failure.class) ? failure : { ...failure, class: 'lost' };
  }
  // Nothing went over the wire, so Azure CLI or the library itself refused.
  const words = codeAndText(wordsOf(thrown), secrets);
  return {
    ...failureOfError(null),
    cause: null,
    class: 'final',
    refusal: 'credentials',
    ...(words ?? { name: 'sign-in refused', text: sayingsOf(thrown) }),
  };
}

const text = z.string().optional().catch(undefined);
const oauthError = z.object({ error: text, error_description: text });

function failureOfSeen(
  answer: SeenAnswer,
  about: Seen['about'],
  secrets: readonly string[],
): Failure {
  const { status, header, body } = answer;
  const isRefusal = status < 200 || status > 299;
  const { error, error_description: description } = isRefusal
    ? oauthError.parse(typeof body === 'string' ? {} : body)
    : {};
  const failure: Failure = {
    ...failureOfAnswer({ status, header, body: null }),
    name: `HTTP ${status}`,
    // The names that OAuth defines are such words; anything else may be anything.
    text:
      error !== undefined && /^[a-z_]{1,40}$/.test(error)
        ? error
        : `the ${about} answer, ${contentTypeOf(answer)}, ${whyUnread(body)}`,
    ...(description === undefined ? null : codeAndText(description, secrets)),
  };
  if (!isRefusal) return { ...failure, class: 'bad-answer', refusal: null };
  if (passing.includes(failure.class)) return failure;
  if (error === 'temporarily_unavailable') return { ...failure, class: 'busy', refusal: null };
  // Entra's refusals name an error; what stands between has other words.
  return {
    ...failure,
    class: 'final',
    refusal: error === undefined ? 'bad-answer' : 'credentials',
  };
}

function whyUnread(body: SeenAnswer['body']): string {
  if (body === 'empty') return 'is empty';
  return body === 'not-json' ? 'is not JSON' : 'lacks what a sign-in needs';
}

/** `AADSTS700016: Application … was not found. Trace ID: …`; null where there is no code. */
function codeAndText(
  said: string,
  secrets: readonly string[],
): { readonly name: string; readonly text: string } | null {
  const [, code, after] = /\b(AADSTS\d+):[^\S\r\n]*([^\r\n]*)/.exec(said) ?? [];
  if (code === undefined || after === undefined) return null;
  const [line] = after.split(/\s*\b(?:Trace ID|Correlation ID|Timestamp):/);
  return { name: code, text: cleanTextWithout(secrets, line ?? '') };
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : '';
}

/** Lines that Azure CLI and Microsoft's library write for people; others may quote what they could not read. */
const sayings =
  /^(?:ERROR: .*|Please run 'az login'.*|Azure CLI could not be found.*|.* is not recognized .*)$/m;

function sayingsOf(thrown: unknown): string {
  const said = sayings.exec(wordsOf(thrown))?.[0];
  return said === undefined ? 'no token, and no reason that can be shown' : cleanText(said);
}
