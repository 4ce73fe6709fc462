import { describe, expect, it } from 'vitest';
import { type Approval, approve } from '../../../src/core/approval/approve.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import { planVerdict } from '../../../src/core/outcome/result.ts';
import { planSchema } from '../../../src/core/plan/plan-schema.ts';
import { stagesOf } from '../../../src/core/plan/stages.ts';
import { carrying, directoryOf } from '../support/entra.ts';
import type { Files } from '../support/files.ts';
import { applicationArn, type Live } from '../support/live.ts';
import { codes, findings, line, lines, planned, type Story } from '../support/planned.ts';

const to = (
  groups: string | readonly string[],
  applications: string | readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): NonNullable<Files['applications']>[number] => ({ groups, applications, ...more });

const files = (...applications: NonNullable<Files['applications']>): Files => ({ applications });

const live = (applications: NonNullable<Live['applications']>, more: Live = {}): Live => ({
  applications,
  ...more,
});

function decided(story: Story, approval: Approval): string[] {
  const { plan, approved } = approve(planned(story), approval);
  return plan.operations.map((each) => `${approved.has(each.id) ? 'do' : 'not'} ${line(each)}`);
}

describe('assignments to applications', () => {
  const swapped: Story = {
    live: live({ Payroll: { assigned: ['Blue'] } }),
    base: files(to('Blue', 'Payroll')),
    head: files(to('Green', 'Payroll')),
  };

  it('plans what a change gives and takes, and takes only once the other one is there', () => {
    const built = planned(swapped);
    expect(lines(built)).toEqual([
      'change assign-application Payroll Green',
      'change unassign-application Payroll Blue',
    ]);
    const stages = stagesOf(built.plan.operations).map((stage) => stage.map(line));
    expect(stages).toEqual([
      ['change assign-application Payroll Green'],
      ['change unassign-application Payroll Blue'],
    ]);
    expect(built.plan.operations[1]?.requires).toEqual([built.plan.operations[0]?.id]);
    expect(built.plan.counts).toMatchObject({ grants: 1, revokes: 1, desiredAssignments: 1 });
  });

  it('has a plan of the published form, whose digests are over the ARN and not the name', () => {
    const { plan } = planned(swapped);
    expect(planSchema.parse(plan)).toEqual(plan);
    const renamed = planned({
      live: live({ 'Payroll=1': { assigned: ['Blue'] } }),
      base: files(to('Blue', 'Payroll')),
      head: files(to('Green', 'Payroll')),
    });
    expect(renamed.plan.digest).not.toBe(plan.digest);
    const arn = applicationArn('Payroll');
    const named = planned({
      ...swapped,
      base: files(to('Blue', arn)),
      head: files(to('Green', arn)),
    });
    expect(named.plan.digest).toBe(plan.digest);
  });

  it('leaves alone what no version of the files names', () => {
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue'] }, Wiki: { assigned: ['Red'] } }),
      base: files(to('Blue', 'Payroll')),
      head: files(to('Blue', 'Payroll')),
    });
    expect(lines(built)).toEqual([]);
  });

  it('takes from an application that head no longer names only what base declared', () => {
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue', 'Red'] } }),
      base: files(to('Blue', 'Payroll')),
      head: files(),
    });
    expect(lines(built)).toEqual(['change unassign-application Payroll Blue']);
  });

  it('shows with the change what naming an application for the first time takes away', () => {
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue', 'Red'] } }),
      base: files(),
      head: files(to('Blue', 'Payroll')),
    });
    expect(lines(built)).toEqual(['change unassign-application Payroll Red']);
    expect(findings(built)).toContainEqual(
      expect.objectContaining({ code: 'application-taken-over', causedByHead: true }),
    );
  });

  it('calls drift what came or went in the console', () => {
    const both = files(to(['Blue', 'Green'], 'Payroll'), to('Green', 'Wiki'));
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue', 'Red'] }, Wiki: { assigned: ['Green'] } }),
      base: both,
      head: both,
    });
    expect(lines(built)).toEqual([
      'drift assign-application Payroll Green',
      'drift unassign-application Payroll Red',
    ]);
  });

  it('calls pending what was merged and not applied, either way', () => {
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue'] } }),
      lastApplied: files(to('Blue', 'Payroll')),
      base: files(to('Green', 'Payroll')),
      head: files(to('Green', 'Payroll')),
    });
    expect(lines(built)).toEqual([
      'pending assign-application Payroll Green',
      'pending unassign-application Payroll Blue',
    ]);
  });

  it('ends an assignment whose reviewed end has come', () => {
    const until = files(to('Blue', 'Payroll', { expires: '2026-01-14' }));
    const story: Story = {
      live: live({ Payroll: { assigned: ['Blue'] } }),
      base: until,
      head: until,
    };
    expect(lines(planned(story))).toEqual(['expiry unassign-application Payroll Blue']);
    expect(decided(story, { kind: 'reviewed', records: [], newAccounts: 'report' })).toEqual([
      'do expiry unassign-application Payroll Blue',
    ]);
  });

  it('takes an end that nobody reviewed for a change', () => {
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue'] } }),
      base: files(to('Blue', 'Payroll')),
      head: files(to('Blue', 'Payroll', { expires: '2026-01-14' })),
    });
    expect(lines(built)).toEqual(['change unassign-application Payroll Blue']);
  });

  it('applies what was reviewed, and holds what was not', () => {
    const records = [recordOf(planned(swapped))];
    expect(decided(swapped, { kind: 'reviewed', records, newAccounts: 'report' })).toEqual([
      'do change assign-application Payroll Green',
      'do change unassign-application Payroll Blue',
    ]);
    expect(decided(swapped, { kind: 'reviewed', records: [], newAccounts: 'report' })).toEqual([
      'not change assign-application Payroll Green (held)',
      'not change unassign-application Payroll Blue (held)',
    ]);
  });

  it('names nobody in the reason of what waits for a blocked step', () => {
    const rules = [{ name: 'no', when: 'principal.type == "USER"', message: 'no' }];
    const settings: Files = { manage: { users: true }, guardrails: { rules } };
    const built = planned({
      guarded: true,
      live: live({ Payroll: { assigned: ['Blue'] } }, { users: ['ada'] }),
      base: { ...settings, ...files(to('Blue', 'Payroll')) },
      head: { ...settings, applications: [{ users: 'ada', applications: 'Payroll' }] },
    });
    const reasons = built.plan.operations.map(({ reason }) => reason ?? '');
    expect(reasons.join('\n')).not.toContain('ada');
  });

  it('leaves a stranger that came after the review of a takeover', () => {
    const reviewed: Story = {
      live: live({ Payroll: { assigned: ['Blue'] } }),
      base: files(),
      head: files(to('Blue', 'Payroll')),
    };
    const records = [recordOf(planned(reviewed))];
    const later: Story = { ...reviewed, live: live({ Payroll: { assigned: ['Blue', 'Red'] } }) };
    expect(decided(later, { kind: 'reviewed', records, newAccounts: 'report' })).toEqual([
      'not drift unassign-application Payroll Red',
    ]);
  });

  it('leaves users alone and counts them, unless rules may name them', () => {
    const applications = { Payroll: { assigned: ['Blue', 'user:ada'] } };
    const head = files(to('Blue', 'Payroll'));
    const alone = planned({ live: live(applications, { users: ['ada'] }), base: head, head });
    expect(lines(alone)).toEqual([]);
    expect(alone.plan.counts.userAssignments).toBe(1);
    const managed = { ...head, manage: { users: true } };
    const ours = planned({
      live: live(applications, { users: ['ada'] }),
      base: managed,
      head: managed,
    });
    expect(lines(ours)).toEqual(['drift unassign-application Payroll ada']);
  });

  it('leaves alone whom settings ignore everywhere, and refuses to declare them', () => {
    const manage = { ignore: [{ groups: 'Red' }] };
    const ignoring: Files = { ...files(to('Blue', 'Payroll')), manage };
    const applications = { Payroll: { assigned: ['Blue', 'Red'] } };
    const built = planned({ live: live(applications), base: ignoring, head: ignoring });
    expect(lines(built)).toEqual([]);
    expect(built.plan.counts.ignoredAssignments).toBe(1);
    const before = planned({
      live: live(applications),
      base: files(to('Blue', 'Payroll')),
      head: ignoring,
    });
    expect(findings(before)).toContainEqual(
      expect.objectContaining({
        code: 'ignore-widened',
        headline: 'a live assignment is ignored from now on: "Red" keeps application "Payroll"',
      }),
    );
    const declaring: Files = { ...files(to(['Blue', 'Red'], 'Payroll')), manage };
    const disputed = planned({ live: live(applications), base: ignoring, head: declaring });
    expect(lines(disputed)).toEqual([]);
    expect(findings(disputed)).toContainEqual(
      expect.objectContaining({ code: 'declared-but-ignored', causedByHead: true }),
    );
  });

  it('ignores nobody on applications by an entry about permission sets or accounts', () => {
    const head: Files = {
      ...files(to('Blue', 'Payroll')),
      manage: { ignore: [{ groups: 'Red', permissionSets: '*' }] },
    };
    const built = planned({
      live: live({ Payroll: { assigned: ['Red', 'Blue'] } }),
      base: head,
      head,
    });
    expect(lines(built)).toEqual(['drift unassign-application Payroll Red']);
  });

  it('takes away what a dead group holds, as drift, and says that it is dead', () => {
    const head = files(to('Blue', 'Payroll'));
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue', 'gone:Old'] } }),
      base: head,
      head,
    });
    expect(lines(built)).toEqual(['drift unassign-application Payroll group-Old']);
    expect(codes(built)).toContain('dead-principal');
  });

  it('pairs a group that was made again with the one that is gone', () => {
    const head = files(to('Blue', 'Payroll'));
    const built = planned({
      live: live({ Payroll: { assigned: ['gone:Blue-old'] } }),
      base: head,
      head,
    });
    expect(codes(built)).toContain('group-recreated');
  });

  it('moves nothing where a group may have been renamed and another took its name', () => {
    const head = files(to('Blue', 'Payroll'));
    const built = planned({
      live: live({ Payroll: { assigned: ['Teal'] } }, { groups: ['Blue', 'Teal'] }),
      base: head,
      head,
    });
    expect(lines(built)).toEqual([
      'drift assign-application Payroll Blue (blocked)',
      'drift unassign-application Payroll Teal (blocked)',
    ]);
    expect(codes(built)).toContain('group-renamed');
  });
});

