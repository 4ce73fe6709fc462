import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import {
  MAPPING_SCHEMA_ID,
  mappingJsonSchema,
} from '../../../src/core/mapping/mapping-json-schema.ts';
import { oneFile, settings, sourceOf } from './support/source-of.ts';

// Editors know draft 7 in full; strict mode would refuse its annotations.
const validate = new Ajv({ strict: false }).compile(mappingJsonSchema() as object);

const good = [
  'accountSets: { prod: "ou:/Prod", test: { accounts: [all], allowEmpty: true } }',
  'permissionSets: { A: { customerManagedPolicies: [B, { name: C, path: /d/ }] } }',
  'permissionSets: { A: { inlinePolicy: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "*", Resource: "*" } } } }',
  'permissionSets: { A: {} }\nassignments: [{ groups: G, permissionSets: A, accounts: [all] }]',
];
const bad = [
  'accountSets: { prod: 111122223333 }',
  'accountSets: { prod: [] }',
  'permissionSets: { A: { sessionDuraton: 8h } }',
  'permissionSets: { "A B": {} }',
  'permissionSets: { A: { permissionsBoundary: {} } }',
  'permissionSets: { A: {} }\nassignments: [{ permissionSets: A, accounts: all }]',
  'permissionSets: { A: {} }\nassignments: [{ groups: G, permissionSets: A }]',
];

describe('the JSON Schema of mapping files', () => {
  it.each(good)('accepts what loads: %s', (yaml) => {
    expect(loadMapping(oneFile(yaml)).diagnostics).toEqual([]);
    expect(validate(parse(settings + yaml))).toBe(true);
  });

  it.each(bad)('refuses what does not: %s', (yaml) => {
    expect(loadMapping(oneFile(yaml)).value).toBeNull();
    expect(validate(parse(settings + yaml))).toBe(false);
  });

  it.each([
    [{}, true],
    [{ Department: '${path:enterprise.department}' }, true],
    [{ Department: '' }, false],
    [{ '': '${path:title}' }, false],
    [Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, 'x'])), false],
  ])('takes what is an attribute for access control: %j', (attributes, isGood) => {
    const file = { settings: { manage: { owner: 'o' }, accessControlAttributes: attributes } };
    expect(validate(file)).toBe(isGood);
    expect(loadMapping(sourceOf({ 'access/a.yaml': JSON.stringify(file) })).value !== null).toBe(
      isGood,
    );
  });

  it('asks for an owner', () => {
    expect(validate({ settings: { manage: {} } })).toBe(false);
  });

  it('describes every key, for editors that show it', () => {
    const schema = mappingJsonSchema();
    expect(schema).toMatchObject({
      $id: MAPPING_SCHEMA_ID,
      $schema: 'http://json-schema.org/draft-07/schema#',
    });
    expect(undescribed(schema, '')).toEqual([]);
  });
});

function undescribed(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (key !== 'properties' || typeof value !== 'object' || value === null) {
      return key === 'examples' ? [] : undescribed(value, path);
    }
    return Object.entries(value).flatMap(([name, property]: [string, unknown]) => [
      ...(typeof property === 'object' && property !== null && 'description' in property
        ? []
        : [`${path}/${name}`]),
      ...undescribed(property, `${path}/${name}`),
    ]);
  });
}
