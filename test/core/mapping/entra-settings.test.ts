import { expect, it } from 'vitest';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import { sourceOf } from './support/source-of.ts';

const tenantId = '11111111-2222-3333-4444-555555555555';

it.each([
  ['2027-06-30', '2027-06-30T23:59:59.999Z'],
  ['2027-06-30T08:00:00+02:00', '2027-06-30T06:00:00.000Z'],
])('reads the end of the SCIM token %s as the instant %s', (written, instant) => {
  const text = `settings:\n  manage: { owner: platform }\n  entra: { tenantId: ${tenantId}, scimTokenExpires: ${JSON.stringify(written)} }\n`;
  const { value } = loadMapping(sourceOf({ 'access/a.yaml': text }));
  expect(value?.settings.entra?.scimTokenExpires).toBe(instant);
});
