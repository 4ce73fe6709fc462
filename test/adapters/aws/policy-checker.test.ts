import { describe, expect, it } from 'vitest';
import { createPolicyChecker } from '../../../src/adapters/aws/read/policy-checker.ts';
import { connect } from './support/connect.ts';

const policy = JSON.stringify({
  Statement: [
    { Effect: 'Allow', Action: ['s3:*', 's3:GetObject', 'iam:PassRole'], Resource: '*' },
    { Effect: 'Allow', Action: 'nosuch:Thing', Resource: 'queue' },
  ],
});

describe('createPolicyChecker', () => {
  it('reads every page of what AWS remarks, with the place of each', async () => {
    // A check may take eight seconds, which must last on a busy machine.
    const { aws, connection } = await connect({
      scale: 2,
      knobs: { pages: { maxSize: 2, emptyEvery: 2 } },
    });
    const remarks = await createPolicyChecker(connection).validatePolicy(policy);
    expect(remarks.map(({ level, code, path }) => [level, code, path])).toEqual([
      ['warning', 'MISSING_VERSION', []],
      ['security-warning', 'PASS_ROLE_WITH_STAR_IN_RESOURCE', ['Statement', 0, 'Action', 2]],
      ['suggestion', 'REDUNDANT_ACTION', ['Statement', 0, 'Action', 1]],
      ['error', 'INVALID_SERVICE_IN_ACTION', ['Statement', 1, 'Action']],
      ['error', 'INVALID_ARN_PREFIX', ['Statement', 1, 'Resource']],
    ]);
    expect(remarks[0]?.link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    expect(aws.log.invalid()).toEqual([]);
  });

  it('keeps to its budget, and waits where AWS throttles all the same', async () => {
    const { aws, connection } = await connect({
      throttled: true,
      scale: 5,
      knobs: { throttle: { accessanalyzer: { perSecond: 2, burst: 1 } } },
    });
    const checker = createPolicyChecker(connection);
    const all = await Promise.all(Array.from({ length: 6 }, () => checker.validatePolicy(policy)));
    expect(all.map((remarks) => remarks.length)).toEqual([5, 5, 5, 5, 5, 5]);
    expect(aws.log.requests.some(({ throttled }) => throttled)).toBe(true);
  });

  it('says by the name of the action that the role may not ask', async () => {
    const { connection } = await connect({
      callers: { AKIAADMINISTRATOR: { deny: ['access-analyzer:*'] } },
    });
    await expect(createPolicyChecker(connection).validatePolicy(policy)).rejects.toMatchObject({
      kind: 'access-denied',
      action: 'access-analyzer:ValidatePolicy',
    });
  });
});
