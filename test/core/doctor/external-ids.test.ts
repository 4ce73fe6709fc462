import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/core/doctor/facts.ts';
import { known, unknown } from '../../../src/core/doctor/known.ts';
import { runChecks } from '../../../src/core/doctor/run-checks.ts';
import type { ExternalId } from '../../../src/core/model/principal.ts';
import { ada, developers, withAws, withEntra, withProvisioning } from './healthy-facts.ts';
import { verdictOf } from './verdict-of.ts';

const elsewhere = 'https://identitystore.amazonaws.com/d-1234567890';

function store(user: readonly ExternalId[], group: readonly ExternalId[]): Facts {
  return withAws({
    users: known([{ id: 'u-1', userName: 'ada@example.com', externalIds: user, enabled: true }]),
    groups: known([{ id: 'g-1', displayName: 'Developers', externalIds: group }]),
  });
}

const ids = (issuer: string, user = ada, group = developers): Facts =>
  store([{ issuer, id: user }], [{ issuer, id: group }]);
const refused = unknown('Graph said no.', { missing: 'Some.Permission' });

describe('an issuer that no list knows', () => {
  it("is well where what it gave are Entra's object ids", () => {
    const checks = runChecks(ids(elsewhere)).checks.filter(({ verdict }) => verdict !== 'pass');
    expect(checks).toEqual([]);
  });

  it('cannot be told where they are not', () => {
    const found = verdictOf('identity-source', ids(elsewhere, 'a', 'b'));
    expect(found.verdict).toBe('cannot tell');
    expect(found.text).toContain(elsewhere);
  });
});

describe('a store without any external id', () => {
  const plain = store([], []);

  it('was not filled by provisioning that writes them', () => {
    expect(verdictOf('identity-source', plain).verdict).toBe('fail');
    expect(verdictOf('local-users', plain).verdict).toBe('warn');
  });

  it.each([
    ['writes none', known({ users: [], groups: [], groupJoin: 'display-name' as const })],
    ['is not known', refused],
  ])('says nothing where provisioning %s', (_what, schema) => {
    const facts = withEntra(withProvisioning({ schema }).entra, plain);
    expect(verdictOf('identity-source', facts).verdict).toBe('cannot tell');
    expect(verdictOf('local-users', facts).verdict).toBe('cannot tell');
  });
});

it('nobody is advised to change the identity source or to delete users', () => {
  const guesses = [
    store([], []),
    ids(elsewhere, 'a', 'b'),
    store([], [{ issuer: elsewhere, id: 'b' }]),
    store([{ issuer: 'https://scim.aws.com/1', id: ada }], [{ issuer: elsewhere, id: developers }]),
  ];
  for (const facts of guesses) {
    for (const check of ['identity-source', 'local-users']) {
      expect(verdictOf(check, facts).nextStep ?? '').not.toMatch(/change the identity|delete/);
    }
  }
});
