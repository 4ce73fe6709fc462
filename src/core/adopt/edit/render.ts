import { listNode, mapNode, yamlText, type YamlNode } from '../../mapping/write/yaml-nodes.ts';

/** A key and its value as lines of their own, with line feeds, ending in one. */
export function pairLines(key: string, value: YamlNode, column: number): string {
  return indented(yamlText(mapNode([[key, value]])), column);
}

/** What follows a key that stands already: from its colon to the value's end. */
export function afterKey(value: YamlNode, column: number): string {
  const text = yamlText(mapNode([['k', value]])).trimEnd();
  return indented(text, column).trimStart().slice('k'.length);
}

/** An item of a list as lines of their own, its dash in the given column. */
export function itemLines(value: YamlNode, column: number): string {
  const whole = yamlText(mapNode([['k', listNode([value])]]));
  const lines = whole.slice(whole.indexOf('\n') + 1);
  return indented(lines.replaceAll(/^ {2}/gm, ''), column);
}

/** For a list or map in brackets: on one line, without comments. */
export function flowText(value: YamlNode, isJson: boolean): string {
  return flowOf(value.toJSON(), isJson);
}

export function flowPair(key: string, value: YamlNode, isJson: boolean): string {
  return `${flowKey(key, isJson)}: ${flowText(value, isJson)}`;
}

function flowOf(value: unknown, isJson: boolean): string {
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => flowOf(item, isJson)).join(', ')}]`;
  }
  if (typeof value === 'string' && !isJson && isPlain(value)) return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(
    ([key, of]: [string, unknown]) => `${flowKey(key, isJson)}: ${flowOf(of, isJson)}`,
  );
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function flowKey(key: string, isJson: boolean): string {
  return !isJson && isPlain(key) ? key : JSON.stringify(key);
}

function isPlain(text: string): boolean {
  return /^[A-Za-z][\w./+-]*$/.test(text) && !ambiguous.test(text);
}

/** What some reader of YAML takes for no text. */
const ambiguous = /^(?:y|yes|n|no|on|off|true|false|null)$/i;

function indented(text: string, column: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(column));
}
