import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import { sourceOf } from '../core/mapping/support/source-of.ts';

const tenantId = '11111111-2222-4333-8444-555555555555';

function codes(settings: Readonly<Record<string, unknown>>): readonly string[] {
  const whole = {
    settings: {
      identityCenter: { region: 'eu-west-1' },
      manage: { owner: 'platform' },
      ...settings,
    },
  };
  const { diagnostics } = loadMapping(sourceOf({ 'access/a.yaml': JSON.stringify(whole) }));
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

it('the settings below are refused for what they name and nothing else', () => {
  expect(codes({ entra: { tenantId } })).toEqual([]);
});

describe('a mapping file cannot say where requests, tokens or secrets go', () => {
  it.each([
    'eu-west-1.attacker.example',
    'attacker.example#',
    'attacker.example/eu-west-1',
    'eu-west-1@attacker.example',
    'eu-west-1:443',
    'eu-west-1\nattacker-1',
    '../eu-west-1',
    'eu-west-1?',
  ])('not by the Region %j', (region) => {
    expect(codes({ identityCenter: { region } })).toEqual(['invalid-region']);
  });

  it.each([
    'common',
    'organizations',
    'attacker.onmicrosoft.example',
    `${tenantId}/../../attacker`,
    `${tenantId}?x=`,
    `//attacker.example/${tenantId}`,
  ])('not by the tenant %j', (tenant) => {
    expect(codes({ entra: { tenantId: tenant } })).toHaveLength(1);
  });

  it.each(['https://attacker.example', 'attacker', 'Public'])('not by the cloud %j', (cloud) => {
    expect(codes({ entra: { tenantId, cloud } })).toHaveLength(1);
  });

  it.each(['authorityHost', 'endpoint', 'graphEndpoint', 'proxy'])(
    'not by a key %s, which there is not',
    (key) => {
      expect(codes({ entra: { tenantId, [key]: 'https://attacker.example' } })).toEqual([
        'unknown-key',
      ]);
      expect(
        codes({ identityCenter: { region: 'eu-west-1', [key]: 'https://attacker.example' } }),
      ).toEqual(['unknown-key']);
    },
  );
});
