import { describe, expect, it } from 'vitest';
import { approve, type Approval } from '../../../src/core/approval/approve.ts';
import { recordOf, type ReviewedRecord } from '../../../src/core/approval/reviewed-record.ts';
import { allowed } from '../../../src/core/guardrails/allowed.ts';
import type { Allowance } from '../../../src/core/guardrails/judgement.ts';
import { isComplete, planVerdict } from '../../../src/core/outcome/result.ts';
import { type Files, rule } from '../support/files.ts';
import { planned, type Story } from '../support/planned.ts';
import { guardFindings, reviewed, told as toldAll } from './support.ts';

const names = Array.from({ length: 24 }, (_, index) => `account-${index}`);
const accounts = {
  ...Object.fromEntries(names.map((name) => [name, { ou: '/Work/Dev' }])),
  management: {},
};
const files = (guardrails: Files['guardrails'], count: number, more: object = {}): Files => ({
  ...(guardrails === undefined ? {} : { guardrails }),
  permissionSets: { Read: {} },
  assignments: [rule('Green', 'Read', names[0] ?? ''), ...some('Blue', count, more)],
});
const some = (group: string, count: number, more: object = {}) =>
  count === 0 ? [] : [rule(group, 'Read', names.slice(0, count), { ...more })];
const live = {
  accounts,
  sets: { Read: {} },
  grants: ['Green Read account-0', ...names.map((name) => `Blue Read ${name}`)],
};
const verdictOf = (built: ReturnType<typeof planned>) =>
  planVerdict(built.plan, { counts: false, fails: false });
/** Accounts that lose all they had are told, too. */
const told = (built: ReturnType<typeof planned>): string[] =>
  toldAll(built).filter((line) => !line.includes('emptying'));
const crossing = (built: ReturnType<typeof planned>) =>
  guardFindings(built).find(({ code }) => code === 'revocation-limit');
const limit = (count: number): Files['guardrails'] => ({ maxRevocations: { count } });

