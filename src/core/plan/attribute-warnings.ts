import type { ActualState } from '../actual/actual-state.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { compareText } from '../model/order.ts';
import { attributeChanges, keysDeclaredAlike } from './attribute-keys.ts';
import type { Difference } from './difference.ts';
import type { Cause, OperationWarning } from './operation.ts';
import { tagsIn } from './principal-tags.ts';

export interface AttributeContext {
  readonly desired: DesiredState;
  readonly actual: ActualState;
  /** Of base, the last complete apply and what was merged since; none without a base. */
  readonly earlier: readonly Mapping[];
}

/** Whose policies read what changes, and what somebody else had edited. */
export function attributeWarnings(
  difference: Extract<Difference, { kind: 'update-access-control-attributes' }>,
  cause: Cause,
  context: AttributeContext,
): OperationWarning[] {
  const changes = attributeChanges(difference.before, difference.after);
  const [first, ...others] = cause === 'drift' ? [] : context.earlier;
  const repaired =
    first === undefined
      ? []
      : others.reduce(
          (keys, mapping) =>
            keys.filter((key) => keysDeclaredAlike(changes, mapping).includes(key)),
          keysDeclaredAlike(changes, first),
        );
  const read = tagsBySet(context);
  return [
    ...changes.flatMap(({ key }): OperationWarning[] => {
      const permissionSets = read
        .filter(([, tags]) => tags.has(key.toLowerCase()))
        .map(([name]) => name);
      return permissionSets.length === 0 ? [] : [{ kind: 'tag-in-policies', key, permissionSets }];
    }),
    ...(repaired.length === 0 ? [] : [{ kind: 'repairs-drift' as const, fields: repaired }]),
  ];
}

/** Of declared sets as they are to be, of all others as they live: the attributes are everybody's. */
function tagsBySet({
  desired,
  actual,
}: AttributeContext): (readonly [string, ReadonlySet<string>])[] {
  const policies = new Map<string, string | null>();
  for (const { live } of actual.permissionSets.values()) {
    policies.set(live.name, live.content.inlinePolicy);
  }
  for (const { name, content } of desired.permissionSets.values()) {
    policies.set(name, content.inlinePolicy);
  }
  return [...policies]
    .map(([name, policy]) => [name, tagsIn(policy)] as const)
    .toSorted(([a], [b]) => compareText(a, b));
}
