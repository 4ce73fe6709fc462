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
  const coming = attributesInEffect(live);
  const isAsked = canonicalJson(coming) === canonicalJson(after);
  if (isAsked && live.status !== 'creating') return [];
  // What AWS is still enabling may fail, so until it has ended the step is not done.
  const before = isAsked ? null : coming;
  const kind = 'update-access-control-attributes';
  return [{ kind, before, after, origin: originOf(declared.at) }];
}