describe('applications that cannot be resolved or read', () => {
  it('takes a name that head misspells for its error, and takes nothing from whom it may mean', () => {
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue'] } }),
      base: files(to('Blue', 'Payroll')),
      head: files(to('Blue', 'Payrol')),
    });
    expect(lines(built)).toEqual(['change unassign-application Payroll Blue (blocked)']);
    expect(findings(built)).toContainEqual(
      expect.objectContaining({
        code: 'unknown-application',
        causedByHead: true,
        help: 'did you mean "Payroll"?',
      }),
    );
    expect(planVerdict(built.plan, { counts: false, fails: false })).toEqual({
      result: 'blocked',
      exitCode: 1,
    });
  });

  it('blocks no merge where the application went under an unchanged rule', () => {
    const same = files(to('Blue', 'Payroll'));
    const built = planned({
      live: live({ Wages: { assigned: ['Blue'] } }),
      base: same,
      head: same,
    });
    expect(lines(built)).toEqual([]);
    expect(findings(built)).toContainEqual(
      expect.objectContaining({ code: 'unknown-application', causedByHead: false }),
    );
    expect(planVerdict(built.plan, { counts: false, fails: false }).exitCode).toBe(0);
  });

  it('takes nothing that a name gone from elsewhere may ask for, and the rest it does take', () => {
    const head = files(to('Blue', 'Payroll'), to('Red', 'Wages'));
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue', 'Red', 'Green'] } }),
      base: head,
      head,
    });
    expect(lines(built)).toEqual([
      'drift unassign-application Payroll Green',
      'change unassign-application Payroll Red (blocked)',
    ]);
  });

  it('asks for the ARN where two applications share the name', () => {
    const applications: NonNullable<Live['applications']> = {
      'Payroll=1': { assigned: ['Blue'] },
      'Payroll=2': { assigned: ['Red'] },
      Wiki: { assigned: ['Green'] },
    };
    const one = applicationArn('Payroll=1');
    const built = planned({
      live: live(applications),
      base: files(to('Blue', one), to('Green', 'Wiki')),
      head: files(to('Red', 'Payroll'), to('Red', 'Wiki')),
    });
    expect(lines(built)).toEqual([
      'change assign-application Wiki Red',
      'change unassign-application Payroll Blue',
      'change unassign-application Wiki Green',
    ]);
    expect(findings(built)).toContainEqual(
      expect.objectContaining({
        code: 'ambiguous-application',
        help: 'name the one you mean by its ARN',
      }),
    );
  });

  it('takes nothing from an application of whose rule somebody is unknown', () => {
    const built = planned({
      live: live({ Payroll: { assigned: ['Blue', 'Red'] } }),
      base: files(to(['Blue', 'Red'], 'Payroll')),
      head: files(to(['Blue', 'Reed'], 'Payroll')),
    });
    expect(lines(built)).toEqual(['change unassign-application Payroll Red (blocked)']);
    expect(codes(built)).toContain('unknown-group');
  });

  it('plans nothing of an application that could not be read', () => {
    const built = planned({
      live: live({ Payroll: { assigned: null }, Wiki: { assigned: ['Blue'] } }),
      base: files(to('Blue', ['Payroll', 'Wiki'])),
      head: files(to('Green', ['Payroll', 'Wiki'])),
    });
    expect(lines(built)).toEqual([
      'change assign-application Payroll Green (blocked)',
      'change assign-application Wiki Green',
      'change unassign-application Wiki Blue',
    ]);
    expect(codes(built)).toContain('unread-part');
  });

  it('says so where applications could not be listed, and is not complete', () => {
    const built = planned({
      live: { unread: [{ part: 'applications', why: 'AccessDenied' }] },
      base: files(),
      head: files(to('Blue', 'Payroll')),
    });
    expect(lines(built)).toEqual([]);
    expect(planVerdict(built.plan, { counts: false, fails: false })).toEqual({
      result: 'blocked',
      exitCode: 1,
    });
  });

  it('warns of an application that lets everybody in, and of one that is disabled', () => {
    const head = files(to('Blue', ['Payroll', 'Wiki']));
    const built = planned({
      live: live({
        Payroll: { assigned: ['Blue'], open: true },
        Wiki: { assigned: ['Blue'], status: 'DISABLED' },
      }),
      base: head,
      head,
    });
    expect(codes(built)).toEqual(['application-open', 'application-disabled']);
  });
});

