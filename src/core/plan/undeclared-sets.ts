import type { ActualState } from '../actual/actual-state.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { PermissionSetArn } from '../model/ids.ts';
import { sortedBy } from '../model/order.ts';
import { whyAdministrator } from './administrator.ts';

/** A permission set that no file declares and that carries nobody's ownership tag. */
export interface UndeclaredSet {
  readonly name: string;
  readonly arn: PermissionSetArn;
  /** Why it is administrator-level; null where it is not. */
  readonly administrator: string | null;
}

/**
 * What `manage.permissionSets: all` reports as drift, by name; undefined where settings do not ask for
 * it. Without what is ignored, Control Tower's own, another owner's, and sets that the files give up.
 */
export function undeclaredSets(
  { permissionSets }: ActualState,
  { settings, permissionSets: declared }: Mapping,
): readonly UndeclaredSet[] | undefined {
  if (settings.permissionSetScope !== 'all') return undefined;
  const named = new Set([
    ...declared.map(({ name }) => name),
    ...settings.release.map(({ value }) => value),
  ]);
  const sets = [...permissionSets.values()].flatMap(
    ({ live: { name, arn, content }, ownership, ignored }) =>
      ownership !== 'unowned' || ignored || named.has(name)
        ? []
        : [{ name, arn, administrator: whyAdministrator(content) }],
  );
  return sortedBy(sets, ({ name }) => name);
}
