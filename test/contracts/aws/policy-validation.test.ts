import { AccessAnalyzerClient, ValidatePolicyCommand } from '@aws-sdk/client-accessanalyzer';
import { expect, onTestFinished, test } from 'vitest';
import { startAwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { AwsSimulatorOptions } from '../../../src/simulator/aws/start-aws-simulator.ts';

async function setup(options: Partial<AwsSimulatorOptions> = {}) {
  const aws = await startAwsSimulator({
    seed: {},
    callers: { AKIANOTHING: { deny: ['access-analyzer:*'] } },
    ...options,
  });
  onTestFinished(() => aws.close());
  const validate = (policy: unknown, more: object = {}, accessKeyId = 'AKIAADMIN') =>
    new AccessAnalyzerClient({
      endpoint: aws.url,
      region: 'eu-west-1',
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey: 'secret' },
    }).send(
      new ValidatePolicyCommand({
        policyType: 'IDENTITY_POLICY',
        policyDocument: typeof policy === 'string' ? policy : JSON.stringify(policy),
        ...more,
      }),
    );
  return { aws, validate };
}

const Version = '2012-10-17';
const open = {
  Version,
  Statement: [
    { Effect: 'Allow', Action: ['s3:GetObject', 'iam:PassRole', 'nosuch:Thing'], Resource: '*' },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'queue' },
  ],
};

test('a policy that is in order has no findings', async () => {
  const { aws, validate } = await setup();
  const Statement = [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }];
  expect(await validate({ Version, Statement })).toMatchObject({ findings: [] });
  expect(aws.log.invalid()).toEqual([]);
});

test('each finding says what it is and where in the JSON, as a path', async () => {
  const { aws, validate } = await setup();
  const { findings = [] } = await validate(open);
  const told = findings.map(({ issueCode, findingType, locations }) => [
    issueCode,
    findingType,
    locations?.[0]?.path,
  ]);
  const statement = (index: number) => [{ value: 'Statement' }, { index }];
  expect(told).toEqual([
    ['INVALID_SERVICE_IN_ACTION', 'ERROR', [...statement(0), { value: 'Action' }, { index: 2 }]],
    [
      'PASS_ROLE_WITH_STAR_IN_RESOURCE',
      'SECURITY_WARNING',
      [...statement(0), { value: 'Action' }, { index: 1 }],
    ],
    ['INVALID_ARN_PREFIX', 'ERROR', [...statement(1), { value: 'Resource' }]],
  ]);
  expect(aws.log.invalid()).toEqual([]);
});

test('findings come in pages, and a token is good for its own policy only', async () => {
  const { validate } = await setup({ knobs: { pages: { maxSize: 2 } } });
  const first = await validate(open, { maxResults: 50 });
  expect(first.findings).toHaveLength(2);
  const { nextToken } = first;
  const last = await validate(open, { maxResults: 50, nextToken });
  expect([last.findings?.length, last.nextToken]).toEqual([1, undefined]);
  await expect(validate({ Version, Statement: [] }, { nextToken })).rejects.toMatchObject({
    name: 'ValidationException',
    reason: 'fieldValidationFailed',
  });
});

test('what is no JSON and what has no version is found, too', async () => {
  const { validate } = await setup();
  const codes = async (policy: unknown) =>
    (await validate(policy)).findings?.map(({ issueCode }) => issueCode);
  expect(await codes('{')).toEqual(['JSON_SYNTAX_ERROR']);
  expect(
    await codes({
      Statement: { Effect: 'Allow', Action: ['s3:*', 's3:GetObject'], Resource: '*' },
    }),
  ).toEqual(['MISSING_VERSION', 'REDUNDANT_ACTION']);
});

test('prefixes of actions are read without regard to case', async () => {
  const { validate } = await setup();
  const Action = ['IAM:CreateAccessKey', 'S3:GetObject', 's3:*', 'NoSuch:Thing'];
  const { findings = [] } = await validate({
    Version,
    Statement: { Effect: 'Allow', Action, Resource: 'arn:aws:s3:::bucket' },
  });
  expect(
    findings.map(({ issueCode, locations }) => [issueCode, locations?.[0]?.path?.at(-1)]),
  ).toEqual([
    ['INVALID_SERVICE_IN_ACTION', { index: 3 }],
    ['REDUNDANT_ACTION', { index: 1 }],
  ]);
});

test('who is not allowed, and who asks too fast, is told so as the service does', async () => {
  const { validate } = await setup({
    knobs: { throttle: { accessanalyzer: { perSecond: 1, burst: 1 } } },
  });
  const denied = validate(open, {}, 'AKIANOTHING');
  await expect(denied).rejects.toThrow(/access-analyzer:ValidatePolicy/);
  await expect(denied).rejects.toMatchObject({
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 403 },
  });
  const asked = await Promise.allSettled([1, 2, 3].map(() => validate(open)));
  const refused = asked.filter((each) => each.status === 'rejected');
  expect(refused[0]?.reason).toMatchObject({
    name: 'ThrottlingException',
    $metadata: { httpStatusCode: 429 },
  });
});
