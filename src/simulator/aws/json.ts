import * as z from 'zod';

export type Json = z.core.util.JSONType;
export type JsonObject = { [key: string]: Json };

const jsonObject = z.record(z.string(), z.json());

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object a text holds, or undefined if it holds none. */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    return jsonObject.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** JSON has no undefined: a member without a value is left out, as AWS does. */
export function present(members: Record<string, Json | undefined>): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(members)) if (value !== undefined) result[key] = value;
  return result;
}

/** JSON with sorted keys: two equal values are the same text. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}
