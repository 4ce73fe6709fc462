import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { expect, onTestFinished, test } from 'vitest';
import { startAwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { AwsSimulatorOptions } from '../../../src/simulator/aws/start-aws-simulator.ts';

async function setup(options: Partial<AwsSimulatorOptions> = {}) {
  const aws = await startAwsSimulator({
    seed: {
      delegate: 'identity',
      accounts: [{ name: 'identity' }],
      trails: [{ name: 'organization' }, { name: 'own', wholeOrganization: false, logging: false }],
    },
    callers: { AKIADELEGATE: { account: 'identity' }, AKIANOTHING: { deny: ['cloudtrail:*'] } },
    ...options,
  });
  onTestFinished(() => aws.close());
  const as = (accessKeyId: string): CloudTrailClient =>
    new CloudTrailClient({
      endpoint: aws.url,
      region: 'eu-west-1',
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey: 'secret' },
    });
  return { aws, as };
}

test('the management account sees its trails, and whether they log', async () => {
  const { aws, as } = await setup();
  const client = as('AKIAADMIN');
  const { trailList } = await client.send(new DescribeTrailsCommand({}));
  expect(trailList).toMatchObject([
    { Name: 'organization', IsMultiRegionTrail: true, IsOrganizationTrail: true },
    { Name: 'own', IsOrganizationTrail: false },
  ]);
  const status = (Name?: string) => client.send(new GetTrailStatusCommand({ Name }));
  expect(await status(trailList?.[0]?.TrailARN)).toMatchObject({ IsLogging: true });
  expect(await status('own')).toMatchObject({ IsLogging: false });
  await expect(status('other')).rejects.toMatchObject({ name: 'TrailNotFoundException' });
  expect(aws.log.invalid()).toEqual([]);
});

test("a member account sees the organization's trail, by its ARN alone", async () => {
  const { as } = await setup();
  const client = as('AKIADELEGATE');
  const { trailList } = await client.send(new DescribeTrailsCommand({}));
  expect(trailList).toMatchObject([{ Name: 'organization' }]);
  const Name = trailList?.[0]?.TrailARN;
  expect(await client.send(new GetTrailStatusCommand({ Name }))).toMatchObject({ IsLogging: true });
  await expect(
    client.send(new GetTrailStatusCommand({ Name: 'organization' })),
  ).rejects.toMatchObject({ name: 'TrailNotFoundException' });
});

test('who is not allowed is refused by the name of the action', async () => {
  const { as } = await setup();
  await expect(as('AKIANOTHING').send(new DescribeTrailsCommand({}))).rejects.toThrow(
    /cloudtrail:DescribeTrails/,
  );
});
