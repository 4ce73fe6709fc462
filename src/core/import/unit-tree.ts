import { isInScope } from '../select/account-index.ts';
import type { Account } from '../model/account.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** A unit with the accounts that selectors reach in it: active, and not the management account. */
export interface UnitNode {
  readonly id: string;
  readonly path: string;
  /** True where a path says exactly which unit is meant. */
  readonly isPlain: boolean;
  readonly direct: readonly Account[];
  readonly all: readonly Account[];
  readonly children: readonly UnitNode[];
}

/** The organization from its root, without units that hold no such account. */
export function unitTree({
  accounts,
  organizationalUnits,
  managementAccountId,
}: Pick<Snapshot, 'accounts' | 'organizationalUnits' | 'managementAccountId'>): UnitNode | null {
  const reachable = accounts.filter(
    (account) => isInScope(account) && account.id !== managementAccountId,
  );
  const units = new Map(organizationalUnits.map((unit) => [unit.id, unit]));
  const paths = Map.groupBy(organizationalUnits, ({ path }) => path);
  const below = new Map<string, Set<string>>();
  for (const { ouIds } of reachable) {
    ouIds.forEach((id, depth) => {
      const parent = ouIds[depth - 1];
      if (parent !== undefined) below.set(parent, new Set(below.get(parent)).add(id));
    });
  }
  const direct = Map.groupBy(reachable, ({ ouIds }) => ouIds.at(-1) ?? '');
  const isPlain = (id: string): boolean => {
    const unit = units.get(id);
    if (unit === undefined) return false;
    const names = unit.ids.map((each) => units.get(each)?.name ?? '');
    return paths.get(unit.path)?.length === 1 && names.every((name) => !name.includes('/'));
  };
  const nodeOf = (id: string): UnitNode => {
    const children = sortedBy(
      [...(below.get(id) ?? [])].map((child) => nodeOf(child)),
      (child) => child.path,
    );
    const own = direct.get(id) ?? [];
    return {
      id,
      path: units.get(id)?.path ?? id,
      isPlain: isPlain(id),
      direct: own,
      all: [...own, ...children.flatMap(({ all }) => all)],
      children,
    };
  };
  const root = reachable[0]?.ouIds[0];
  return root === undefined ? null : nodeOf(root);
}
