export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Array.isArray forgets what a readonly array holds. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The text, or the empty one where something else stands. */
function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isJson(value: unknown): value is Json {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === 'object' && Object.values(value).every(isJson);
}

function object(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new TypeError(`expected a JSON object, got ${JSON.stringify(value)}`);
  return value;
}

function from(value: unknown): Json {
  if (!isJson(value)) throw new TypeError('expected JSON data');
  return value;
}

function parse(text: string): Json {
  return from(JSON.parse(text));
}

export const json = { object, text: textOf, from, parse };
