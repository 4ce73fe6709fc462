import { declarableTags, type WritingOptions } from '../mapping/write/write-permission-set.ts';
import type { LivePermissionSet, Tags } from '../model/permission-set.ts';

/** What most sets share, where saying it once saves lines. */
export function commonDefaults(sets: readonly LivePermissionSet[]): WritingOptions['defaults'] {
  return { sessionDuration: commonDuration(sets), tags: commonTags(sets) };
}

const AWS_DEFAULT = 3_600;

function commonDuration(sets: readonly LivePermissionSet[]): number | null {
  const counts = [...Map.groupBy(sets, ({ content }) => content.sessionDuration)]
    .map(([seconds, some]) => ({ seconds, count: some.length }))
    .toSorted((a, b) => b.count - a.count || a.seconds - b.seconds);
  const unsaid = counts.find(({ seconds }) => seconds === AWS_DEFAULT)?.count ?? 0;
  const [most] = counts;
  if (most === undefined || most.seconds === AWS_DEFAULT) return null;
  return most.count > unsaid + 1 ? most.seconds : null;
}

function commonTags([first, ...others]: readonly LivePermissionSet[]): Tags {
  if (first === undefined || others.length === 0) return {};
  return Object.fromEntries(
    Object.entries(declarableTags(first.tags)).filter(([key, value]) =>
      others.every(({ tags }) => Object.hasOwn(tags, key) && tags[key] === value),
    ),
  );
}
