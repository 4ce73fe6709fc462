import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDesired } from '../../../src/core/desired/build-desired.ts';
import type { AccessFacts } from '../../../src/core/explain/access-facts.ts';
import { explainAccess } from '../../../src/core/explain/explain-access.ts';
import { grantKey } from '../../../src/core/model/assignment.ts';
import { mappingOf, rule } from '../support/files.ts';
import { accountId, accounts, groupId, snapshotOf } from '../support/live.ts';

const now = '2026-03-01T00:00:00.000Z';
const groups = ['Blue', 'Green', 'Red'];
const sets = ['Admin', 'Reader'];
const places = Object.keys(accounts);

const words = fc.constantFrom(
  'dev',
  'test',
  'prod',
  'ou:/Work',
  'ou:/Work/Dev',
  'name:*',
  'set:some',
  'all',
);
const rules = fc
  .record({
    groups: fc.subarray(groups, { minLength: 1 }),
    permissionSets: fc.subarray(sets, { minLength: 1 }),
    accounts: fc.uniqueArray(words, { minLength: 1, maxLength: 3 }),
    except: fc.uniqueArray(words, { maxLength: 2 }),
    expires: fc.constantFrom(null, null, '2026-01-01', '2027-01-01'),
  })
  .map(({ accounts: which, except, expires, groups: whom, permissionSets }) =>
    rule(whom, permissionSets, which, {
      allowEmpty: true,
      ...(except.length > 0 && { except }),
      ...(expires !== null && { expires }),
    }),
  );
const world = fc.record({
  rules: fc.array(rules, { minLength: 1, maxLength: 4 }),
  live: fc.subarray(
    groups.flatMap((group) =>
      sets.flatMap((set) => places.map((place) => `${group} ${set} ${place}`)),
    ),
  ),
  memberOf: fc.subarray(groups),
});

function filesOf(assignments: readonly Readonly<Record<string, unknown>>[]) {
  return mappingOf({
    accountSets: { some: ['ou:/Work/Prod', 'sandbox'] },
    permissionSets: { Admin: { sessionDuration: '1h' }, Reader: { sessionDuration: '1h' } },
    assignments,
  });
}

function factsOf(
  mapping: ReturnType<typeof mappingOf>,
  live: readonly string[],
  place: string,
  who: AccessFacts['who'],
  more: Partial<AccessFacts> = {},
): AccessFacts {
  const snapshot = snapshotOf({});
  const account = snapshot.accounts.find(({ name }) => name === place);
  if (account === undefined) throw new Error(`no account ${place}`);
  const holders = (set: string) =>
    live.map((text) => text.split(' ')).filter(([, of, where]) => of === set && where === place);
  return {
    mapping,
    snapshot,
    account,
    who,
    permissionSet: null,
    setsHere: sets.map((name) => ({
      name,
      holderIds: new Set(holders(name).map(([group = '']) => groupId(group))),
      stale: false,
      owner: 'platform',
    })),
    namelessHere: false,
    entra: null,
    now,
    notes: [],
    ...more,
  };
}

const person = (memberOf: readonly string[]): AccessFacts['who'] => {
  return {
    kind: 'person',
    name: 'ada',
    userId: 'user-ada',
    groupIds: new Set(memberOf.map(groupId)),
  };
};