describe('the limit of revocations', () => {
  it('is a quarter of what base desires, unless the files say otherwise', () => {
    // 25 assignments, of which 6 may go.
    const within = reviewed({ live, head: files(undefined, 18), base: files(undefined, 24) });
    expect(told(within)).toEqual([]);
    const beyond = reviewed({ live, head: files(undefined, 17), base: files(undefined, 24) });
    expect(told(beyond)).toEqual(['error revocation-limit']);
    expect(crossing(beyond)).toMatchObject({
      headline: 'this plan takes away 7 of 25 declared assignments (28 %); the limit is 6',
      causedByHead: true,
    });
    expect(crossing(beyond)?.help).toContain(`/allow ${beyond.plan.digest}"`);
    expect(verdictOf(beyond)).toEqual({ result: 'refused', exitCode: 1 });
  });

  it('leaves the operations planned, in the digest and in the record: a review quotes that digest', () => {
    const beyond = reviewed({ live, head: files(undefined, 17), base: files(undefined, 24) });
    expect(beyond.plan.operations.map(({ status }) => status)).toEqual(Array(7).fill('planned'));
    expect(recordOf(beyond).operations).toHaveLength(7);
    expect(beyond.judgement.crossings).toMatchObject([{ count: 7, allowed: 6, by: 'base' }]);
  });

  it('is never below five', () => {
    const strict = limit(0);
    expect(told(reviewed({ live, head: files(strict, 19), base: files(strict, 24) }))).toEqual([]);
    expect(told(reviewed({ live, head: files(strict, 18), base: files(strict, 24) }))).toEqual([
      'error revocation-limit',
    ]);
  });

  it('is the smaller of share and number', () => {
    const both = { maxRevocations: { percent: 100, count: 7 } };
    expect(told(reviewed({ live, head: files(both, 17), base: files(both, 24) }))).toEqual([]);
    expect(told(reviewed({ live, head: files(both, 16), base: files(both, 24) }))).toEqual([
      'error revocation-limit',
    ]);
  });

  it('is base’s where head loosens it, and head’s where that is stricter', () => {
    const loose = limit(1000);
    const loosened = reviewed({ live, head: files(loose, 4), base: files(limit(7), 24) });
    expect(loosened.judgement.crossings).toMatchObject([{ by: 'base', allowed: 7 }]);
    const stricter = reviewed({ live, head: files(limit(7), 4), base: files(loose, 24) });
    expect(stricter.judgement.crossings).toMatchObject([{ by: 'head', allowed: 7 }]);
  });

  it('is told at its line where head has one, else at the settings', () => {
    const lineOf = (guardrails: Files['guardrails']): number | undefined => {
      const built = reviewed({ live, head: files(guardrails, 4), base: files(limit(7), 24) });
      const found = built.plan.findings.find(({ code }) => code === 'revocation-limit');
      return found?.origin?.line;
    };
    const settings = lineOf(undefined) ?? 0;
    expect(lineOf({ maxGrants: { count: 1 } })).toBe(settings);
    expect(lineOf({ protect: [], maxRevocations: { count: 7 } })).toBeGreaterThan(settings + 3);
  });

  it('is a share of what base desires, so that head cannot pad it', () => {
    const padded: Files = {
      ...files(undefined, 17),
      assignments: [...(files(undefined, 17).assignments ?? []), ...some('Red', 24)],
    };
    expect(told(reviewed({ live, head: padded, base: files(undefined, 24) }))).toEqual([
      'error revocation-limit',
    ]);
  });

  it('counts ends that the change introduces or sets earlier, and no others', () => {
    const ending = (expires: string) => files(undefined, 24, { expires });
    const ask = (head: Files, base: Files) => reviewed({ live, head, base });
    const introduced = ask(ending('2027-01-01'), files(undefined, 24));
    expect(introduced.judgement.crossings).toMatchObject([{ count: 24, digests: [] }]);
    expect(verdictOf(introduced).result).toBe('refused');
    expect(told(ask(ending('2027-01-01'), ending('2027-02-01')))).toContain(
      'error revocation-limit',
    );
    expect(told(ask(ending('2027-02-01'), ending('2027-01-01')))).toEqual([]);
    expect(told(ask(files(undefined, 24), ending('2027-01-01')))).toEqual([]);
  });

  it('lets a digest approve the ends that it is of, and no others', () => {
    const made = (expires: string) =>
      planned({ live, head: files(undefined, 24, { expires }), base: files(undefined, 24) });
    const [shown, other] = [made('2027-01-01'), made('2026-02-01')];
    const approved = (built: typeof shown) =>
      approve(built, { kind: 'digest', digest: shown.plan.digest });
    const isDone = (built: typeof shown): boolean => {
      const { plan, approved: ids } = approved(built);
      return isComplete({ plan, outcomes: [], stopped: null }, ids, 'report');
    };
    expect(approved(shown).plan.findings).toMatchObject([
      { code: 'revocation-limit', severity: 'warning' },
      { code: 'grant-expires' },
    ]);
    expect(isDone(shown)).toBe(true);
    expect(approved(other).plan.findings).toMatchObject([
      { code: 'revocation-limit', severity: 'error' },
      { code: 'grant-expires' },
    ]);
    expect(isDone(other)).toBe(false);
  });

  it('counts an end that is past already once, as the revocation that it is', () => {
    const past: Files = {
      ...files(undefined, 12),
      assignments: [
        ...(files(undefined, 12).assignments ?? []),
        rule('Blue', 'Read', names.slice(12), { expires: '2026-01-01' }),
      ],
    };
    const built = reviewed({ live, head: past, base: files(undefined, 24) });
    expect(built.judgement.crossings).toMatchObject([{ count: 12 }]);
  });

  it('leaves drift and expiry out', () => {
    const head = files(undefined, 0);
    expect(told(reviewed({ live, head, base: head }))).toEqual([]);
  });
});

describe('the limit of grants', () => {
  const guardrails = { maxGrants: { count: 3 } };
  const bare = { ...live, grants: ['Green Read account-0'] };

  it('is none unless the files say so', () => {
    const head = files(undefined, 24);
    expect(told(reviewed({ live: bare, head, base: files(undefined, 0) }))).toEqual([]);
  });

  it('counts what the change grants', () => {
    const base = files(guardrails, 0);
    expect(told(reviewed({ live: bare, head: files(guardrails, 3), base }))).toEqual([]);
    const beyond = reviewed({ live: bare, head: files(guardrails, 4), base });
    expect(told(beyond)).toEqual(['error grant-limit']);
    expect(beyond.judgement.crossings).toMatchObject([
      { limit: 'maxGrants', count: 4, allowed: 3 },
    ]);
  });
});

const allowance = (digest: string): Allowance => ({
  by: 'reviewer',
  at: '2026-01-14T10:00:00Z',
  digest,
  url: 'https://github.test/review/1',
});