describe('groups that Entra has still to bring', () => {
  const entra = { groupSync: 'manage' };
  const world = (more: Live = {}): Live => ({
    groups: [],
    directory: directoryOf({ groups: ['New'], assigned: [], groupSync: 'manage' }),
    ...more,
  });

  it('are assigned and provisioned before the application is', () => {
    const built = planned({
      live: world({ applications: { Payroll: { assigned: [] } } }),
      base: { entra },
      head: { entra, ...files(to('New', 'Payroll')) },
    });
    expect(stagesOf(built.plan.operations).map((stage) => stage.map(line))).toEqual([
      ['change assign-group-to-application New'],
      ['change provision-group New'],
      ['change assign-application Payroll New'],
    ]);
  });

  it('are not taken out of Entra while they hold an application', () => {
    const gives: Files = {
      entra: { ...entra, unassignGroups: ['Old'] },
      ...files(to('Blue', 'Payroll')),
    };
    const built = planned({
      live: {
        groups: ['Old', 'Blue'],
        objectIds: carrying(['Old', 'Blue']),
        directory: directoryOf({ groups: ['Old', 'Blue'], groupSync: 'manage' }),
        applications: { Payroll: { assigned: ['Old', 'Blue'] } },
      },
      base: { entra, ...files(to('Blue', 'Payroll')) },
      head: gives,
    });
    expect(lines(built)).toContain('change unassign-group-from-application Old (blocked)');
  });
});

