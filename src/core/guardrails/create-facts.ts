import type { DesiredGrant } from '../desired/desired-state.ts';
import {
  AccountFacts,
  type Fact,
  type PermissionSetFacts,
  PrincipalFacts,
  type Subject,
  UnknownFact,
} from '../mapping/expression-variables.ts';
import type { AccountReference } from '../model/account.ts';
import type { Principal } from '../model/principal.ts';
import type { AccountSetsOf } from './account-sets-of.ts';
import type { AskedRule } from './asked-rule.ts';
import type { GuardInputs } from './guard-inputs.ts';
import { setFacts } from './set-facts.ts';

/** Whose content of a permission set is meant. */
export type ContentOf = 'head' | 'base' | 'live';

/** Who gets or loses what, as far as there is somebody. */
export interface Holding {
  readonly account: AccountReference | null;
  readonly principal: Principal | null;
  readonly permissionSet: string;
  readonly content: ContentOf;
  /** The grant that says until when and why; null where none is declared. */
  readonly grant: Pick<DesiredGrant, 'expires' | 'reasons'> | null;
}

export type MakeSubject = (
  kind: string,
  /** Without a set where it is about an application. */
  holding: Omit<Holding, 'permissionSet'> & { readonly permissionSet: string | null },
  asked: AskedRule,
  sets: AccountSetsOf,
) => Subject;

/** Puts what is known into the words of expressions; the same account, set or principal only once. */
export function createFacts(inputs: GuardInputs): MakeSubject {
  const { snapshot, memberCounts } = inputs;
  const accounts = new Map(snapshot.accounts.map((account) => [String(account.id), account]));
  const accountFacts = new Map<AccountSetsOf, Map<AskedRule, Map<string, AccountFacts>>>();
  const sets = new Map<string, Fact<PermissionSetFacts>>();
  const principals = new Map<string, PrincipalFacts>();

  function accountOf(
    { id, name }: AccountReference,
    asked: AskedRule,
    setsOf: AccountSetsOf,
  ): AccountFacts {
    const byRule = orMake(
      accountFacts,
      setsOf,
      () => new Map<AskedRule, Map<string, AccountFacts>>(),
    );
    const byId = orMake(byRule, asked, () => new Map<string, AccountFacts>());
    return orMake(byId, id, () => {
      return new AccountFacts({
        id,
        name,
        isManagement: id === snapshot.managementAccountId,
        ouIds: accounts.get(id)?.ouIds ?? [],
        sets: setsOf.of(id, asked.accountSets),
      });
    });
  }

  function setOf(name: string, content: ContentOf): Fact<PermissionSetFacts> {
    return orMake(sets, `${content} ${name}`, () => {
      const found = contentOf(inputs, name, content);
      return found === null
        ? new UnknownFact(`what the permission set "${name}" holds is not known`)
        : setFacts(name, found.content, found.tags, inputs.whyAdministrator);
    });
  }

  function principalOf({ type, id, name, entraObjectId }: Principal): PrincipalFacts {
    return orMake(principals, `${type} ${id}`, () => {
      const members = memberCounts?.get(id);
      return new PrincipalFacts({
        type,
        id,
        name,
        entraObjectId: entraObjectId ?? '',
        members:
          members ??
          new UnknownFact(
            type === 'GROUP' ? 'how many members it has is not known' : 'a user has no members',
          ),
      });
    });
  }

  return (kind, holding, asked, setsOf) => ({
    kind,
    account: holding.account === null ? nobody : accountOf(holding.account, asked, setsOf),
    principal: holding.principal === null ? nobody : principalOf(holding.principal),
    permissionSet:
      holding.permissionSet === null ? noSet : setOf(holding.permissionSet, holding.content),
    expires: holding.grant?.expires ?? null,
    reason: (holding.grant?.reasons ?? []).map((text) => text.trim()).join('; '),
  });
}

const noSet = new UnknownFact('it is about no permission set', true);
const nobody = new UnknownFact('it is about no single assignment', true);

function contentOf({ head, baseDesired, actual }: GuardInputs, name: string, of: ContentOf) {
  if (of === 'live') return actual.permissionSets.get(name)?.live ?? null;
  const declared = of === 'head' ? head.desired : baseDesired;
  return declared?.permissionSets.get(name) ?? null;
}

function orMake<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