describe('a review that allows it', () => {
  const beyond = reviewed({ live, head: files(undefined, 17), base: files(undefined, 24) });

  it('makes the refusal of that very plan a warning that says who', () => {
    const built = allowed(beyond, allowance(beyond.plan.digest));
    expect(told(built)).toEqual(['warning revocation-limit']);
    expect(crossing(built)?.why).toContain('reviewer allowed it on 2026-01-14');
    expect(verdictOf(built).result).toBe('changes');
  });

  it('does nothing for another plan', () => {
    expect(told(allowed(beyond, allowance('0'.repeat(64))))).toEqual(['error revocation-limit']);
    const beginning = allowance(beyond.plan.digest.slice(0, 12));
    expect(told(allowed(beyond, beginning))).toEqual(['error revocation-limit']);
  });
});

describe('limits in an apply', () => {
  const story: Story = { live, head: files(undefined, 10), base: files(undefined, 24) };
  const recordFor = (head: Files): ReviewedRecord => recordOf(reviewed({ ...story, head }));
  const one = recordFor(files(undefined, 18));
  const two = ((): ReviewedRecord => {
    const all = recordFor(files(undefined, 10));
    return {
      ...all,
      operations: all.operations.filter((digest) => !one.operations.includes(digest)),
    };
  })();
  const decide = (approval: Partial<Extract<Approval, { kind: 'reviewed' }>>) =>
    approve(planned(story), { kind: 'reviewed', records: [], newAccounts: 'report', ...approval });

  it('hold each pull request by itself', () => {
    const { approved, plan } = decide({ records: [one] });
    expect(approved.size).toBe(6);
    expect(plan.findings.filter(({ code }) => code === 'revocation-limit')).toEqual([]);
  });

  it('stop the one that crosses them, say why, and do the other', () => {
    const { approved, plan, allowances } = decide({ records: [one, two] });
    expect(approved.size).toBe(6);
    const stopped = plan.operations.filter(({ status }) => status === 'blocked');
    expect(stopped).toHaveLength(8);
    expect(stopped[0]?.reason).toContain('takes away 8 assignments and maxRevocations allows 6');
    expect(verdictOf({ ...planned(story), plan }).result).toBe('refused');
    expect(allowances).toEqual([]);
  });

  it('let it pass where a review of its plan allows it, and say whose', () => {
    const given = allowance(two.plan);
    const { approved, plan, allowances } = decide({ records: [one, two], allowances: [given] });
    expect(approved.size).toBe(14);
    expect(allowances).toEqual([given]);
    expect(plan.findings).toContainEqual(
      expect.objectContaining({ code: 'revocation-limit', severity: 'warning' }),
    );
  });

  it('are not lifted by a review of another plan', () => {
    const { approved } = decide({ records: [two], allowances: [allowance(one.plan)] });
    expect(approved.size).toBe(0);
  });

  it('are approved with a digest, and told', () => {
    const built = planned(story);
    const { approved, plan } = approve(built, { kind: 'digest', digest: built.plan.digest });
    expect(approved.size).toBe(14);
    expect(plan.findings).toContainEqual(
      expect.objectContaining({ code: 'revocation-limit', severity: 'warning' }),
    );
  });

  it('fail the run over ends that nobody allowed, so that they never come to pass', () => {
    const ends = files(undefined, 24, { expires: '2027-01-01' });
    const built = planned({ live, head: ends, base: files(undefined, 24) });
    const { plan } = approve(built, { kind: 'reviewed', records: [], newAccounts: 'report' });
    expect(verdictOf({ ...built, plan }).result).toBe('refused');
  });
});

describe('emptying in an apply', () => {
  const free = { maxRevocations: { percent: 100 } };
  const story: Story = { live, head: files(free, 0), base: files(free, 24) };
  const built = planned(story);

  it('is refused where no review shows it, and not told as held', () => {
    const { approved, plan } = approve(built, {
      kind: 'reviewed',
      records: [],
      newAccounts: 'report',
    });
    expect(approved.size).toBe(0);
    expect(plan.counts.held).toBe(0);
    expect(plan.operations[0]).toMatchObject({
      status: 'blocked',
      reason: 'refused: the change takes away every assignment of group "Blue" (24)',
    });
    expect(verdictOf({ ...built, plan }).result).toBe('refused');
  });

  it('is done where somebody approves the digest, and told', () => {
    const { approved, plan } = approve(built, { kind: 'digest', digest: built.plan.digest });
    expect(approved.size).toBe(24);
    expect(plan.findings).toContainEqual(
      expect.objectContaining({ code: 'emptying', severity: 'warning' }),
    );
  });

  it('is done where each part of it was reviewed', () => {
    const shown = reviewed({ ...story, head: files(free, 15) });
    const rest = recordOf(planned(story));
    const { approved } = approve(built, {
      kind: 'reviewed',
      records: [recordOf(shown), rest],
      newAccounts: 'report',
    });
    expect(approved.size).toBe(24);
  });
});
