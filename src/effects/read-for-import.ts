import type { Account } from '../core/model/account.ts';
import { sortedUnique } from '../core/model/order.ts';
import type { Reading } from '../core/model/reading.ts';
import type { Instance, Snapshot, Unread } from '../core/model/snapshot.ts';
import { estimateEveryPair } from '../core/reading/choose-reading.ts';
import type { Journal } from '../ports/journal.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import { contained } from './contained.ts';
import { createCounter } from './progress-counter.ts';
import { assembleSnapshot } from './reading/assemble-snapshot.ts';
import { announce } from './reading/announce.ts';
import { readEveryPair, readEverySet } from './reading/read-complete.ts';
import { readApplications } from './reading/read-applications.ts';
import { readGround } from './reading/read-ground.ts';
import { SetReader } from './reading/set-reader.ts';

export interface ImportQuestion {
  readonly instance: Instance;
  /** True where rules may name accounts by tag: a request an account. */
  readonly accountTags: boolean;
  readonly requestsPerSecond: number;
}

/**
 * Everything that is live, by every pair of account and set, with all units. A part that cannot be
 * read is noted in `unread`; lists that everything hangs on reject.
 */
export async function readForImport(
  ports: AwsReadPorts,
  { instance, accountTags, requestsPerSecond }: ImportQuestion,
  journal: Journal,
): Promise<Snapshot> {
  const { identityCenter } = ports;
  const listing = identityCenter.listPermissionSets(instance.arn).then(sortedUnique);
  const reader = new SetReader(identityCenter, instance);
  const tools = { identityCenter, reader, journal, onReading: () => undefined };
  const question = {
    instance,
    accountTags: false,
    units: 'all',
    userNames: [],
    userIds: [],
    accessControlAttributes: true,
    applications: 'all',
  } as const;
  const [ground, sets] = await Promise.all([
    readGround(ports, question, listing, journal),
    listing.then((arns) => readEverySet(tools, arns)),
  ]);
  const known = { permissionSets: ground.arns.length, named: 0, requestsPerSecond };
  const reading: Reading = {
    strategy: 'complete',
    why: 'an import says everything that is live',
    estimate: estimateEveryPair(sets.pairs.length, known),
  };
  announce(reading, tools);
  const [live, applications, tagged] = await Promise.all([
    readEveryPair(tools, sets),
    readApplications(ports.applications, question, Promise.resolve(ground)),
    accountTags
      ? readTags(ports, ground.accounts, journal)
      : { accounts: ground.accounts, unread: [] },
  ]);
  const whole = {
    ...ground,
    accounts: tagged.accounts,
    unread: [...ground.unread, ...tagged.unread],
  };
  const read = { live, reading };
  return {
    ...(await assembleSnapshot(ports.identityStore, whole, read, applications)),
    directory: null,
  };
}

/** One account first: a role that may not read tags is refused once, not for each account. */
async function readTags(
  { organization }: AwsReadPorts,
  accounts: readonly Account[],
  journal: Journal,
): Promise<{ readonly accounts: readonly Account[]; readonly unread: readonly Unread[] }> {
  const unread: Unread[] = [];
  const count = createCounter(journal, 'read the tags of', 'accounts', accounts.length);
  const read = async (account: Account): Promise<Account> => {
    const tags = await contained(organization.readAccountTags(account.id), (why) =>
      unread.push({ part: 'account-tags', accountId: account.id, why }),
    );
    count();
    return { ...account, tags: tags?.value ?? null };
  };
  const [first, ...others] = accounts;
  if (first === undefined) return { accounts, unread };
  const tried = await read(first);
  if (unread.length > 0) return { accounts, unread };
  return { accounts: [tried, ...(await Promise.all(others.map(read)))], unread };
}
