import type { Mapping } from './mapping.ts';
import { mappingJsonSchema } from './mapping-json-schema.ts';

/** Names by the place in which they may stand; `*` is a key of any name, or an item of a list. */
type Names = ReadonlyMap<string, readonly string[]>;

/**
 * The JSON Schema of mapping files in which the names of these files are suggested. Each place takes any
 * other name too: what editors know is old by the time somebody types a new one.
 */
export function namedJsonSchema(mapping: Mapping): unknown {
  return suggest(mappingJsonSchema(), namesOf(mapping), []);
}

function namesOf({ permissionSets, accountSets, rules, applications, settings }: Mapping): Names {
  const protectedGrants = settings.guardrails.protect;
  const principals = [...rules, ...applications].flatMap((rule) => rule.principals);
  const byType = (type: 'GROUP' | 'USER'): readonly string[] =>
    sorted([
      ...principals.filter(({ value }) => value.type === type).map(({ value }) => value.text),
      ...(type === 'GROUP'
        ? protectedGrants.flatMap(({ groups }) => groups.map(({ value }) => value.text))
        : []),
    ]);
  const accounts = sorted([
    ...[...rules, ...accountSets, ...protectedGrants].flatMap((one) =>
      one.accounts.map(({ value }) => value.text),
    ),
    ...rules.flatMap(({ except }) => except.map(({ value }) => value.text)),
    ...accountSets.map(({ name }) => `set:${name}`),
    'all',
    'management',
  ]);
  const groups = byType('GROUP');
  const sets = sorted(permissionSets.map(({ name }) => name));
  const grants = ['assignments/*', 'settings/guardrails/protect/*', 'settings/manage/ignore/*'];
  return new Map([
    ...[...grants, 'applications/*'].flatMap((place): [string, readonly string[]][] => [
      [`${place}/groups`, groups],
      [`${place}/users`, byType('USER')],
      [`${place}/permissionSets`, sets],
      [`${place}/accounts`, accounts],
      [`${place}/except`, accounts],
    ]),
    ['accountSets/*', accounts],
    ['accountSets/*/accounts', accounts],
    ['settings/guardrails/rules/*/accounts', accounts],
    ['settings/guardrails/rules/*/exceptGroups', groups],
    ['settings/entra/unassignGroups', groups],
    [
      'applications/*/applications',
      sorted(applications.flatMap((rule) => rule.applications.map(({ value }) => value.value))),
    ],
  ]);
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}

function suggest(schema: unknown, names: Names, path: readonly string[]): unknown {
  if (Array.isArray(schema)) return schema.map((one) => suggest(one, names, path));
  if (typeof schema !== 'object' || schema === null) return schema;
  const known = namesAt(names, path);
  if (known.length > 0 && 'type' in schema && schema.type === 'string')
    return { anyOf: [{ enum: known }, schema] };
  return each(schema, (keyword, value) => {
    if (keyword === 'properties')
      return each(value, (key, one) => suggest(one, names, [...path, key]));
    if (keyword === 'items' || keyword === 'additionalProperties')
      return suggest(value, names, [...path, '*']);
    // The keys of a map are names that are about to be made.
    return keyword === 'propertyNames' ? value : suggest(value, names, path);
  });
}

function each(object: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (typeof object !== 'object' || object === null) return object;
  const entries: readonly [string, unknown][] = Object.entries(object);
  return Object.fromEntries(entries.map(([key, value]) => [key, change(key, value)]));
}

/** Where names may stand, a list of them may. */
function namesAt(names: Names, path: readonly string[]): readonly string[] {
  const whole = names.get(path.join('/'));
  if (whole !== undefined || path.at(-1) !== '*') return whole ?? [];
  return names.get(path.slice(0, -1).join('/')) ?? [];
}
