import { sortedBy } from '../../model/order.ts';
import { addressOf } from './address.ts';
import type { StateReference, TerraformPermissionSet } from './terraform-state.ts';
import type { StateResource } from './state-schema.ts';

/** Whatever holds the ARN of one of the sets and is no part of it. Sorted. */
export function referencesIn(
  resources: readonly StateResource[],
  outputs: Readonly<Record<string, unknown>>,
  sets: readonly TerraformPermissionSet[],
): readonly StateReference[] {
  const own = new Set(sets.flatMap(({ addresses }) => addresses));
  const holders = [
    ...resources.flatMap((resource) =>
      resource.instances.flatMap(({ index_key: index, attributes }) => {
        const address = addressOf(resource, index)?.instance;
        return address === undefined || own.has(address)
          ? []
          : [{ address, text: JSON.stringify(attributes ?? {}) }];
      }),
    ),
    ...Object.entries(outputs).map(([name, value]) => ({
      address: `output.${name}`,
      text: JSON.stringify(value),
    })),
  ];
  const found = holders.flatMap(({ address, text }) =>
    sets
      .filter(({ arn }) => text.includes(JSON.stringify(arn).slice(1, -1)))
      .map(({ arn }) => ({ address, permissionSetArn: arn })),
  );
  return sortedBy(found, ({ address, permissionSetArn }) => `${address} ${permissionSetArn}`);
}
