import type { AccessFacts, SetHere } from '../../core/explain/access-facts.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { OWNERSHIP_TAG } from '../../core/model/permission-set.ts';
import type { Instance } from '../../core/model/snapshot.ts';
import type { IdentityCenterReader } from '../../ports/identity-center-read.ts';
import { contained } from '../contained.ts';

/**
 * The permission sets with a role in an account and who holds them there; of those that one of `mine` holds
 * also whose they are, and whether the account has an older version. What cannot be read is told in `notes`.
 */
export async function readSetsHere(
  identityCenter: IdentityCenterReader,
  { arn }: Instance,
  accountId: AccountId,
  asked: { readonly permissionSet: string | null; readonly mine: ReadonlySet<string> },
  notes: string[],
): Promise<Pick<AccessFacts, 'setsHere' | 'namelessHere'>> {
  const arns = await identityCenter.listPermissionSetsIn(arn, accountId);
  const found = await Promise.all(
    arns.map(async (set): Promise<SetHere | null> => {
      const note = (what: string) => (why: string) => {
        notes.push(`${what} could not be read: ${why}`);
      };
      const header = await contained(
        identityCenter.describePermissionSet(arn, set),
        note(`permission set ${set}`),
      );
      const name = header?.value?.name;
      if (name === undefined) return null;
      if (asked.permissionSet !== null && asked.permissionSet !== name) {
        return { name, holderIds: new Set(), stale: null };
      }
      const held = await contained(
        identityCenter.listAssignments(arn, set, accountId),
        note(`who holds "${name}"`),
      );
      if (held === null) return { name, holderIds: null, stale: null };
      const holderIds = new Set<string>(held.value.map(({ principalId }) => principalId));
      if (![...asked.mine].some((id) => holderIds.has(id))) return { name, holderIds, stale: null };
      const [tags, stale] = await Promise.all([
        contained(identityCenter.readTags(arn, set), note(`the tags of "${name}"`)),
        contained(
          identityCenter.listProvisionedAccounts(arn, set, 'stale'),
          note(`the versions of "${name}"`),
        ),
      ]);
      return {
        name,
        holderIds,
        stale: stale === null ? null : stale.value.includes(accountId),
        ...(tags !== null && { owner: tags.value[OWNERSHIP_TAG] ?? null }),
      };
    }),
  );
  return { setsHere: found.filter((each) => each !== null), namelessHere: found.includes(null) };
}