describe('guards over applications', () => {
  const names = Array.from({ length: 12 }, (_, index) => `G${index}`);
  const all: Live = {
    groups: [...names, 'Blue'],
    applications: { Payroll: { assigned: names } },
  };

  it('count what is taken as revocations, and refuse to empty an application', () => {
    const story: Story = {
      live: all,
      guarded: true,
      base: files(to(names, 'Payroll')),
      head: files(to('Blue', 'Payroll')),
    };
    expect(codes(planned(story))).toContain('revocation-limit');
    const emptied = planned({ ...story, head: files() });
    expect(codes(emptied)).toContain('emptying');
    expect(lines(emptied).every((each) => each.endsWith('(blocked)'))).toBe(true);
  });

  it('count what is given as grants', () => {
    const guardrails = { maxGrants: { count: 2 } };
    const built = planned({
      live: { ...all, applications: { Payroll: { assigned: [] } } },
      guarded: true,
      base: { guardrails },
      head: { guardrails, ...files(to(names.slice(0, 3), 'Payroll')) },
    });
    expect(codes(built)).toContain('grant-limit');
  });

  it('count ends that a change introduces, cover them by the digest and tell them', () => {
    const story: Story = {
      live: all,
      guarded: true,
      base: files(to(names, 'Payroll')),
      head: files(to(names, 'Payroll', { expires: '2026-03-01' })),
    };
    const built = planned(story);
    expect(lines(built)).toEqual([]);
    expect(codes(built)).toEqual(expect.arrayContaining(['revocation-limit', 'grant-expires']));
    const later = files(to(names, 'Payroll', { expires: '2026-04-01' }));
    expect(planned({ ...story, head: later }).plan.digest).not.toBe(built.plan.digest);
  });
});
