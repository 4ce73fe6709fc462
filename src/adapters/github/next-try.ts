import { PortError } from '../../ports/port-error.ts';
import type { Call } from './call.ts';
import type { Failure } from './failure.ts';
import type { GitHubLimits } from './github-options.ts';
import { refusal } from './refusal.ts';

export type NextTry =
  | { readonly kind: 'wait'; readonly milliseconds: number; readonly throttled: boolean }
  | { readonly kind: 'stop'; readonly error: PortError };

export interface Progress {
  /** Tries made, at least 1. */
  readonly tries: number;
  /** Milliseconds this call has waited because GitHub asked it to. */
  readonly throttled: number;
  /** The clock's milliseconds since the epoch. */
  readonly now: number;
}

/** GitHub's advice where a secondary limit does not say how long. */
const unnamedWait = 60_000;

/** Whether a failed call is worth another try, and after how long. */
export function nextTry(
  call: Call,
  failure: Failure,
  progress: Progress,
  limits: GitHubLimits,
): NextTry {
  const again: NextTry = {
    kind: 'wait',
    milliseconds: 1000 * 2 ** (progress.tries - 1),
    throttled: false,
  };
  const over = progress.tries >= limits.tries;
  const stop = (error: PortError): NextTry => ({ kind: 'stop', error });

  if (failure.kind === 'unsent')
    return failure.passing && !over ? again : stop(unreachable(call, failure));
  if (failure.kind === 'lost') {
    if (call.repeat === 'unless-sent') return stop(answerLost(call, failure.message));
    return over ? stop(unreachable(call, failure)) : again;
  }
  const asked = askedWait(failure, progress.now);
  if (asked !== null) {
    const milliseconds = Math.max(asked, again.milliseconds);
    if (over || progress.throttled + milliseconds > limits.throttleWait)
      return stop(throttled(call, failure, milliseconds));
    return { kind: 'wait', milliseconds, throttled: true };
  }
  if (failure.status < 500) return stop(refusal(call, failure.status, failure.message));
  if (call.repeat === 'unless-sent')
    return stop(answerLost(call, `GitHub answered ${failure.status}: ${failure.message}`));
  return over ? stop(refusal(call, failure.status, failure.message)) : again;
}

/** Milliseconds that GitHub asks to wait; null where the answer is no rate limit. */
function askedWait(failure: Failure & { kind: 'answered' }, now: number): number | null {
  const { status, headers, message } = failure;
  const retryAfter = headers.get('retry-after');
  const spent = headers.get('x-ratelimit-remaining') === '0';
  const limited =
    status === 429 ||
    (status === 403 && (retryAfter !== undefined || spent || /rate limit|abuse/i.test(message)));
  if (!limited) return null;
  if (retryAfter !== undefined && /^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const reset = Number(headers.get('x-ratelimit-reset'));
  if (!spent || !(reset > 0)) return unnamedWait;
  // The reset is a time of GitHub's clock, so it is compared with GitHub's own date where there is one.
  const date = Date.parse(headers.get('date') ?? '');
  return Math.max(0, reset * 1000 - (Number.isNaN(date) ? now : date)) + 1000;
}

function throttled(call: Call, failure: Failure, milliseconds: number): PortError {
  const seconds = Math.ceil(milliseconds / 1000);
  return new PortError(
    'throttled',
    call.route,
    `GitHub's rate limit is used up: ${failure.message}`,
    {
      help: `run this again in ${seconds} s; a GitHub App's token has limits of its own`,
    },
  );
}

function unreachable(call: Call, failure: Failure): PortError {
  const certificate = failure.kind === 'unsent' && !failure.passing;
  return new PortError(
    'unavailable',
    call.route,
    `GitHub could not be reached: ${failure.message}`,
    {
      help: certificate
        ? 'name the certificate authority of your server or proxy in NODE_EXTRA_CA_CERTS'
        : 'check GITHUB_API_URL and HTTPS_PROXY, and that this runner may reach that server',
    },
  );
}

function answerLost(call: Call, message: string): PortError {
  return new PortError('answer-lost', call.route, `no answer came back: ${message}`);
}
