import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import { namedJsonSchema } from '../../../src/core/mapping/named-json-schema.ts';
import { sourceOf } from './support/source-of.ts';

const file = `settings:
  identityCenter: { region: eu-west-1 }
  manage: { owner: platform, users: true }
  guardrails:
    protect: [{ groups: BreakGlass, permissionSets: Admin, accounts: all }]
accountSets:
  prod: ['ou:/Workloads/Prod']
permissionSets:
  Admin: { managedPolicies: [AdministratorAccess] }
  View: { managedPolicies: [ReadOnlyAccess] }
assignments:
  - groups: [Auditors, 'entra:11111111-2222-3333-4444-555555555555']
    users: ada@example.com
    permissionSets: View
    accounts: ['set:prod', payments-dev]
    except: name:*-legacy
`;

function schemaOf(text: string): unknown {
  const { value, diagnostics } = loadMapping(sourceOf({ 'access/a.yaml': text }));
  if (value === null) throw new Error(JSON.stringify(diagnostics));
  return namedJsonSchema(value);
}

/** Every list of names in a schema, by the keys of mapping files that lead to it. */
function suggestions(schema: unknown, path: readonly string[] = []): [string, unknown][] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'anyOf' && Array.isArray(value) && value.length === 2) {
      const [first] = value as unknown[];
      if (typeof first === 'object' && first !== null && Object.keys(first).join() === 'enum')
        return [[path.join('/'), Reflect.get(first, 'enum')] as [string, unknown]];
    }
    return suggestions(value, /^\d+$|^anyOf$/.test(key) ? path : [...path, key]);
  });
}

it('suggests the names of the files where they may stand, once each and in order', () => {
  const found = new Map(suggestions(schemaOf(file)));
  const rule = 'properties/assignments/items/properties';
  const groups = ['Auditors', 'BreakGlass', 'entra:11111111-2222-3333-4444-555555555555'];
  const accounts = ['all', 'management', 'name:*-legacy', 'ou:/Workloads/Prod', 'payments-dev'];
  expect(found.get(`${rule}/groups`)).toEqual(groups);
  expect(found.get(`${rule}/groups/items`)).toEqual(groups);
  expect(found.get(`${rule}/users`)).toEqual(['ada@example.com']);
  expect(found.get(`${rule}/permissionSets`)).toEqual(['Admin', 'View']);
  expect(found.get(`${rule}/accounts/items`)).toEqual([...accounts, 'set:prod']);
  expect(found.get(`${rule}/except`)).toEqual([...accounts, 'set:prod']);
  expect([...found.keys()].some((path) => path.includes('accountSets'))).toBe(true);
  expect([...found.keys()].some((path) => path.includes('description'))).toBe(false);
});

it('refuses nothing that the schema without names accepts', () => {
  const schema = schemaOf(file);
  if (typeof schema !== 'object' || schema === null) throw new Error('no schema');
  const check = new Ajv({ strict: false }).compile(schema);
  expect(check(parse(file))).toBe(true);
  const other = file.replaceAll('Auditors', 'New-Group').replaceAll('payments-dev', 'new-account');
  expect(check(parse(other))).toBe(true);
  expect(check(parse(file.replace('groups: [Auditors', 'grups: [Auditors')))).toBe(false);
});
