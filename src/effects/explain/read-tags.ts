import type { Located } from '../../core/diagnostics/span.ts';
import type { AccountSet, Selector } from '../../core/mapping/mapping.ts';
import type { Account } from '../../core/model/account.ts';
import type { Snapshot, Unread } from '../../core/model/snapshot.ts';
import type { OrganizationReader } from '../../ports/organization-read.ts';
import { contained } from '../contained.ts';

/** The same organization with the tags of these accounts, where one of the selectors asks for tags at all. */
export async function withTags(
  organization: OrganizationReader,
  snapshot: Snapshot,
  asked: {
    readonly selectors: readonly Located<Selector>[];
    readonly accountSets: readonly AccountSet[];
  },
  wanted: (account: Account) => boolean,
): Promise<Snapshot> {
  const { accountSets, selectors } = asked;
  if ([...expanded(selectors, accountSets)].every(({ kind }) => kind !== 'tag')) return snapshot;
  const unread: Unread[] = [...snapshot.unread];
  const accounts = await Promise.all(
    snapshot.accounts.map(async (account): Promise<Account> => {
      if (!wanted(account)) return account;
      const tags = await contained(organization.readAccountTags(account.id), (why) =>
        unread.push({ part: 'account-tags', accountId: account.id, why }),
      );
      return { ...account, tags: tags?.value ?? null };
    }),
  );
  return { ...snapshot, accounts, unread };
}

/** Every selector that these stand for, those of account sets among them. */
function* expanded(
  selectors: readonly Located<Selector>[],
  sets: readonly AccountSet[],
): Generator<Selector> {
  for (const { value } of selectors) {
    yield value;
    // The loader refuses sets that stand in a circle, so this ends.
    if (value.kind === 'set') {
      yield* expanded(sets.find(({ name }) => name === value.set)?.accounts ?? [], sets);
    }
  }
}
