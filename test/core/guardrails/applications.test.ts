import { describe, expect, it } from 'vitest';
import type { Files } from '../support/files.ts';
import type { Live } from '../support/live.ts';
import { findings, lines, planned } from '../support/planned.ts';

const live: Live = {
  applications: { Payroll: { assigned: ['Blue'] } },
  users: ['ada'],
};

/** A rule stands in base and in head, and the change gives Payroll to somebody more. */
function given(
  rule: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = { groups: ['Green'] },
): readonly string[] {
  const settings: Files = { guardrails: { rules: [rule] }, manage: { users: true } };
  const standing = {
    groups: 'Blue',
    applications: 'Payroll',
    reason: 'OPS-1',
    expires: '2027-01-01',
  };
  const built = planned({
    live,
    guarded: true,
    base: { ...settings, applications: [standing] },
    head: { ...settings, applications: [standing, { applications: 'Payroll', ...more }] },
  });
  return lines(built);
}

const own = (when: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name: 'mine',
  when,
  message: 'no',
  ...more,
});

describe('guardrail rules over assignments to applications', () => {
  it.each([
    ['users', { use: 'no-direct-users' }, { users: ['ada'] }, 'ada'],
    ['a missing reason', { use: 'reason-required' }, { groups: ['Green'] }, 'Green'],
    ['a missing end', own('!hasExpiry'), { groups: ['Green'] }, 'Green'],
    ['a name', own('principal.name == "Green"'), { groups: ['Green'] }, 'Green'],
    ['its kind', own('kind == "assign-application"'), { groups: ['Green'] }, 'Green'],
    [
      'somebody, but for accounts that it is not in',
      own('principal.name == "Green"', { unless: 'account.name == "sandbox"' }),
      { groups: ['Green'] },
      'Green',
    ],
    [
      'one of two things, the other of which it has not',
      own('permissionSet.isAdministrator || principal.name == "Green"'),
      { groups: ['Green'] },
      'Green',
    ],
  ])('refuse %s', (_, rule, more, who) => {
    expect(given(rule, more)).toEqual([`change assign-application Payroll ${who} (blocked)`]);
  });

  it.each([
    ['permission sets', { use: 'no-administrators' }],
    ['accounts', own('account.name == "prod"')],
    ['grants', own('kind == "grant"')],
    ['somebody else', own('principal.name == "Red"')],
    ['somebody who is excepted', own('!hasExpiry', { unless: 'principal.name == "Green"' })],
  ])('say nothing where they are about %s', (_, rule) => {
    expect(given(rule)).toEqual(['change assign-application Payroll Green']);
  });

  it('refuse where the members of the group are not known', () => {
    expect(given({ use: 'group-size', minimumMembers: 2 })).toEqual([
      'change assign-application Payroll Green (blocked)',
    ]);
  });

  it('are asked about what is taken away where they name the kind', () => {
    const guardrails = { rules: [own('kind == "unassign-application"')] };
    const built = planned({
      live,
      guarded: true,
      base: { guardrails, applications: [{ groups: 'Blue', applications: 'Payroll' }] },
      head: { guardrails },
    });
    expect(lines(built)).toEqual(['change unassign-application Payroll Blue (blocked)']);
  });

  it('refuse an end that is taken back, and only warn of what stood without one', () => {
    const guardrails = { rules: [own('!hasExpiry')] };
    const files = (more: Readonly<Record<string, unknown>>): Files => ({
      guardrails,
      applications: [{ groups: 'Blue', applications: 'Payroll', ...more }],
    });
    const story = { live, guarded: true, base: files({ expires: '2027-01-01' }), head: files({}) };
    expect(findings(planned(story))).toContainEqual(
      expect.objectContaining({ code: 'guardrail-broken', severity: 'error', causedByHead: true }),
    );
    const before = planned({ ...story, base: files({}), head: files({ reason: 'OPS-1' }) });
    expect(findings(before)).toContainEqual(
      expect.objectContaining({
        code: 'guardrail-broken-before',
        headline: expect.stringContaining('application "Payroll" of "Blue"') as unknown,
      }),
    );
  });
});
