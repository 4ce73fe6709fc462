import type { Group } from '../../../src/core/model/principal.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import type { AwsReadPorts } from '../../../src/ports/readers.ts';

export type Ask = <T>(call: string, about: readonly string[], answer: () => T) => Promise<T>;

/** The parts that nothing here writes to. */
export function fakeOrganization(
  { users, accounts, organizationalUnits, ...snapshot }: Snapshot,
  ask: Ask,
  order: <T>(list: readonly T[]) => readonly T[],
  groups: () => readonly Group[],
  members: Readonly<Record<string, readonly string[]>> = {},
): Pick<AwsReadPorts, 'identityStore' | 'organization' | 'caller' | 'people' | 'policies'> {
  const { managementAccountId: management, delegated } = snapshot;
  const byId = <T extends { readonly id: string }>(all: readonly T[], id: string): T | null =>
    all.find((one) => one.id === id) ?? null;
  return {
    identityStore: {
      listGroups: () => ask('listGroups', [], () => order(groups())),
      describeGroup: (_, id) => ask('describeGroup', [id], () => byId(groups(), id)),
      describeUser: (_, id) => ask('describeUser', [id], () => byId(users, id)),
      findUser: (_, name) =>
        ask('findUser', [name], () => users.find(({ userName }) => userName === name) ?? null),
    },
    organization: {
      readManagementAccountId: () => ask('readManagementAccountId', [], () => management),
      listAccounts: () =>
        ask('listAccounts', [], () => order(accounts.map((each) => ({ ...each, tags: null })))),
      listOrganizationalUnits: () =>
        ask('listOrganizationalUnits', [], () => order(organizationalUnits)),
      readAccountTags: (id) => ask('readAccountTags', [id], () => byId(accounts, id)?.tags ?? {}),
    },
    people: {
      listMembers: (_, id) =>
        ask('listMembers', [id], () => (byId(groups(), id) === null ? null : (members[id] ?? []))),
    },
    policies: { validatePolicy: () => ask('validatePolicy', [], () => []) },
    caller: {
      callerAccountId: () =>
        ask('callerAccountId', [], () => {
          const other = accounts.find(({ id }) => id !== management)?.id ?? null;
          return delegated ? other : management;
        }),
    },
  };
}
