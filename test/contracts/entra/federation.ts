import { IdentitystoreClient, ListGroupsCommand } from '@aws-sdk/client-identitystore';
import { onTestFinished } from 'vitest';
import { unthrottled } from '../../../src/simulator/aws/knobs.ts';
import { startAwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { WorldSeed } from '../../../src/simulator/aws/world/world-seed.ts';
import { SimulatedClock } from '../../../src/simulator/clock.ts';
import type { KnobOverrides } from '../../../src/simulator/entra/knobs.ts';
import { identityStoreTarget } from '../../../src/simulator/entra/provisioning/identity-store-target.ts';
import type { TenantSeed } from '../../../src/simulator/entra/world/tenant-seed.ts';
import type { Answer, Setup } from './tenant.ts';
import { setup, smallSeed, startAt, valuesOf } from './tenant.ts';

export interface Federation extends Setup {
  readonly aws: AwsSimulator;
  /** What AWS lists, by name. */
  readonly listed: () => Promise<Record<string, { id: string; externalId: string | undefined }>>;
  /** Members by the name of their group, as AWS has them. */
  readonly members: () => Record<string, readonly string[]>;
  readonly groupId: (name: string) => string;
  /** The verdict of provisioning a group on demand. */
  readonly provision: (group: string, members?: readonly string[]) => Promise<Verdict>;
  readonly post: (action: string, body?: object) => Promise<Answer>;
}

export interface Verdict {
  readonly result: string;
  readonly details: { readonly errorCode?: string; readonly errorMessage?: string };
}

/** A tenant that provisions to an organization, on one clock. */
export async function federate(
  options: { seed?: TenantSeed; aws?: WorldSeed; knobs?: KnobOverrides } = {},
): Promise<Federation> {
  const clock = new SimulatedClock({ scale: 0, startAt });
  const aws = await startAwsSimulator({ seed: options.aws ?? {}, clock, knobs: unthrottled });
  const client = new IdentitystoreClient({
    region: 'eu-west-1',
    endpoint: aws.url,
    credentials: { accessKeyId: 'AKIAADMINISTRATOR', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await aws.close();
  });
  const made = await setup({
    seed: options.seed ?? smallSeed,
    clock,
    provisioning: identityStoreTarget(aws.world),
    ...(options.knobs && { knobs: options.knobs }),
  });
  const { ask, app, entra } = made;
  const { state } = entra.world;
  const groupId = (name: string): string =>
    state.groups.values().find((one) => one.key === name)?.id ?? '';
  const post = (action: string, body?: object): Promise<Answer> =>
    ask(app(`/synchronization/jobs/${entra.world.job().id}/${action}`), {
      method: 'POST',
      ...(body && { body }),
    });
  return {
    ...made,
    aws,
    groupId,
    post,
    listed: async () => {
      const { IdentityStoreId } = {
        IdentityStoreId: aws.world.state.place.instance.identityStoreId,
      };
      const { Groups = [] } = await client.send(new ListGroupsCommand({ IdentityStoreId }));
      return Object.fromEntries(
        Groups.map(({ DisplayName = '', GroupId = '', ExternalIds }) => [
          DisplayName,
          { id: GroupId, externalId: ExternalIds?.[0]?.Id },
        ]),
      );
    },
    members: () =>
      Object.fromEntries(aws.world.dump().groups.map((group) => [group.name, group.members])),
    provision: async (group, members = []) => {
      const job = valuesOf(await ask(app('/synchronization/jobs')))[0];
      const schema = await ask(app(`/synchronization/jobs/${String(job?.['id'])}/schema`));
      const [rule] = schema.body['synchronizationRules'] as { id: string }[];
      const links = {
        members: members.map((name) => ({
          objectId: state.users.values().find((one) => one.userPrincipalName === name)?.id,
          objectTypeName: 'User',
        })),
      };
      const subject = { objectId: groupId(group), objectTypeName: 'Group', links };
      const answer = await post('provisionOnDemand', {
        parameters: [{ ruleId: rule?.id, subjects: [subject] }],
      });
      return JSON.parse(answer.body['key'] as string) as Verdict;
    },
  };
}
