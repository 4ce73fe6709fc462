import { accountIdFor, hexId } from './ids.ts';
import { awsPolicyArn } from './policy-arn.ts';
import type { Instance } from './state.ts';
import type { CheckedSeed } from './world-seed.ts';
import type { Place } from './world.ts';

export const managementName = 'management';

export type SeedAccount = CheckedSeed['accounts'][number];

export function seedAccountId(
  seed: CheckedSeed,
  account: { name: string; id?: string | undefined },
): string {
  return account.id ?? accountIdFor(`${seed.organization}/${account.name}`);
}

export function makePlace(seed: CheckedSeed, accounts: readonly SeedAccount[]): Place {
  const idOf = (nameOrId: string): string => {
    const found = accounts.find((one) => one.name === nameOrId || one.id === nameOrId);
    if (found === undefined) throw new Error(`the seed has no account "${nameOrId}"`);
    return seedAccountId(seed, found);
  };
  const management = accounts.find((one) => one.management)?.name ?? managementName;
  const instance = (owner: string, name: string | undefined): Instance => {
    const id = `ssoins-${hexId('instance', `${seed.organization}/${owner}`, 16)}`;
    return {
      arn: `arn:${seed.partition}:sso:::instance/${id}`,
      id,
      name,
      identityStoreId: `d-${hexId('identitystore', `${seed.organization}/${owner}`, 10)}`,
      ownerAccountId: idOf(owner),
      region: seed.region,
      createdAt: Date.parse('2020-01-01T00:00:00Z'),
    };
  };
  return {
    partition: seed.partition,
    organizationId: `o-${hexId('organization', seed.organization, 10)}`,
    rootId: `r-${hexId('root', seed.organization, 4)}`,
    managementAccountId: idOf(management),
    delegateAccountId: seed.delegate === undefined ? undefined : idOf(seed.delegate),
    instance: instance(management, seed.instanceName),
    accountInstances: seed.accountInstances.map(({ account }) => instance(account, undefined)),
    replicaRegions: seed.replicaRegions,
    policiesInEveryAccount: seed.policiesInEveryAccount,
    trails: seed.trails,
    awsPolicies:
      seed.awsPolicies &&
      new Set(seed.awsPolicies.map((name) => awsPolicyArn(seed.partition, name))),
  };
}
