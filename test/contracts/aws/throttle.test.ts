import { ListGroupsCommand } from '@aws-sdk/client-identitystore';
import {
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
} from '@aws-sdk/client-organizations';
import {
  ListInstancesCommand,
  ListPermissionSetsCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test, vi } from 'vitest';
import { startAwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import { knobs } from '../../../src/simulator/aws/knobs.ts';
import { setup, smallSeed } from './simulator.ts';

const published = { throttle: knobs().throttle };

/** How many of the calls get through before one is throttled. */
async function accepted(call: () => Promise<unknown>, most: number): Promise<number> {
  for (let count = 0; count < most; count += 1) {
    try {
      await call();
    } catch (error) {
      if (error instanceof Error && error.message === 'Rate exceeded') return count;
      throw error;
    }
  }
  return most;
}

describe('requests a second', () => {
  test('twenty for sso-admin, all operations and callers together, refilled over time', async () => {
    const { aws, sso, as, InstanceArn } = await setup({ knobs: published });
    let turn = 0;
    const other = as('AKIAOTHER').sso;
    const call = () => {
      turn += 1;
      return turn % 2 === 0
        ? other.send(new ListInstancesCommand({}))
        : sso.send(new ListPermissionSetsCommand({ InstanceArn }));
    };
    expect(await accepted(call, 30)).toBe(20);
    expect(await accepted(call, 30)).toBe(0);
    aws.clock.advance(250);
    expect(await accepted(call, 30)).toBe(5);
    aws.clock.advance(60_000);
    expect(await accepted(call, 30)).toBe(20);
    await expect(call()).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(aws.log.throttles().length).toBeGreaterThan(3);
  });

  test('the identity store has a bucket of its own', async () => {
    const { sso, store, IdentityStoreId } = await setup({ knobs: published });
    expect(await accepted(() => sso.send(new ListInstancesCommand({})), 30)).toBe(20);
    const list = () => store.send(new ListGroupsCommand({ IdentityStoreId }));
    expect(await accepted(list, 30)).toBe(20);
    await expect(list()).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  test('Organizations counts each operation by itself', async () => {
    const { aws, organizations } = await setup({ knobs: published });
    const { managementAccountId, rootId } = aws.world.state.place;
    const calls = {
      DescribeOrganization: [2, () => organizations.send(new DescribeOrganizationCommand({}))],
      ListAccounts: [12, () => organizations.send(new ListAccountsCommand({}))],
      DescribeAccount: [
        30,
        () => organizations.send(new DescribeAccountCommand({ AccountId: managementAccountId })),
      ],
      DescribeOrganizationalUnit: [
        8,
        () =>
          organizations
            .send(
              new DescribeOrganizationalUnitCommand({
                OrganizationalUnitId: `ou-${rootId.slice(2)}-00000000`,
              }),
            )
            .catch((error: unknown) => {
              if (error instanceof Error && error.name === 'TooManyRequestsException') throw error;
            }),
      ],
    } as const;
    for (const [burst, call] of Object.values(calls)) expect(await accepted(call, 40)).toBe(burst);
    await expect(calls.ListAccounts[1]()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 400 },
    });
    aws.clock.advance(1000);
    expect(await accepted(calls.ListAccounts[1], 40)).toBe(8);
  });

  test('a raised limit is a knob', async () => {
    const { sso } = await setup({
      knobs: { throttle: { ...published.throttle, 'sso-admin': { perSecond: 40, burst: 40 } } },
    });
    expect(await accepted(() => sso.send(new ListInstancesCommand({})), 60)).toBe(40);
  });

  test('is measured in simulated time', async () => {
    const aws = await startAwsSimulator({ seed: smallSeed, clock: { scale: 200 } });
    const before = aws.clock.now();
    await aws.clock.sleep(2000);
    expect(aws.clock.now() - before).toBeGreaterThanOrEqual(2000);
    await aws.close();
  });

  test('every answer takes its latency', async () => {
    const { aws, sso } = await setup({ clock: { scale: 100 }, knobs: { latencyMs: 3000 } });
    const before = aws.clock.now();
    await sso.send(new ListInstancesCommand({}));
    expect(aws.clock.now() - before).toBeGreaterThanOrEqual(3000);
  });

  test('the SDKs find the simulator by their environment', async () => {
    const { aws } = await setup();
    for (const [name, value] of Object.entries(aws.environment)) vi.stubEnv(name, value);
    const credentials = { accessKeyId: 'AKIAENVIRONMENT', secretAccessKey: 'secret' };
    const client = new SSOAdminClient({ region: 'eu-west-1', credentials });
    expect((await client.send(new ListInstancesCommand({}))).Instances).toHaveLength(1);
    client.destroy();
    vi.unstubAllEnvs();
  });
});
