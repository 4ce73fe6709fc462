import type { Mapping } from '../mapping/mapping.ts';
import { attributesInEffect, type LiveAttributes } from '../model/access-control.ts';
import { originOf } from '../select/finding-at.ts';
import { wantedAttributes } from './attribute-keys.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Difference } from './difference.ts';

/** Nothing where the files say nothing of them, or where what lives could not be read. */
export function diffAttributes(head: Mapping, live: LiveAttributes | null): Difference[] {
  const declared = head.settings.accessControlAttributes;
  const after = wantedAttributes(head);
  if (declared === null || after === undefined || live === null) return [];
  const before = attributesInEffect(live);
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const kind = 'update-access-control-attributes';
  return [{ kind, before, after, origin: originOf(declared.at) }];
}
