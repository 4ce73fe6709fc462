import type { Located } from '../diagnostics/span.ts';
import type { AccountSet, Selector } from '../mapping/mapping.ts';
import type { Account } from '../model/account.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type AccountIndex, indexAccounts } from '../select/account-index.ts';
import { indexPrincipals, type PrincipalIndex } from '../select/resolve-principal.ts';
import { selectAccounts } from '../select/select-accounts.ts';
import { selectorFinding } from '../select/selector-finding.ts';
import type { SelectedAccount, SelectorExplanation } from './explanation.ts';
import { placeOf } from './place.ts';

/** The organization, arranged for what rules ask. */
export interface World {
  readonly snapshot: Snapshot;
  readonly index: AccountIndex;
  readonly principals: PrincipalIndex;
}

export function worldOf(snapshot: Snapshot): World {
  return { snapshot, index: indexAccounts(snapshot), principals: indexPrincipals(snapshot) };
}

/** What each selector means and, where the organization is known, which accounts that are. */
export function explainSelectors(
  selectors: readonly Located<Selector>[],
  sets: ReadonlyMap<string, AccountSet>,
  world: World | null,
  takenOut: ReadonlyMap<string, string>,
): SelectorExplanation[] {
  return selectors.map(({ at, value }) => {
    const place = placeOf(at);
    const { text } = value;
    if (value.kind === 'set') {
      // The loader refuses sets that stand in a circle, so this ends.
      const inside = explainSelectors(sets.get(value.set)?.accounts ?? [], sets, world, takenOut);
      const all = new Map(
        inside.flatMap(({ accounts }) => accounts ?? []).map((account) => [account.id, account]),
      );
      const accounts = world === null ? null : sorted(all.values());
      return { text, place, means: meaning(value), inside, accounts, problem: null };
    }
    if (world === null) {
      return { text, place, means: meaning(value), inside: [], accounts: null, problem: null };
    }
    const { accounts, problem } = selectAccounts(value, world.index);
    return {
      text,
      place,
      means: meaning(value),
      inside: [],
      accounts: sorted(accounts.map((account) => selected(account, world, takenOut))),
      problem:
        problem === null ? null : selectorFinding(value, at, problem, world.index).finding.headline,
    };
  });
}

function selected(
  { id, name, ouIds }: Account,
  { index }: World,
  takenOut: ReadonlyMap<string, string>,
): SelectedAccount {
  const unit = index.unitsById.get(ouIds.at(-1) ?? '')?.path ?? '';
  return { id, name, unit, takenOutBy: takenOut.get(id) ?? null };
}

function sorted(accounts: Iterable<SelectedAccount>): readonly SelectedAccount[] {
  return sortedBy(accounts, ({ id, name }) => `${name} ${id}`);
}

function meaning(selector: Selector): string {
  switch (selector.kind) {
    case 'id':
      return 'the account with this id';
    case 'name':
      return 'the account with exactly this name';
    case 'name-glob':
      return 'accounts whose name fits, the management account never';
    case 'ou':
      return 'accounts in this unit and everywhere below it';
    case 'ou-direct':
      return 'accounts in this unit itself';
    case 'tag':
      return `accounts whose tag "${selector.key}" fits "${selector.glob}"`;
    case 'set':
      return 'the account set of this name';
    case 'all':
      return 'every account but the management account';
    case 'management':
      return 'the management account';
  }
}
