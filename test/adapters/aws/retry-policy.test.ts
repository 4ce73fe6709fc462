import { describe, expect, test } from 'vitest';
import {
  AnswerShapeError,
  classifyFailure,
  TimeLimitError,
} from '../../../src/adapters/aws/request/classify-failure.ts';
import { decideRetry, type Effect } from '../../../src/adapters/aws/request/retry-policy.ts';

const aws = (name: string, message = '', httpStatusCode = 400, more: object = {}) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode }, ...more });
const network = (code: string, more: object = {}) =>
  Object.assign(new Error(code), { code, ...more });

const transient = aws('ConflictException', 'There is a conflicting operation in process.');
const decide = (error: unknown, effect: Effect, attempt = 1, spent = 0) =>
  decideRetry(classifyFailure(error), effect, attempt, spent);

describe('what is sent again', () => {
  test.each([
    ['throttling', aws('ThrottlingException'), 'again', 'again', 'again'],
    ['too many requests', aws('TooManyRequestsException'), 'again', 'again', 'again'],
    ['status 429', aws('Unknown', '', 429), 'again', 'again', 'again'],
    ['a transient conflict', transient, 'again', 'again', 'again'],
    ['a refused connection', network('ECONNREFUSED'), 'again', 'again', 'again'],
    ['an unknown host', network('ENOTFOUND'), 'again', 'again', 'again'],
    ['an untrusted certificate', network('SELF_SIGNED_CERT_IN_CHAIN'), 'again', 'again', 'again'],
    [
      'a wrong clock',
      aws('InvalidSignatureException', 'Signature expired'),
      'again',
      'again',
      'again',
    ],
    ['a server error', aws('InternalServerException', '', 500), 'again', 'again', 'answer-lost'],
    [
      'a reset',
      network('ECONNRESET', { name: 'TimeoutError' }),
      'again',
      'answer-lost',
      'answer-lost',
    ],
    ['a broken pipe', network('EPIPE'), 'again', 'answer-lost', 'answer-lost'],
    ['no answer in time', new TimeLimitError('late'), 'again', 'answer-lost', 'answer-lost'],
    [
      'half an answer',
      Object.assign(new SyntaxError('JSON'), { $metadata: { httpStatusCode: 200 } }),
      'again',
      'answer-lost',
      'answer-lost',
    ],
    ['an incomplete answer', new AnswerShapeError('x'), 'again', 'answer-lost', 'answer-lost'],
    [
      'a permanent conflict',
      aws('ConflictException', 'exists'),
      'conflict',
      'conflict',
      'conflict',
    ],
    ['not found', aws('ResourceNotFoundException'), 'not-found', 'not-found', 'not-found'],
    ['denied', aws('AccessDeniedException'), 'access-denied', 'access-denied', 'access-denied'],
    ['expired', aws('ExpiredTokenException'), 'credentials', 'credentials', 'credentials'],
    [
      'a role that may not be taken',
      aws('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'),
      'credentials',
      'credentials',
      'credentials',
    ],
    ['refused by a check', aws('ValidationException'), 'invalid', 'invalid', 'invalid'],
    ['over a quota', aws('ServiceQuotaExceededException'), 'quota', 'quota', 'quota'],
    ['an unknown refusal', aws('SomethingNew'), 'invalid', 'invalid', 'invalid'],
    ['a bug of ours', new TypeError('x is undefined'), 'again', 'answer-lost', 'answer-lost'],
  ])('%s', (_, error, read, put, write) => {
    const said = (effect: Effect): string => {
      const decision = decide(error, effect);
      return 'giveUp' in decision ? decision.giveUp : 'again';
    };
    expect([said('read'), said('idempotent-write'), said('write')]).toEqual([read, put, write]);
  });
});

test('waits twice as long each time, up to a bound', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7].map((attempt) =>
    decide(aws('ThrottlingException'), 'read', attempt),
  );
  expect(waits).toEqual(
    [500, 1000, 2000, 4000, 8000, 15_000, 15_000].map((retryIn) => ({ retryIn })),
  );
});

test('gives up after its tries, or when the call has taken too long', () => {
  expect(decide(aws('ThrottlingException'), 'read', 12)).toEqual({ giveUp: 'throttled' });
  expect(decide(aws('ThrottlingException'), 'read', 2, 119_500)).toEqual({ giveUp: 'throttled' });
  expect(decide(network('ENOTFOUND'), 'write', 6)).toEqual({ giveUp: 'unavailable' });
  expect(decide(aws('InternalServerException', '', 500), 'idempotent-write', 8)).toEqual({
    giveUp: 'answer-lost',
  });
});

test('waits as long as AWS asks, in the body or in a header', () => {
  const body = aws('ThrottlingException', '', 400, { RetryAfterSeconds: 7 });
  expect(decide(body, 'read')).toEqual({ retryIn: 7000 });
  const header = aws('ThrottlingException', '', 400, {
    $response: { headers: { 'retry-after': '3' } },
  });
  expect(decide(header, 'read')).toEqual({ retryIn: 3000 });
  const absurd = aws('ThrottlingException', '', 400, { RetryAfterSeconds: 3600 });
  expect(decide(absurd, 'read')).toEqual({ giveUp: 'throttled' });
});

test('only throttling by rate asks for a slower pace', () => {
  const busy = 'There are too many requests processing. Please try again later.';
  expect(classifyFailure(aws('ThrottlingException', 'Rate exceeded')).tooFast).toBe(true);
  expect(classifyFailure(aws('ThrottlingException', busy)).tooFast).toBe(false);
});

test('names the host that could not be reached', () => {
  const unknown = network('ENOTFOUND', { hostname: 'sso.eu-west-9.amazonaws.com' });
  expect(classifyFailure(unknown).host).toBe('sso.eu-west-9.amazonaws.com');
  const refused = network('ECONNREFUSED', { address: '127.0.0.1', port: 1 });
  expect(classifyFailure(refused).host).toBe('127.0.0.1:1');
});

test('reads whatever is thrown', () => {
  for (const thrown of [undefined, null, 'text', 3, {}, { message: 5 }]) {
    expect(classifyFailure(thrown).class).toBe('bad-answer');
  }
});
