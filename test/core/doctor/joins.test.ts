import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/core/doctor/facts.ts';
import { known, unknown } from '../../../src/core/doctor/known.ts';
import type { Group } from '../../../src/core/model/principal.ts';
import { ada, developers, healthy, withAws, withEntra } from './healthy-facts.ts';
import { verdictOf } from './verdict-of.ts';

const issuer = 'https://scim.aws.com/1234567890';
const gone = 'ffffffff-aaaa-4aaa-8aaa-222222222222';
const group = (displayName: string, ...ids: readonly string[]): Group => ({
  id: `g-${displayName}-${ids.join('-')}`,
  displayName,
  externalIds: ids.map((id) => ({ issuer, id })),
});
const withGroups = (...groups: readonly Group[]): Facts => withAws({ groups: known(groups) });
const withUser = (userName: string, ...ids: readonly string[]): Facts =>
  withAws({
    users: known([
      { id: 'u-1', userName, externalIds: ids.map((id) => ({ issuer, id })), enabled: true },
    ]),
  });
const { provisioning } = healthy.entra;

function whereSchema(says: 'names' | 'nothing', facts: Facts): Facts {
  const { schema } = provisioning;
  if (!schema.known) throw new Error('the healthy schema is known');
  const plain = { users: [], groups: [], groupJoin: 'display-name' as const };
  const refused = unknown('Graph said no.', { missing: 'Synchronization.Read.All' });
  return withEntra(
    { provisioning: { ...provisioning, schema: says === 'names' ? known(plain) : refused } },
    facts,
  );
}

describe('a group of the name alone', () => {
  it.each([
    ['made by hand', group('Developers')],
    ['of an object that is gone', group('Developers', gone)],
  ])('is not the assigned one where object ids are written: %s', (_what, live) => {
    const found = verdictOf('groups-in-step', withGroups(live));
    expect(found.verdict).toBe('fail');
    expect(found.text).toContain('AWS has another group of that name: "Developers"');
  });

  it('is the assigned one where names join', () => {
    const facts = whereSchema('names', withGroups(group('Developers')));
    expect(verdictOf('groups-in-step', facts).verdict).toBe('pass');
  });

  it('is not told to be either where nobody may read what joins', () => {
    const found = verdictOf(
      'groups-in-step',
      whereSchema('nothing', withGroups(group('Developers'))),
    );
    expect(found).toMatchObject({ verdict: 'cannot tell', missing: ['Synchronization.Read.All'] });
  });

  it('needs no schema where the object id says it too', () => {
    const facts = whereSchema('nothing', withGroups(group('Developers', developers)));
    expect(verdictOf('groups-in-step', facts).verdict).toBe('pass');
  });
});

it('two groups that carry one object id are doubt, and neither is left over', () => {
  const found = verdictOf(
    'groups-in-step',
    withGroups(group('Developers', developers), group('Copy', developers)),
  );
  expect(found.verdict).toBe('warn');
  expect(found.text).toContain('may be several groups of AWS: "Developers"');
  expect(found.text).not.toContain('not assigned any more');
});

describe("a user of a person's name with the object id of somebody else", () => {
  it('is not that person', () => {
    const facts = withUser('ada@example.com', gone);
    const inStep = verdictOf('users-in-step', facts);
    expect(inStep.verdict).toBe('warn');
    expect(inStep.text).toContain('1 user is not in AWS yet: "ada@example.com"');
    const names = verdictOf('sign-in-names', facts);
    expect(names.verdict).toBe('warn');
    expect(names.text).toContain('carries another person\'s object id: "ada@example.com"');
  });

  it('cannot be told to be where nobody may read what is written', () => {
    const facts = whereSchema('nothing', withUser('ada@example.com', gone));
    expect(verdictOf('users-in-step', facts).verdict).toBe('cannot tell');
    expect(verdictOf('sign-in-names', facts).verdict).toBe('cannot tell');
  });

  it('may be that person where provisioning writes something else', () => {
    const facts = whereSchema('names', withUser('ada@example.com', gone));
    expect(verdictOf('sign-in-names', facts).verdict).toBe('pass');
  });

  it('is found by the object id, whatever it is called', () => {
    expect(verdictOf('users-in-step', withUser('ada@old.example.com', ada)).verdict).toBe('pass');
  });

  it('and one that carries none is found by the name', () => {
    expect(verdictOf('sign-in-names', withUser('ada@example.com')).verdict).toBe('pass');
  });
});
