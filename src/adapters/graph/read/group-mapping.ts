import type { GroupJoin } from '../../../core/model/directory.ts';
import type { SynchronizationSchema } from '../answers/synchronization-answers.ts';

export interface GroupMapping {
  /** May look like `guid#V2`. */
  readonly ruleId: string;
  readonly join: GroupJoin;
}

/** How provisioning maps groups; null where it maps none. */
export function groupMappingOf(schema: SynchronizationSchema): GroupMapping | null {
  for (const rule of schema.synchronizationRules) {
    const mapping = rule.objectMappings.find(
      ({ enabled, sourceObjectName }) =>
        enabled !== false && sourceObjectName?.toLowerCase() === 'group',
    );
    if (mapping === undefined) continue;
    const toExternalId = mapping.attributeMappings.find(
      ({ targetAttributeName }) => targetAttributeName?.toLowerCase() === 'externalid',
    );
    const { name, expression } = toExternalId?.source ?? {};
    const isObjectId =
      name?.toLowerCase() === 'objectid' || /^\[objectid\]$/i.test(expression ?? '');
    return { ruleId: rule.id, join: isObjectId ? 'external-id' : 'display-name' };
  }
  return null;
}

/** What groups are joined by. A name proves less than an id, so that it takes a mapping that says so. */
export function groupJoinOf(schema: SynchronizationSchema): GroupJoin {
  return groupMappingOf(schema)?.join ?? 'external-id';
}
