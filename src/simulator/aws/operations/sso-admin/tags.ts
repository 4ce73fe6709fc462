import { notFound, quotaExceeded, validation } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import { present } from '../../json.ts';
import { page } from '../../page.ts';
import type { PermissionSet } from '../../world/state.ts';
import { requireInstance, requireWritableSet, setNotFound, storeSet } from './guard.ts';

type Tags = Readonly<Record<string, string>>;

export const tags: Operations = {
  ListTagsForResource: (context, input) => {
    const arn = taggedSet(context, input).arn;
    const set = context.view.permissionSets.get(arn) ?? setNotFound(arn);
    const all = Object.entries(set.tags).map(([Key, Value]) => ({ Key, Value }));
    const { items, token } = page(context, input, all, (tag) => tag.Key);
    return present({ Tags: [...items], NextToken: token });
  },

  TagResource: (context, input) => {
    const set = taggedSet(context, input);
    requireWritableSet(context, set);
    const merged = mergedTags(context, set.tags, input.fieldsList('Tags'));
    storeSet(context, { ...set, tags: merged }, false);
    return {};
  },

  UntagResource: (context, input) => {
    const set = taggedSet(context, input);
    requireWritableSet(context, set);
    const gone = new Set(input.textList('TagKeys'));
    const rest = Object.entries(set.tags).filter(([key]) => !gone.has(key));
    storeSet(context, { ...set, tags: Object.fromEntries(rest) }, false);
    return {};
  },
};

export function mergedTags(context: Context, before: Tags, given: readonly Fields[]): Tags {
  const added = given.map((tag) => [tag.text('Key'), tag.text('Value')] as const);
  const keys = new Set(added.map(([key]) => key));
  if (keys.size < added.length) throw validation('A tag key may be given only once.');
  const reserved = [...keys].find((key) => /^aws:/i.test(key));
  if (reserved !== undefined) throw validation(`The tag key ${reserved} is reserved for AWS.`);
  const merged = { ...before, ...Object.fromEntries(added) };
  const limit = context.knobs.limits.tagsPerSet;
  if (Object.keys(merged).length > limit) {
    throw quotaExceeded(`A resource may have no more than ${limit} tags.`);
  }
  return merged;
}

function taggedSet(context: Context, input: Fields): PermissionSet {
  requireInstance(context, input);
  const arn = input.text('ResourceArn');
  if (!arn.includes(':permissionSet/')) throw notFound(`Could not find a resource with ARN ${arn}`);
  return context.world.permissionSets.get(arn) ?? setNotFound(arn);
}
