import type { ActualState } from '../actual/actual-state.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import type { Sight } from '../model/reading.ts';
import { OWNERSHIP_TAG } from '../model/permission-set.ts';
import { type FlatFields, flatFields } from './flat-fields.ts';

/** One declared set, part by part: as it lives now and as head wants it. */
export interface SetFields {
  readonly live: FlatFields;
  readonly wanted: FlatFields;
}

/** For every declared set that was looked for. */
export function setFieldsOf(
  desired: DesiredState,
  actual: ActualState,
  owner: string,
  formerTagKeys: (permissionSet: string) => readonly string[],
  sight: Pick<Sight, 'looksFor'>,
): ReadonlyMap<string, SetFields> {
  const fields = new Map<string, SetFields>();
  for (const { name, content, tags } of desired.permissionSets.values()) {
    if (!sight.looksFor(name)) continue;
    const live = actual.permissionSets.get(name)?.live;
    const keys = new Set([OWNERSHIP_TAG, ...Object.keys(tags), ...formerTagKeys(name)]);
    fields.set(name, {
      live:
        live === undefined
          ? {}
          : flatFields(
              // A description that is not declared is never written, so whatever lives is as wanted.
              content.description === null ? { ...live.content, description: null } : live.content,
              live.tags,
              keys,
            ),
      wanted: flatFields(content, { ...tags, [OWNERSHIP_TAG]: owner }, keys),
    });
  }
  return fields;
}
