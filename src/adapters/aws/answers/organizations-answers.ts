import * as z from 'zod';
import type { Account, AccountState } from '../../../core/model/account.ts';
import { accountId, tag } from './fields.ts';
import { pageOf } from './page-of.ts';

const states = ['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'] as const;
const state = z.enum(states);

/** An account whose place is not known where Organizations gave no `Paths`. */
export type ListedAccount = Omit<Account, 'ouIds'> & { readonly ouIds: readonly string[] | null };

/** `o-…/r-…/ou-…/ou-…/` → the ids from the root down; AWS's pattern lets the account's id follow. */
const ouPath = /^o-[a-z0-9]+\/(r-[a-z0-9]+(?:\/ou-[a-z0-9-]+)*)(?:\/\d{12})*\/?$/;

const listedAccount = z
  .object({
    Id: accountId,
    Name: z.string(),
    State: z.string().nullish(),
    Status: z.string().nullish(),
    Paths: z.array(z.string()).nullish(),
    JoinedTimestamp: z.date().nullish(),
  })
  .transform((account, context): ListedAccount => {
    const known = readState(account.State, account.Status);
    const [path, ...others] = account.Paths ?? [];
    const ids = path === undefined ? null : (ouPath.exec(path)?.[1]?.split('/') ?? undefined);
    if (known === null) {
      context.addIssue({ code: 'custom', path: ['State'], message: 'expected an account state' });
    }
    if (ids === undefined || others.length > 0) {
      context.addIssue({ code: 'custom', path: ['Paths'], message: 'expected one path of units' });
    }
    if (known === null || ids === undefined || others.length > 0) return z.NEVER;
    return {
      id: account.Id,
      name: account.Name,
      state: known,
      ouIds: ids,
      joinedAt: account.JoinedTimestamp?.toISOString() ?? null,
      tags: null,
    };
  });

/** `Status` is on its way out of the API and says less; a state that we do not know it may still tell. */
function readState(
  preferred: string | null | undefined,
  older: string | null | undefined,
): AccountState | null {
  const newer = state.safeParse(preferred);
  if (newer.success) return newer.data;
  const fallback = state.safeParse(older);
  return fallback.success ? fallback.data : null;
}

export const accountPage = pageOf('Accounts', listedAccount);
export const accountIdOnlyPage = pageOf('Accounts', z.object({ Id: accountId }));
export const rootPage = pageOf(
  'Roots',
  z.object({ Id: z.string(), Name: z.string().default('Root') }),
);
export const unitPage = pageOf(
  'OrganizationalUnits',
  z.object({ Id: z.string(), Name: z.string() }),
);

export const organizationAnswer = z.object({
  Organization: z.object({ MasterAccountId: accountId }),
});

export const callerAnswer = z.object({ Account: accountId });

export const tagPage = pageOf('Tags', tag);
