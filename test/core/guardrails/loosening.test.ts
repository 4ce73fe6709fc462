import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { approve } from '../../../src/core/approval/approve.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import type { Files } from '../support/files.ts';
import { planned, type Story } from '../support/planned.ts';
import { administrator, liveSets, rule } from './support.ts';

const whens = [
  'permissionSet.isAdministrator',
  '"prod" in account.sets',
  'principal.name == "Blue"',
  'reason == ""',
  '!hasExpiry',
  'principal.members > 3',
  'kind == "revoke" && "prod" in account.sets',
  'true',
  'false',
];
const someRule = fc.record({
  when: fc.constantFrom(...whens),
  unless: fc.option(fc.constantFrom(...whens), { nil: undefined }),
  severity: fc.constantFrom('error', 'warning'),
});
const guardrails: fc.Arbitrary<object> = fc
  .record(
    {
      rules: fc
        .array(someRule, { maxLength: 3 })
        .map((found) => found.map((each, index) => ({ name: `rule-${index}`, ...each }))),
      protect: fc.array(
        fc.record({
          groups: fc.constantFrom('Blue', 'Green', 'Nobody'),
          permissionSets: fc.constantFrom('Admin', 'Read'),
          accounts: fc.constantFrom('all', 'prod', 'set:prod'),
        }),
        { maxLength: 2 },
      ),
      maxRevocations: fc.record({ count: fc.nat({ max: 9 }) }),
      maxGrants: fc.record({ count: fc.nat({ max: 9 }) }),
    },
    { requiredKeys: [] },
  )
  .map((found) => withoutNothing(found));
/** As files have it: a key that says nothing is not there. */
function withoutNothing(value: object): object {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, Array.isArray(inner) ? inner.map(withoutNothing) : inner]),
  );
}

const assignment = fc.record({
  group: fc.constantFrom('Blue', 'Green', 'Red'),
  set: fc.constantFrom('Admin', 'Read'),
  account: fc.constantFrom('dev', 'test', 'prod', 'sandbox'),
  more: fc.constantFrom({}, { reason: 'OPS-1' }, { expires: '2027-01-01' }),
});
const assignments = fc
  .array(assignment, { maxLength: 14 })
  .map((found) => found.map(({ group, set, account, more }) => rule(group, set, account, more)));
const accountSets = fc.constantFrom<NonNullable<Files['accountSets']>>(
  { prod: 'prod' },
  { prod: ['prod', 'sandbox'] },
  { prod: 'dev' },
);
const permissionSets = fc.constantFrom<NonNullable<Files['permissionSets']>>(
  { Admin: administrator, Read: {} },
  { Admin: administrator, Read: administrator },
  { Admin: {}, Read: {} },
);
const files = fc.record({ assignments, accountSets, permissionSets });
const live = fc
  .uniqueArray(assignment, { selector: ({ group, set, account }) => `${group} ${set} ${account}` })
  .map((found) => ({
    ...liveSets,
    grants: found.map(({ group, set, account }) => `${group} ${set} ${account}`),
  }));

/** Head asks for nothing by itself. */
const none = { rules: [], protect: [], maxRevocations: { percent: 100 } };

/** Ids of what people could approve of this plan. */
function passes(story: Story): ReadonlySet<string> {
  const { plan } = planned({ ...story, guarded: true });
  const open = plan.operations.filter(({ status }) => status === 'planned' || status === 'waiting');
  return new Set(open.map(({ id }) => id));
}

/** Head with guardrails of its own, before those of base. */
function stories(
  grants: typeof live extends fc.Arbitrary<infer World> ? World : never,
  before: Files,
  after: Files,
  ofBase: object,
): (ofHead: object) => Story {
  const base = { ...before, guardrails: { ...ofBase } };
  return (ofHead) => ({ live: grants, head: { ...after, guardrails: { ...ofHead } }, base });
}

const strict = {
  protect: [{ groups: 'Blue', permissionSets: 'Admin', accounts: 'all' }],
  rules: [{ name: 'night', when: 'permissionSet.isAdministrator' }, { use: 'reason-required' }],
  maxRevocations: { percent: 10 },
  maxGrants: { count: 50 },
};

it.each([
  [
    'all of them',
    {},
    [
      'protect no longer covers 1 assignment ("Admin" of "Blue" on prod)',
      'rule "night" is removed',
      'rule "reason-required" is removed',
      'maxRevocations goes from 10 % to 25 %',
      'maxGrants goes from 50 to none',
    ],
  ],
  [
    'some of them',
    {
      ...strict,
      rules: [
        { name: 'night', when: 'false' },
        { use: 'reason-required', severity: 'warning' },
      ],
    },
    ['rule "night" asks something else', 'rule "reason-required" only warns'],
  ],
  ['nothing', { ...strict, maxGrants: { count: 5 } }, []],
])('tells what a change that takes away %s lets go', (_, guards, parts) => {
  const of = (own: object): Files => ({
    guardrails: { ...own },
    permissionSets: { Admin: administrator },
    assignments: [rule('Blue', 'Admin', 'prod', { reason: 'OPS-1' })],
  });
  const { plan } = planned({
    live: { ...liveSets, grants: ['Blue Admin prod'] },
    head: of(guards),
    base: of(strict),
    guarded: true,
  });
  const told = plan.findings.filter(({ code }) => code === 'guardrails-loosened');
  expect(told.map(({ headline }) => headline)).toEqual(
    parts.length === 0 ? [] : [`this change loosens guardrails: ${parts.join('; ')}`],
  );
});

it('never lets a change pass by its own guardrails what those of base refuse', () => {
  fc.assert(
    fc.property(live, files, files, guardrails, guardrails, (grants, before, after, own, other) => {
      const under = stories(grants, before, after, own);
      const { refusals } = planned({ ...under(none), guarded: true }).judgement;
      const passed = [...passes(under(other))];
      expect(passed.filter((id) => refusals.has(id))).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('never crosses base’s limits by loosening them, in the plan or in its apply', () => {
  fc.assert(
    fc.property(live, files, files, guardrails, guardrails, (grants, before, after, own, other) => {
      const story = stories(grants, before, after, own)(other);
      const built = planned(story);
      const records = [recordOf(planned({ ...story, guarded: true }))];
      const { approved, plan } = approve(built, {
        kind: 'reviewed',
        records,
        newAccounts: 'report',
      });
      const done = plan.operations.filter(
        ({ id, cause }) => approved.has(id) && cause === 'change',
      );
      const revocations = done.filter(({ kind }) => kind === 'revoke').length;
      const [ofBase] = built.limits.limits;
      expect(ofBase?.by).toBe('base');
      expect(revocations).toBeLessThanOrEqual(ofBase?.revocations ?? 0);
      expect(done.length - revocations).toBeLessThanOrEqual(
        done.filter(({ kind }) => kind !== 'grant').length -
          revocations +
          (ofBase?.grants ?? Infinity),
      );
    }),
    { numRuns: 60 },
  );
}, 60_000);
