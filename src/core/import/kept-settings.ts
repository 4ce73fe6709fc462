import { isMap, isScalar, isSeq, parseDocument, Scalar, type YAMLMap, YAMLSeq } from 'yaml';
import type { Mapping } from '../mapping/mapping.ts';
import type { WritingOptions } from '../mapping/write/write-permission-set.ts';
import type { YamlNode } from '../mapping/write/yaml-nodes.ts';
import { parseDuration } from '../model/parse-duration.ts';

/** Settings that were there before: they stay as somebody wrote them. */
export interface KeptSettings {
  /** All that the directory holds. */
  readonly mapping: Mapping;
  /** The file with the settings, from the repository's root, and its text. */
  readonly file: string;
  readonly text: string;
}

/** What they give to every set. */
export function keptDefaults({ text }: KeptSettings): WritingOptions['defaults'] {
  const defaults = parseDocument(text).getIn(['settings', 'defaults']);
  if (!isMap(defaults)) return { sessionDuration: null, tags: {} };
  const duration = defaults.get('sessionDuration');
  const tags = defaults.get('tags');
  return {
    sessionDuration: typeof duration === 'string' ? parseDuration(duration) : null,
    tags: isMap(tags) ? textsOf(tags) : {},
  };
}

function textsOf(map: YAMLMap): Readonly<Record<string, string>> {
  return Object.fromEntries(
    map.items.flatMap(({ key, value }) =>
      isScalar(key) && isScalar(value) ? [[String(key.value), String(value.value)]] : [],
    ),
  );
}

/** What an import says itself, whichever file has said it before. */
const imported = ['permissionSets', 'assignments', 'applications'];

/** The file with these entries added and without what the import says; as it is where neither is needed. */
export function withEntries(
  { text }: KeptSettings,
  ignored: readonly YamlNode[],
  users: boolean,
): string {
  const document = parseDocument(text, { version: '1.2', schema: 'core' });
  const said = imported.filter((key) => document.has(key));
  const manage = document.getIn(['settings', 'manage']);
  if (!isMap(manage)) return text;
  if (ignored.length === 0 && !users && said.length === 0) return text;
  for (const key of said) document.delete(key);
  if (users) manage.set('users', new Scalar(true));
  if (ignored.length > 0) {
    const known = manage.get('ignore');
    const list = isSeq(known) ? known : new YAMLSeq();
    list.flow = false;
    list.items.push(...ignored);
    if (list !== known) manage.set('ignore', list);
    manage.flow = false;
  }
  return document.toString({ lineWidth: 0, singleQuote: true });
}
