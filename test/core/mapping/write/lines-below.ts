import { mapNode, type YamlNode, yamlText } from '../../../../src/core/mapping/write/yaml-nodes.ts';

/** What stands below a top-level key: the lines of a file that has nothing else, without the key's own. */
export function linesBelow(key: string, contents: YamlNode): string {
  const text = yamlText(mapNode([[key, contents]]));
  return text.slice(text.indexOf('\n') + 1);
}
