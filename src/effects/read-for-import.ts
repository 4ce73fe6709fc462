import type { Account } from '../core/model/account.ts';
import { sortedBy, sortedUnique } from '../core/model/order.ts';
import { everything, type Reading } from '../core/model/reading.ts';
import type { Instance, Snapshot, Unread } from '../core/model/snapshot.ts';
import { estimateEveryPair } from '../core/reading/choose-reading.ts';
import type { Journal } from '../ports/journal.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import { contained } from './contained.ts';
import { createCounter } from './progress-counter.ts';
import { announce } from './reading/announce.ts';
import { readEveryPair, readEverySet } from './reading/read-complete.ts';
import { type ApplicationsRead, readApplications } from './reading/read-applications.ts';
import { type Ground, type GroundQuestion, readGround } from './reading/read-ground.ts';
import { readHolders } from './reading/read-holders.ts';
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
    applications: [],
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
    readEveryApplication(ports, question, ground),
    accountTags
      ? readTags(ports, ground.accounts, journal)
      : { accounts: ground.accounts, unread: [] },
  ]);
  const holders = await readHolders(
    ports.identityStore,
    instance,
    [...live.assignments, ...(applications.live?.assignments ?? [])],
    ground.groups,
    ground.users,
  );
  const { arns: _, ...rest } = ground;
  const unread = [
    ...ground.unread,
    ...live.unread,
    ...holders.unread,
    ...tagged.unread,
    ...applications.unread,
  ];
  return {
    ...rest,
    accounts: tagged.accounts,
    groups: sortedBy(holders.groups, ({ id }) => id),
    users: sortedBy(holders.users, ({ id }) => id),
    permissionSets: sortedBy(live.permissionSets, ({ arn }) => arn),
    provisioned: sortedBy(live.provisioned, (pair) => `${pair.permissionSetArn} ${pair.accountId}`),
    assignments: sortedBy(live.assignments, (one) => JSON.stringify(one)),
    applications: applications.live,
    directory: null,
    gonePrincipalIds: sortedUnique(holders.gone),
    permissionSetNames: live.names,
    reading,
    coverage: everything,
    exhaustive: unread.length === 0,
    unread: sortedBy(unread, (part) => JSON.stringify(part)),
  };
}

async function readEveryApplication(
  { applications: reader }: AwsReadPorts,
  question: Omit<GroundQuestion, 'applications'>,
  ground: Ground,
): Promise<ApplicationsRead> {
  const unread: Unread[] = [];
  const listed = await contained(reader.listApplications(question.instance.arn), (why) =>
    unread.push({ part: 'applications', why }),
  );
  if (listed === null) return { live: null, unread };
  const all = sortedBy(listed.value, ({ arn }) => arn);
  const applications = all.map(({ arn }) => ({ by: 'arn', value: arn }) as const);
  const live = { applications: all, read: [], assignments: [], open: [], openUnknown: [] };
  const grounding = Promise.resolve({ ...ground, applications: live });
  return readApplications(reader, { ...question, applications }, grounding);
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
