import type { FoundMember } from '../../core/access/join-people.ts';
import type { DirectoryPeopleReader, MembershipReader } from '../../ports/people-read.ts';
import type { PortError } from '../../ports/port-error.ts';
import { advice } from '../advice.ts';
import { concernsAll, type PeopleSource, whyUnread } from './why-unread.ts';

/** A group with more says enough by that: a hundred pages of the identity store. */
export const MOST_MEMBERS = 10_000;
/** Of all groups together, but for those that are being read when it is crossed. */
export const MOST_MEMBERS_IN_ALL = 30_000;
/** Groups at once: Graph's batch, and as many lists as keep the identity store busy. */
const atOnce = { entra: 20, store: 5 };

export interface MemberSources {
  readonly store: MembershipReader;
  readonly identityStoreId: string;
  /** Null where Entra is not asked. */
  readonly directory: DirectoryPeopleReader | null;
  /** Entra's object id of a group by the id that operations have; null where Entra does not know it. */
  readonly entraIdOf: (groupId: string) => string | null;
  /** False for a group that AWS does not have yet. */
  readonly isSynced: (groupId: string) => boolean;
  /** Called for each group that is done with. */
  readonly onGroup: () => void;
}

export interface GroupMembers {
  /** By the id that was asked for; never more than `MOST_MEMBERS`. */
  readonly members: ReadonlyMap<string, readonly FoundMember[]>;
  /** By the same ids, why there is no answer. */
  readonly unread: ReadonlyMap<string, string>;
}

/** Members, or why there is no answer. */
type Answer = readonly FoundMember[] | string;

interface Reading {
  readonly answers: Map<string, Answer>;
  /** Why a source is asked no more. */
  readonly refused: Map<PeopleSource, string>;
  people: number;
}

/**
 * Who is in groups, in the order in which they are asked for, so that the same ones are left out each time.
 * Those that Entra knows are read there, the others in the identity store; and in the identity store too
 * those that Entra does not show. Nothing here rejects but a cancelled run.
 */
export async function readMembers(
  sources: MemberSources,
  groupIds: readonly string[],
  names: boolean,
): Promise<GroupMembers> {
  const reading: Reading = { answers: new Map(), refused: new Map(), people: 0 };
  for (const ids of chunksOf(groupIds, atOnce.entra)) {
    const known = ids.filter((id) => sources.entraIdOf(id) !== null);
    if (!isFull(reading)) await readInEntra(sources, known, names, reading);
    const left = ids.filter((id) => !reading.answers.has(id));
    for (const some of chunksOf(left, atOnce.store)) {
      await Promise.all(some.map((id) => readInStore(sources, id, reading)));
    }
    for (const _ of ids) sources.onGroup();
  }
  const members = new Map<string, readonly FoundMember[]>();
  const unread = new Map<string, string>();
  for (const [id, answer] of reading.answers) {
    if (typeof answer === 'string') unread.set(id, answer);
    else members.set(id, answer);
  }
  return { members, unread };
}

function isFull({ people }: Reading): boolean {
  return people > MOST_MEMBERS_IN_ALL;
}

function keep(reading: Reading, id: string, found: readonly FoundMember[]): void {
  reading.people += found.length;
  reading.answers.set(
    id,
    found.length > MOST_MEMBERS ? `it has more than ${MOST_MEMBERS} members` : found,
  );
}

/** Leaves those without an answer that Entra does not show. */
async function readInEntra(
  { directory, entraIdOf }: MemberSources,
  ids: readonly string[],
  names: boolean,
  reading: Reading,
): Promise<void> {
  if (directory === null || ids.length === 0) return;
  const fail = (why: string): void => {
    for (const id of ids) reading.answers.set(id, why);
  };
  const before = reading.refused.get('Entra ID');
  if (before !== undefined) {
    fail(before);
    return;
  }
  const groupIds = ids.flatMap((id) => entraIdOf(id) ?? []);
  const { value, error } = await advice(
    directory.readMembers({ groupIds, atMost: MOST_MEMBERS, names }),
  );
  if (error !== null) {
    fail(refusal(reading, error, 'Entra ID'));
    return;
  }
  const users = new Map(value.map((group) => [group.groupId, group.users]));
  for (const id of ids) {
    const own = users.get(entraIdOf(id) ?? '');
    if (own === undefined) continue;
    const members = own.map((user) => ({
      in: 'entra' as const,
      id: user.id,
      signInName: user.userPrincipalName,
    }));
    keep(reading, id, members);
  }
}

async function readInStore(sources: MemberSources, id: string, reading: Reading): Promise<void> {
  const why = whyNotInStore(sources, id, reading);
  if (why !== null) {
    reading.answers.set(id, why);
    return;
  }
  const { store, identityStoreId } = sources;
  const { value, error } = await advice(store.listMembers(identityStoreId, id, MOST_MEMBERS));
  if (error !== null) reading.answers.set(id, refusal(reading, error, 'the identity store'));
  else if (value === null) reading.answers.set(id, 'the identity store no longer has it');
  else {
    const members = value.map((user) => ({ in: 'identity-store' as const, id: user }));
    keep(reading, id, members);
  }
}

function whyNotInStore({ isSynced }: MemberSources, id: string, reading: Reading): string | null {
  if (isFull(reading)) {
    return `the groups before it have more than ${MOST_MEMBERS_IN_ALL} members already`;
  }
  if (!isSynced(id)) return 'Entra ID does not show who is in it: it hides them, or it was deleted';
  return reading.refused.get('the identity store') ?? null;
}

function refusal({ refused }: Reading, error: PortError, source: PeopleSource): string {
  const why = whyUnread(error, source);
  if (concernsAll(error)) refused.set(source, why);
  return why;
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_none, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
