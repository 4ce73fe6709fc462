import { canonicalJson } from '../plan/canonical-json.ts';

const places = new Set(['at', 'limitsAt', 'policyTree']);

/** Whether two parts of a mapping say the same, wherever they stand. */
export function isAlike(one: unknown, other: unknown): boolean {
  return inWords(one) === inWords(other);
}

/** What it says, without where. */
export function inWords(value: unknown): string {
  return canonicalJson(withoutPlaces(value));
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]: [string, unknown]) =>
      places.has(key) ? [] : [[key, withoutPlaces(member)] as const],
    ),
  );
}
