import { findAccount } from '../find.ts';
import { accountIdFor } from '../ids.ts';
import type { Account } from '../state.ts';
import { makeUnits } from '../units.ts';
import type { World } from '../world.ts';

export interface AccountConsole {
  /** Joins now unless told otherwise; the new account's id. */
  addAccount(
    name: string,
    options?: {
      readonly id?: string;
      readonly ou?: string;
      readonly tags?: Readonly<Record<string, string>>;
      readonly policies?: readonly string[];
    },
  ): string;
  moveAccount(account: string, ou: string): void;
  renameAccount(account: string, name: string): void;
  suspendAccount(account: string): void;
  setAccountState(account: string, state: Account['state']): void;
  tagAccount(account: string, tags: Readonly<Record<string, string>>): void;
  /** The customer managed policies that exist in the account. */
  setAccountPolicies(account: string, policies: readonly string[]): void;
  /** The account leaves the organization; its access is gone with it. */
  removeAccount(account: string): void;
  renameUnit(path: string, name: string): void;
  setDelegate(account: string | undefined): void;
}

export function accountConsole(world: World): AccountConsole {
  const change = (account: string, part: Partial<Account>): void => {
    const found = findAccount(world, account);
    world.accounts.set(found.id, { ...found, ...part });
  };
  const unitId = (path: string): string => makeUnits(world, [path])(path);
  return {
    addAccount: (name, options = {}) => {
      const id = options.id ?? accountIdFor(`${world.place.organizationId}/${name}`);
      if (world.accounts.get(id) !== undefined) throw new Error(`account ${id} exists`);
      world.accounts.set(id, {
        id,
        name,
        email: `aws+${id}@example.com`,
        state: 'ACTIVE',
        joinedAt: world.clock.now(),
        joinedMethod: 'CREATED',
        parentId: unitId(options.ou ?? '/'),
        tags: options.tags ?? {},
        policies: options.policies ?? [],
      });
      return id;
    },
    moveAccount: (account, ou) => {
      change(account, { parentId: unitId(ou) });
    },
    renameAccount: (account, name) => {
      change(account, { name });
    },
    suspendAccount: (account) => {
      change(account, { state: 'SUSPENDED' });
    },
    setAccountState: (account, state) => {
      change(account, { state });
    },
    tagAccount: (account, tags) => {
      change(account, { tags: { ...findAccount(world, account).tags, ...tags } });
    },
    setAccountPolicies: (account, policies) => {
      change(account, { policies });
    },
    removeAccount: (account) => {
      const { id } = findAccount(world, account);
      for (const pair of world.pairsOfAccount(world, id)) {
        world.deletePair(id, pair.permissionSetArn);
      }
      world.accounts.delete(id);
    },
    renameUnit: (path, name) => {
      const unit = world.units.get(unitId(path));
      if (unit === undefined) throw new Error(`there is no unit ${path}`);
      world.units.set(unit.id, { ...unit, name });
    },
    setDelegate: (account) => {
      world.place.delegateAccountId =
        account === undefined ? undefined : findAccount(world, account).id;
    },
  };
}
