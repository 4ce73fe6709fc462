import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { methodOf, odataText, relativeUrl } from '../../../src/adapters/graph/request/graph-url.ts';

function filterFor(name: string): string | null {
  const url = relativeUrl('GET /groups', {}, { filter: `displayName eq ${odataText(name)}` });
  return new URL(url, 'https://graph.example').searchParams.get('$filter');
}

describe('the address of a call', () => {
  it.each([
    'Platform Engineers',
    "O'Brien's",
    'R&D #1',
    '50% + 1',
    'a=b?c/d\\e',
    'Zürich 東京 🦊',
    '"quoted" <b>',
    '$filter=x',
  ])('keeps the name %s whole', (name) => {
    expect(filterFor(name)).toBe(`displayName eq '${name.replaceAll("'", "''")}'`);
  });

  it('keeps any name whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(filterFor(name)).toBe(`displayName eq '${name.replaceAll("'", "''")}'`);
      }),
    );
  });

  it('does not fail for half of a surrogate pair, which no name of Entra holds', () => {
    expect(filterFor('broken \ud800')).toBe("displayName eq 'broken \ufffd'");
  });

  it('fills the holes of the path, encoded', () => {
    const parameters = { id: 'a/b?c', jobId: 'AWS.tenant.x#V2' };
    expect(
      relativeUrl('GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema', parameters),
    ).toBe('/servicePrincipals/a%2Fb%3Fc/synchronization/jobs/AWS.tenant.x%23V2/schema');
    expect(() => relativeUrl('GET /groups/{id}', {})).toThrow('no value for id');
  });

  it('writes the rest of a query', () => {
    const query = { select: ['id', 'displayName'], top: 999, advanced: true };
    expect(relativeUrl('GET /groups', {}, query)).toBe(
      '/groups?$select=id,displayName&$top=999&$count=true',
    );
    expect(methodOf('GET /groups')).toBe('GET');
  });
});
