import type { DesiredState, UnresolvedScope } from '../desired/desired-state.ts';
import { remembered } from '../model/remembered.ts';

type Place = {
  readonly permissionSet: string;
  readonly account: { readonly id: string };
};

/**
 * Finds what could not be resolved and may ask for an assignment: the first of it. Where a name of a
 * thousand rules means nobody any more, each of them could be hiding any of their assignments.
 */
export const hidingIn = remembered((desired: DesiredState) => {
  const bySet = new Map<string, Hiding>();
  desired.unresolved.forEach((scope, order) => {
    for (const name of namesIn(scope, desired)) {
      const hiding = bySet.get(name) ?? { anywhere: null, byAccount: new Map() };
      bySet.set(name, hiding);
      addTo(hiding, { scope, order });
    }
  });
  return ({ permissionSet, account }: Place): UnresolvedScope | null => {
    const hiding = bySet.get(permissionSet);
    const here = hiding?.byAccount.get(account.id);
    const anywhere = hiding?.anywhere ?? undefined;
    if (here === undefined || anywhere === undefined) return (here ?? anywhere)?.scope ?? null;
    return here.order < anywhere.order ? here.scope : anywhere.scope;
  };
});

interface Found {
  readonly scope: UnresolvedScope;
  readonly order: number;
}

interface Hiding {
  /** Of those whose accounts could not be computed. */
  anywhere: Found | null;
  readonly byAccount: Map<string, Found>;
}

/** Under a rename, whoever cannot be resolved for the new name still holds the old one. */
function namesIn({ permissionSets }: UnresolvedScope, desired: DesiredState): readonly string[] {
  return permissionSets.flatMap((name) => [
    name,
    desired.permissionSets.get(name)?.renamedFrom?.value ?? name,
  ]);
}

function addTo(hiding: Hiding, found: Found): void {
  const { accountIds } = found.scope;
  if (accountIds === null) hiding.anywhere ??= found;
  for (const id of accountIds ?? []) {
    if (!hiding.byAccount.has(id)) hiding.byAccount.set(id, found);
  }
}
