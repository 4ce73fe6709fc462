import { describe, expect, it } from 'vitest';
import {
  AnswerShapeError,
  failureOfAnswer,
  failureOfError,
} from '../../../src/adapters/graph/request/classify-failure.ts';
import type { Failure } from '../../../src/adapters/graph/request/failure.ts';
import {
  decideRetry,
  type Effect,
  longestCall,
} from '../../../src/adapters/graph/request/retry-policy.ts';
import { TimeLimitError } from '../../../src/adapters/graph/request/with-time-limit.ts';

function answered(
  status: number,
  more: { code?: string; message?: string; retryAfter?: string } = {},
) {
  return failureOfAnswer({
    status,
    header: (name) => (name === 'retry-after' ? (more.retryAfter ?? null) : null),
    body: { error: { code: more.code ?? 'Some', message: more.message ?? 'words' } },
  });
}

function network(code: string): Failure {
  const cause = Object.assign(new Error('inside'), { code });
  return failureOfError(new Error('fetch failed', { cause }));
}

/** What becomes of the first failure. */
function first(failure: Failure, effect: Effect): unknown {
  return decideRetry(failure, effect, 1, 0);
}

describe('after a failure', () => {
  it.each<[string, Failure, unknown, unknown]>([
    ['429', answered(429), { retryIn: 1000 }, { retryIn: 1000 }],
    ['503', answered(503), { retryIn: 1000 }, { retryIn: 1000 }],
    ['an item whose neighbour failed', answered(424), { retryIn: 1000 }, { retryIn: 1000 }],
    ['500', answered(500), { retryIn: 500 }, { giveUp: 'answer-lost' }],
    ['504', answered(504), { retryIn: 500 }, { giveUp: 'answer-lost' }],
    ['a reset', network('ECONNRESET'), { retryIn: 500 }, { giveUp: 'answer-lost' }],
    [
      'silence',
      failureOfError(new TimeLimitError('x')),
      { retryIn: 500 },
      { giveUp: 'answer-lost' },
    ],
    [
      'nonsense',
      failureOfError(new AnswerShapeError('x')),
      { retryIn: 500 },
      { giveUp: 'answer-lost' },
    ],
    ['no connection', network('ECONNREFUSED'), { retryIn: 500 }, { retryIn: 500 }],
    ['no name', network('ENOTFOUND'), { retryIn: 500 }, { retryIn: 500 }],
    [
      'no trust',
      network('SELF_SIGNED_CERT_IN_CHAIN'),
      { giveUp: 'unavailable' },
      { giveUp: 'unavailable' },
    ],
    ['401', answered(401), { giveUp: 'credentials' }, { giveUp: 'credentials' }],
    ['403', answered(403), { giveUp: 'access-denied' }, { giveUp: 'access-denied' }],
    ['404', answered(404), { giveUp: 'not-found' }, { giveUp: 'not-found' }],
    ['400', answered(400), { giveUp: 'invalid' }, { giveUp: 'invalid' }],
    ['a redirect', answered(302), { giveUp: 'bad-answer' }, { giveUp: 'bad-answer' }],
    [
      'a duplicate',
      answered(400, { message: 'Permission being assigned already exists on the object' }),
      { giveUp: 'conflict' },
      { giveUp: 'conflict' },
    ],
    [
      'a full directory',
      answered(403, { code: 'Directory_QuotaExceeded' }),
      { giveUp: 'quota' },
      { giveUp: 'quota' },
    ],
  ])('%s: reads and writes', (_what, failure, read, write) => {
    expect([first(failure, 'read'), first(failure, 'write')]).toEqual([read, write]);
  });

  it('waits as long as Graph asks, and longer each time where it does not say', () => {
    expect(decideRetry(answered(429, { retryAfter: '42' }), 'read', 1, 0)).toEqual({
      retryIn: 42_000,
    });
    const waits = Array.from({ length: 7 }, (_none, at) =>
      decideRetry(answered(429), 'read', at + 1, 0),
    );
    expect(waits.map((wait) => ('retryIn' in wait ? wait.retryIn : null))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
    const dated = answered(429, { retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' });
    expect(first(dated, 'read')).toEqual({ retryIn: 1000 });
  });

  it('gives up where the wait would go beyond what a call may take', () => {
    const asked = answered(429, { retryAfter: '100' });
    expect(decideRetry(asked, 'read', 2, longestCall - 99_000)).toEqual({ giveUp: 'throttled' });
    expect(decideRetry(answered(429), 'write', 10, 0)).toEqual({ giveUp: 'throttled' });
    expect(decideRetry(answered(500), 'read', 6, 0)).toEqual({ giveUp: 'unavailable' });
  });
});

describe('the words of a failure', () => {
  it("are Microsoft's, on one line and without what a terminal would obey", () => {
    const failure = answered(400, { code: 'Bad\nRequest', message: 'a\u001b[31m b\r\n\u202ec' });
    expect(failure).toMatchObject({ name: 'Bad Request', text: 'a [31m b c' });
    expect(answered(400, { message: 'x'.repeat(900) }).text).toHaveLength(601);
  });

  it('hold the id that support asks for, if it is one', () => {
    const of = (id: string) =>
      failureOfAnswer({
        status: 500,
        header: () => null,
        body: { error: { code: 'x', message: 'y', innerError: { 'request-id': id } } },
      }).requestId;
    expect(of('b31c83fd-944c-4663-aa50-5d9ceb367e19')).toBe('b31c83fd-944c-4663-aa50-5d9ceb367e19');
    expect(of('::error::no')).toBeNull();
  });

  it('say something for a page of a proxy, too', () => {
    const failure = failureOfAnswer({
      status: 502,
      header: () => null,
      body: '<h1>Bad gateway</h1>',
    });
    expect(failure).toMatchObject({
      class: 'server',
      name: 'HTTP 502',
      text: 'the answer, of no content type, is not JSON',
    });
  });
});
