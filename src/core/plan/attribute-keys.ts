import type { Mapping } from '../mapping/mapping.ts';
import type { AccessControlAttributes } from '../model/access-control.ts';
import { sortedUnique } from '../model/order.ts';
import { ownValue } from '../model/own-value.ts';
import { canonicalJson } from './canonical-json.ts';

/** One key that differs; null where there is no such attribute. */
export interface AttributeChange {
  readonly key: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What the files want to live: null turns the feature off, undefined leaves it alone. */
export function wantedAttributes({
  settings,
}: Mapping): AccessControlAttributes | null | undefined {
  const declared = settings.accessControlAttributes?.value;
  return declared !== undefined && Object.keys(declared).length === 0 ? null : declared;
}

/** True where these files ask for the very same. */
export function declaresAttributes(
  mapping: Mapping,
  wanted: AccessControlAttributes | null,
): boolean {
  const declared = wantedAttributes(mapping);
  return declared !== undefined && canonicalJson(declared) === canonicalJson(wanted);
}

export function attributeChanges(
  before: AccessControlAttributes | null,
  after: AccessControlAttributes | null,
): readonly AttributeChange[] {
  return sortedUnique([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
    .map((key) => ({ key, from: sourceOf(before, key), to: sourceOf(after, key) }))
    .filter(({ from, to }) => from !== to);
}

/** The keys written of which these files say just the same. */
export function keysDeclaredAlike(
  changes: readonly AttributeChange[],
  mapping: Mapping,
): readonly string[] {
  const declared = wantedAttributes(mapping);
  if (declared === undefined) return [];
  return changes.filter(({ key, to }) => sourceOf(declared, key) === to).map(({ key }) => key);
}

function sourceOf(attributes: AccessControlAttributes | null, key: string): string | null {
  return attributes === null ? null : (ownValue(attributes, key) ?? null);
}
