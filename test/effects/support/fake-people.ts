import type { Group } from '../../../src/core/model/principal.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import type { PeoplePorts } from '../../../src/effects/read-people.ts';
import type { DirectoryMember } from '../../../src/ports/people-read.ts';
import { accountId, setArn } from '../../core/support/live.ts';
import { fakeAws } from './fake-aws.ts';

export interface FakePeople {
  /** Ids of users by the identity store's group id. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** Users that the identity store describes besides those of the snapshot: user name by id. */
  readonly users?: Readonly<Record<string, string>>;
  /** Entra's object ids that those users carry. */
  readonly objectIds?: Readonly<Record<string, string>>;
  /** Members by Entra's object id of a group; groups that are not in here are not shown. Null: no Entra. */
  readonly entra?: Readonly<Record<string, readonly DirectoryMember[]>> | null;
  /** Groups of the identity store, where they are other than the snapshot's by now. */
  readonly groups?: readonly Group[];
  /** Live besides the snapshot's: `Blue Admin dev`, `user:ada Admin dev`. */
  readonly alsoLive?: readonly string[];
  /** Asked before every call; may throw what it rejects with. */
  readonly before?: (call: string, about: readonly string[]) => void;
}

export interface FakedPeople {
  readonly ports: PeoplePorts;
  /** `listMembers group-Blue`, in order. */
  readonly asked: readonly string[];
  readonly lines: readonly string[];
}

/** An organization and a tenant in memory, as far as people are asked for. */
export function fakePeople(snapshot: Snapshot, fake: FakePeople): FakedPeople {
  const { members = {}, users = {}, entra = null, groups = snapshot.groups, alsoLive = [] } = fake;
  const { objectIds = {} } = fake;
  const asked: string[] = [];
  const lines: string[] = [];
  const before = (call: string, about: readonly string[]): void => {
    asked.push([call, ...about].join(' '));
    fake.before?.(call, about);
  };
  const more = Object.entries(users).map(([id, userName]) => ({
    id,
    userName,
    externalIds: [objectIds[id] ?? []].flat().map((one) => ({ issuer: 'entra', id: one })),
  }));
  const held = alsoLive.map((text) => {
    const [who = '', set = '', account = ''] = text.split(' ');
    const isUser = who.startsWith('user:');
    return {
      accountId: accountId(account),
      permissionSetArn: setArn(set),
      principalType: isUser ? ('USER' as const) : ('GROUP' as const),
      principalId: isUser ? `user-${who.slice(5)}` : `group-${who}`,
    };
  });
  const { readers } = fakeAws(
    {
      ...snapshot,
      users: [...snapshot.users, ...more],
      assignments: [...snapshot.assignments, ...held],
    },
    { before, members, groups: () => groups },
  );
  return {
    asked,
    lines,
    ports: {
      readers,
      directory:
        entra === null
          ? null
          : {
              readMembers: async ({ groupIds, atMost, names }) => {
                await Promise.resolve();
                before('readMembers', groupIds);
                return groupIds.flatMap((groupId) => {
                  const found = entra[groupId];
                  if (found === undefined) return [];
                  const shown = found.slice(0, atMost + 1);
                  return [
                    {
                      groupId,
                      users: names
                        ? shown
                        : shown.map(({ id }) => ({ id, userPrincipalName: null })),
                    },
                  ];
                });
              },
            },
      journal: { progress: (line) => lines.push(line), warn: (line) => lines.push(line) },
    },
  };
}
