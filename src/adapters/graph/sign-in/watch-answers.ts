import type { TokenCredentialOptions } from '@azure/identity';
import * as z from 'zod';
import { AnswerShapeError, type RawAnswer } from '../request/classify-failure.ts';

/** What went over the wire last. The library's own errors are no source: they hold bodies and requests. */
export interface Seen {
  /** What was asked for. */
  about: 'discovery' | 'token';
  answer: SeenAnswer | null;
  /** Thrown where no answer came. */
  error: unknown;
}

export interface SeenAnswer extends Pick<RawAnswer, 'status' | 'header'> {
  /** Of a body that is no JSON object nothing is kept: it may be a token in pieces. */
  readonly body: 'empty' | 'not-json' | Readonly<Record<string, unknown>>;
}

export function nothingSeen(): Seen {
  return { about: 'discovery', answer: null, error: null };
}

type Policies = NonNullable<TokenCredentialOptions['additionalPolicies']>;

/**
 * Looks at each answer before the library does, which would put a body that it cannot read into its
 * error, access token and all.
 */
export function watchAnswers(
  seen: Seen,
  signal: AbortSignal,
  mask: (secret: string) => void,
): Policies {
  return [
    {
      // The library's own reading is done further from the wire.
      position: 'perRetry',
      policy: {
        name: 'watch',
        async sendRequest(request, next) {
          // The library hears no signal of its caller's.
          request.abortSignal = signal;
          Object.assign(seen, nothingSeen());
          seen.about = request.method === 'POST' ? 'token' : 'discovery';
          const answer = await next(request).catch((error: unknown) => {
            seen.error = error;
            throw error;
          });
          const { status, headers, bodyAsText } = answer;
          const header = (name: string): string | null => headers.get(name) ?? null;
          const body = readBody(bodyAsText ?? '');
          seen.answer = { status, header, body };
          if (typeof body === 'string') {
            for (const token of tokensIn(bodyAsText ?? '')) mask(token);
            throw new AnswerShapeError(body);
          }
          return answer;
        },
      },
    },
  ];
}

const object = z.record(z.string(), z.unknown());

function readBody(text: string): SeenAnswer['body'] {
  if (text === '') return 'empty';
  try {
    const read = object.safeParse(JSON.parse(text));
    return read.success ? read.data : 'not-json';
  } catch {
    return 'not-json';
  }
}

/** Tokens in what only looks like JSON. */
function tokensIn(text: string): string[] {
  const fields = text.matchAll(/"(?:access|refresh|id)_token"\s*:\s*"([^"]+)/g);
  return [...fields].map(([, token]) => token ?? '').filter(Boolean);
}
