import type { Mapping } from '../../core/mapping/mapping.ts';
import type { Account } from '../../core/model/account.ts';
import type { Snapshot, Unread } from '../../core/model/snapshot.ts';
import type { OrganizationReader } from '../../ports/organization-read.ts';
import { contained } from '../contained.ts';

/** The same organization with the tags of these accounts, where any selector asks for tags at all. */
export async function withTags(
  organization: OrganizationReader,
  snapshot: Snapshot,
  mapping: Mapping,
  wanted: (account: Account) => boolean,
): Promise<Snapshot> {
  if (!asksForTags(mapping)) return snapshot;
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

function asksForTags({ accountSets, rules, settings }: Mapping): boolean {
  return [
    ...accountSets.flatMap(({ accounts }) => accounts),
    ...rules.flatMap(({ accounts, except }) => [...accounts, ...except]),
    ...settings.ignore.flatMap(({ accounts }) => accounts ?? []),
  ].some(({ value }) => value.kind === 'tag');
}