describe('an explanation', () => {
  it('says what is live, and of each way what a plan would make of the rules', () => {
    fc.assert(
      fc.property(world, fc.constantFrom(...places), ({ live, memberOf, rules: some }, place) => {
        const mapping = filesOf(some);
        const facts = factsOf(mapping, live, place, person(memberOf));
        const { ways, has } = explainAccess(facts);
        const held = live.filter((text) => {
          const [group = '', , where] = text.split(' ');
          return where === place && memberOf.includes(group);
        });
        expect(has).toBe(held.length > 0);
        const working = ways.filter(({ works }) => works);
        expect(
          working
            .map(({ permissionSet, principal }) => `${principal.name} ${permissionSet} ${place}`)
            .toSorted(),
        ).toEqual(held.toSorted());
        const { grants } = buildDesired(mapping, facts.snapshot, now);
        for (const { permissionSet, principal, steps } of ways) {
          const key = grantKey(accountId(place), permissionSet, {
            type: 'GROUP',
            id: groupId(principal.name),
          });
          const desired = grants.get(key);
          const asked = desired !== undefined && !desired.expired;
          const given = steps.some(
            ({ holds, link, words: text }) => link === 'account' && holds === 'yes' && text !== '',
          );
          expect(given, `${key}: ${JSON.stringify(steps)}`).toBe(asked);
        }
        // What the files ask for and AWS lacks is always told, and first.
        const missing = [...grants.values()].filter(
          ({ account, expired, permissionSet, principal }) =>
            !expired &&
            account.id === accountId(place) &&
            memberOf.includes(principal.name) &&
            !live.includes(`${principal.name} ${permissionSet} ${place}`),
        );
        const told = ways.filter(({ works }) => !works);
        expect(
          told
            .slice(0, missing.length)
            .map(({ principal, permissionSet }) => `${principal.name} ${permissionSet}`)
            .toSorted(),
        ).toEqual(
          missing
            .map(({ permissionSet, principal }) => `${principal.name} ${permissionSet}`)
            .toSorted(),
        );
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 100) },
    );
  });

  it('says of an older version that it waits to be provisioned, and of a strange tag whose it is', () => {
    const mapping = filesOf([rule('Blue', 'Admin', 'dev')]);
    const setsHere = [
      { name: 'Admin', holderIds: new Set([groupId('Blue')]), stale: true, owner: 'platform' },
      { name: 'Other', holderIds: new Set([groupId('Blue')]), stale: null, owner: 'network' },
    ];
    const { ways } = explainAccess(factsOf(mapping, [], 'dev', person(['Blue']), { setsHere }));
    const texts = ways.flatMap(({ steps }) => steps.map(({ words: text }) => text));
    expect(texts).toContain(
      'the role in the account is of an older version of "Admin": the next apply that touches it, or an approved drift plan, brings it up to date',
    );
    expect(texts).toContain(
      'no rule asks for it: "Other" carries the ownership tag of "network", whose files decide',
    );
  });

  it('says neither yes nor no where what could not be read decides it', () => {
    const mapping = filesOf([rule('Blue', 'Admin', 'dev')]);
    const held = { name: 'Reader', holderIds: new Set([groupId('Blue')]), stale: false };
    const denied = { name: 'Admin', holderIds: null, stale: null };
    const asked = (more: Partial<AccessFacts>, who = person(['Blue'])) => {
      const { has, verdict, ways } = explainAccess(factsOf(mapping, [], 'dev', who, more));
      return {
        has,
        verdict,
        steps: ways.flatMap(({ steps }) => steps.map(({ words: text }) => text)),
      };
    };
    const unread = asked({ setsHere: [denied] });
    expect(unread.has).toBeNull();
    expect(unread.verdict).toMatch(/^whether ada has access in dev \(\d{12}\) is not known$/);
    expect(unread.steps).toContain('whether AWS has the assignment could not be read');
    expect(unread.steps).not.toContain('AWS does not have the assignment');
    const nameless = { setsHere: [held], namelessHere: true };
    expect(asked({ ...nameless, permissionSet: 'Admin' }).has).toBeNull();
    expect(asked({ ...nameless, permissionSet: 'Reader' }).has).toBe(true);
    expect(asked({ setsHere: [held, denied] }).has).toBe(true);
    expect(asked({ setsHere: [held, denied], permissionSet: 'Reader' }, person([])).has).toBe(
      false,
    );
  });

  it('says of a name that nobody has that it is nobody’s', () => {
    const nobody: AccessFacts['who'] = {
      kind: 'person',
      name: 'adda',
      userId: null,
      groupIds: new Set(),
    };
    const green = filesOf([rule('Green', 'Admin', 'dev')]);
    for (const mapping of [filesOf([]), green]) {
      const { fix, has, verdict } = explainAccess(factsOf(mapping, [], 'dev', nobody));
      expect(has).toBe(false);
      expect(verdict).toBe('the identity store has nobody of that name: adda');
      expect(fix).toBe('check the sign-in name, or whether this person is provisioned');
    }
  });

  it('has something to do for each who has nothing', () => {
    const mapping = filesOf([rule('Green', 'Admin', 'dev')]);
    const told = (who: AccessFacts['who'], place: string) =>
      explainAccess(factsOf(mapping, [], place, who, { permissionSet: 'Admin' })).fix;
    expect(told(person([]), 'dev')).toBe('add them to "Green", if they should have it');
    expect(told(person(['Green']), 'prod')).toBe(
      'add "prod" to the accounts of the rule at access/main.yaml:22, and have it reviewed',
    );
    expect(told(person(['Blue']), 'prod')).toBe(
      'add a rule that gives one of their groups "Admin" in "prod", and have it reviewed',
    );
  });
});
