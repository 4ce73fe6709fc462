import { describe, expect, it } from 'vitest';
import { planVerdict } from '../../../src/core/outcome/result.ts';
import type { Files } from '../support/files.ts';
import { lines } from '../support/planned.ts';
import {
  guardedFiles,
  guardFindings,
  liveSets,
  noAdminInProd,
  refused,
  reviewed,
  rule,
  rules,
  told,
} from './support.ts';

const GUID = '11111111-2222-3333-4444-555555555555';
const guards = rules(noAdminInProd);
const base = guardedFiles(guards);

describe('a rule of one’s own', () => {
  it('refuses the grants that it speaks against, and lets the others be planned', () => {
    const head = guardedFiles(guards, rule(['Blue', 'Green'], 'Admin', ['dev', 'prod']));
    const built = reviewed({ live: liveSets, head, base });
    expect(refused(built)).toEqual(['change grant Admin prod Blue']);
    expect(lines(built)).toContain('change grant Admin prod Green');
    expect(guardFindings(built)).toMatchObject([
      {
        code: 'guardrail-broken',
        severity: 'error',
        headline:
          'guardrail "no-admin-in-prod" refuses 1 operation: grant "Admin" of "Blue" on prod',
        why: 'Administrator access to production goes through break glass; "Admin": it holds the AWS managed policy AdministratorAccess',
        origin: { file: 'access/main.yaml' },
        causedByHead: true,
        operations: [built.plan.operations.find(({ status }) => status === 'blocked')?.id],
      },
    ]);
    expect(planVerdict(built.plan, { counts: false, fails: false })).toEqual({
      result: 'refused',
      exitCode: 1,
    });
  });

  it('warns where it says so, and nothing is blocked', () => {
    const warns = rules({ ...noAdminInProd, severity: 'warning' });
    const head = guardedFiles(warns, rule('Blue', 'Admin', 'prod'));
    const built = reviewed({ live: liveSets, head, base: guardedFiles(warns) });
    expect(refused(built)).toEqual([]);
    expect(told(built)).toEqual(['warning guardrail-broken']);
    expect(planVerdict(built.plan, { counts: false, fails: false }).result).toBe('changes');
  });

  it.each([
    ['removes the rule', undefined],
    ['makes it a warning', rules({ ...noAdminInProd, severity: 'warning' })],
    ['excepts the group', rules({ ...noAdminInProd, unless: 'principal.name == "Blue"' })],
    ['asks less', rules({ ...noAdminInProd, when: 'false' })],
  ])('holds for a change that %s', (_what, loosened) => {
    const head = guardedFiles(loosened, rule('Blue', 'Admin', 'prod'));
    const built = reviewed({ live: liveSets, head, base });
    expect(refused(built)).toEqual(['change grant Admin prod Blue']);
    expect(guardFindings(built).map(({ why }) => why)).toContainEqual(
      expect.stringContaining('as the base commit has it'),
    );
  });

  it('holds for a change that takes the account out of the account set', () => {
    const head = {
      ...guardedFiles(guards, rule('Blue', 'Admin', 'prod')),
      accountSets: { prod: 'sandbox' },
    };
    expect(refused(reviewed({ live: liveSets, head, base }))).toEqual([
      'change grant Admin prod Blue',
    ]);
  });

  it('holds for a change that brings the rule with what it is against', () => {
    const head = guardedFiles(guards, rule('Blue', 'Admin', 'prod'));
    const built = reviewed({ live: liveSets, head, base: guardedFiles(undefined) });
    expect(refused(built)).toEqual(['change grant Admin prod Blue']);
  });

  it('is told once where base and head say the same', () => {
    const head = guardedFiles(guards, rule('Blue', 'Admin', 'prod'));
    expect(told(reviewed({ live: liveSets, head, base }))).toEqual(['error guardrail-broken']);
  });

  it('holds where base was written for another owner, and counts for nothing else', () => {
    const head: Files = {
      ...guardedFiles(undefined, rule('Blue', 'Admin', 'prod')),
      manage: { owner: 'other' },
    };
    const built = reviewed({ head, base: null, baseFiles: base });
    expect(refused(built)).toEqual(['change grant Admin prod Blue']);
  });
});

describe('access that stands already', () => {
  const assignments = [rule('Blue', 'Admin', 'prod'), rule('Blue', 'Read', 'dev')];
  const live = { ...liveSets, grants: ['Blue Admin prod', 'Blue Read dev'] };

  it('is told, once a rule, and fails nothing', () => {
    const head = guardedFiles(guards, ...assignments, rule('Red', 'Read', 'dev'));
    const built = reviewed({ live, head, base: guardedFiles(guards, ...assignments) });
    expect(told(built)).toEqual(['warning guardrail-broken-before (not by this change)']);
    expect(guardFindings(built)[0]?.headline).toContain(
      '1 assignment breaks it: "Admin" of "Blue" on prod',
    );
    expect(refused(built)).toEqual([]);
  });

  it.each([
    ['later than before', '2026-03-01', '2026-06-01'],
    ['never any more', '2026-03-01', undefined],
    ['later, once its end has come and nothing has taken it away yet', '2026-01-01', '2026-06-01'],
  ])('is refused where the change lets it end %s', (_what, before, after) => {
    const until = (expires: string | undefined) =>
      guardedFiles(guards, rule('Blue', 'Admin', 'prod', expires === undefined ? {} : { expires }));
    const built = reviewed({ live, head: until(after), base: until(before) });
    expect(told(built)).toEqual(['error guardrail-broken']);
    expect(guardFindings(built)[0]?.headline).toContain('"Admin" of "Blue" on prod');
    const sooner = reviewed({ live, head: until('2026-02-01'), base: until('2026-03-01') });
    expect(told(sooner)).toEqual(['warning guardrail-broken-before (not by this change)']);
  });

  it('does not keep anybody from bringing the rule in', () => {
    const head = guardedFiles(guards, ...assignments);
    const built = reviewed({ live, head, base: guardedFiles(undefined, ...assignments) });
    expect(told(built)).toEqual(['warning guardrail-broken-before (not by this change)']);
  });

  it('is refused where the change makes it what the rule is against', () => {
    const expiring = rules({
      name: 'ends',
      when: 'permissionSet.isAdministrator && !hasExpiry',
    });
    const before = guardedFiles(expiring, rule('Blue', 'Admin', 'prod', { expires: '2027-01-01' }));
    const head = guardedFiles(expiring, rule('Blue', 'Admin', 'prod'));
    const built = reviewed({
      live: { ...liveSets, grants: ['Blue Admin prod'] },
      head,
      base: before,
    });
    expect(told(built)).toEqual(['error guardrail-broken']);
    expect(planVerdict(built.plan, { counts: false, fails: false }).result).toBe('refused');
  });

  it('is refused where the change moves its account into the account set', () => {
    const before = {
      ...guardedFiles(guards, ...assignments),
      accountSets: { prod: 'sandbox' },
    };
    const head = guardedFiles(guards, ...assignments);
    const built = reviewed({ live, head, base: before });
    expect(told(built)).toContain('error guardrail-broken');
  });

  it('is told where it is adopted: it was there before', () => {
    const unowned = { ...live, sets: { Admin: { ...liveSets.sets.Admin, owner: null }, Read: {} } };
    const head = guardedFiles(guards, ...assignments);
    const built = reviewed({ live: unowned, head, base: guardedFiles(guards) });
    expect(refused(built)).toEqual([]);
    expect(told(built)).toContain('warning guardrail-broken-before (not by this change)');
  });
});

describe('an edit of a set', () => {
  const plain: Files['permissionSets'] = { Admin: {}, Read: {} };
  const live = { sets: { Admin: {}, Read: {} }, grants: ['Blue Admin prod', 'Green Admin prod'] };
  const assignments = [rule('Blue', 'Admin', 'prod'), rule('Green', 'Admin', 'prod')];
  const before = { ...guardedFiles(guards, ...assignments), permissionSets: plain };
  const head = guardedFiles(guards, ...assignments);

  it('is judged for everybody who has it, so that widening it is no way around', () => {
    const built = reviewed({ live, head, base: before });
    expect(refused(built)).toEqual([
      'change provision-permission-set Admin',
      'change update-permission-set Admin',
    ]);
    expect(told(built)).toEqual(['error guardrail-broken']);
  });

  it('is told with whom it reaches, and with what makes the set administrator-level', () => {
    const inlinePolicy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'iam:Att*', Resource: '*' }],
    };
    const wider = { ...head, permissionSets: { ...plain, Admin: { inlinePolicy } } };
    const [found] = guardFindings(reviewed({ live, head: wider, base: before }));
    expect(found?.headline).toMatch(/"Admin"; whom it reaches: "Admin" of "Blue" on prod$/);
    expect(found?.why).toContain('"Admin": its inline policy allows iam:Att* on every resource');
  });

  it('is let be where the set broke the rule before as well', () => {
    const wider = {
      ...head,
      permissionSets: {
        Admin: { ...head.permissionSets?.['Admin'], sessionDuration: '2h' },
        Read: {},
      },
    };
    const built = reviewed({ live: { ...liveSets, grants: live.grants }, head: wider, base: head });
    expect(refused(built)).toEqual([]);
    expect(told(built)).toEqual(['warning guardrail-broken-before (not by this change)']);
  });

  it.each([
    ['12h', ['change update-permission-set Read']],
    ['90m', []],
  ])(
    'of a set whose sessions are too long already may not make them longer: %s',
    (sessionDuration, blocked) => {
      const short = { rules: [{ name: 'short', when: 'permissionSet.sessionDuration > 3600' }] };
      const files = (duration: string): Files => ({
        ...guardedFiles(short, rule('Blue', 'Read', 'prod')),
        permissionSets: { Read: { sessionDuration: duration } },
      });
      const built = reviewed({
        live: {
          sets: { Read: { content: { sessionDuration: 7200 } } },
          grants: ['Blue Read prod'],
        },
        head: files(sessionDuration),
        base: files('2h'),
      });
      expect(refused(built).filter((line) => line.includes('update'))).toEqual(blocked);
    },
  );

  it('may not empty a set of which a rule says what it must hold', () => {
    const emptied = (when: string) => {
      const kept = { rules: [{ name: 'kept', when }] };
      return refused(
        reviewed({
          live: { ...liveSets, grants: live.grants },
          head: { ...guardedFiles(kept, ...assignments), permissionSets: plain },
          base: guardedFiles(kept, ...assignments),
        }),
      );
    };
    const isAdmin = 'permissionSet.name == "Admin"';
    expect(emptied(`${isAdmin} && !permissionSet.isAdministrator`)).toContain(
      'change update-permission-set Admin',
    );
    expect(emptied(`${isAdmin} && kind == "update-permission-set"`)).toEqual([]);
  });

  it('is refused where only the console had made the set what it becomes', () => {
    const edited = { ...liveSets, grants: live.grants };
    const renamed = {
      ...head,
      permissionSets: { Admin: { ...head.permissionSets?.['Admin'], description: 'x' }, Read: {} },
    };
    const built = reviewed({ live: edited, head: renamed, base: before });
    expect(refused(built)).toEqual([
      'change provision-permission-set Admin',
      'change update-permission-set Admin',
    ]);
  });

  it('is judged for who has the set though no file says so, and keeps it', () => {
    const undeclaredBefore = { ...before, assignments: [] };
    const undeclared = { ...head, assignments: [] };
    const drift = reviewed({ live, head: undeclared, base: undeclaredBefore });
    expect(refused(drift)).toContain('change update-permission-set Admin');
    const users = { ...live, users: ['ada'], grants: ['user:ada Admin prod'] };
    expect(refused(reviewed({ live: users, head: undeclared, base: undeclaredBefore }))).toContain(
      'change update-permission-set Admin',
    );
    const elsewhere = { ...live, grants: ['Blue Admin dev'] };
    expect(
      refused(reviewed({ live: elsewhere, head: undeclared, base: undeclaredBefore })),
    ).toEqual([]);
  });

  it('is let be for whom the same change takes it from first', () => {
    const leaving = { ...head, assignments: [] };
    expect(refused(reviewed({ live, head: leaving, base: before }))).toEqual([]);
  });

  it('is not asked about where nobody has the set', () => {
    const nobody = { ...head, assignments: [] };
    const built = reviewed({
      live: { sets: live.sets },
      head: nobody,
      base: { ...before, assignments: [] },
    });
    expect(told(built)).toEqual([]);
  });
});

describe('a rule that names the kind', () => {
  const noDeletion = rules({
    name: 'keep-sets',
    when: 'kind == "delete-permission-set" && permissionSet.isAdministrator',
  });
  const noRevocation = rules({
    name: 'keep-blue',
    when: 'kind == "revoke" && principal.name == "Blue" && "prod" in account.sets',
  });

  it('is asked about what takes away, too', () => {
    const head = { ...guardedFiles(noRevocation), permissionSets: { Admin: {}, Read: {} } };
    const built = reviewed({
      live: { ...liveSets, grants: ['Blue Read prod', 'Blue Read dev', 'Red Read prod'] },
      head,
      base: { ...head, assignments: [rule(['Blue', 'Red'], 'Read', ['dev', 'prod'])] },
    });
    expect(refused(built)).toEqual(['change revoke Read prod Blue']);
  });

  it('is asked about a deletion', () => {
    const head = { ...guardedFiles(noDeletion), permissionSets: { Read: {} } };
    const built = reviewed({ live: liveSets, head, base: guardedFiles(noDeletion) });
    expect(refused(built)).toEqual(['change delete-permission-set Admin']);
  });

  it('is not otherwise: who loses something breaks no rule', () => {
    const all = rules({ name: 'nothing', when: 'permissionSet.name != ""' });
    const built = reviewed({
      live: { ...liveSets, grants: ['Blue Read prod'] },
      head: guardedFiles(all),
      base: guardedFiles(all, rule('Blue', 'Read', 'prod')),
    });
    expect(refused(built)).toEqual([]);
  });
});

describe('a rule that cannot be evaluated', () => {
  const small = (severity: string): Files['guardrails'] =>
    rules({ name: 'small', when: 'principal.members > 10', severity });

  it.each(['error', 'warning'])('refuses, be it %s', (severity) => {
    const head = guardedFiles(small(severity), rule('Blue', 'Read', 'dev'));
    const built = reviewed({ live: liveSets, head, base: guardedFiles(undefined) });
    expect(refused(built)).toEqual(['change grant Read dev Blue']);
    expect(guardFindings(built)).toMatchObject([
      { code: 'guardrail-unknown', severity: 'error', why: 'how many members it has is not known' },
    ]);
    expect(planVerdict(built.plan, { counts: false, fails: false }).result).toBe('refused');
  });

  it('refuses where its account set cannot be computed, and only then', () => {
    const sets = { prod: 'ou:/Work/Renamed', other: 'ou:/Gone' };
    const before = { ...guardedFiles(guards), accountSets: sets };
    const ask = (name: string) =>
      reviewed({
        live: liveSets,
        head: {
          ...guardedFiles(guards, rule('Blue', name, 'prod')),
          accountSets: sets,
        },
        base: before,
      });
    expect(refused(ask('Admin'))).toEqual(['change grant Admin prod Blue']);
    expect(refused(ask('Read'))).toEqual([]);
  });

  it.each([
    '"prod" in [account][0].sets',
    '[account].exists(each, "prod" in each.sets)',
    '"prod" in (hasExpiry ? account : account).sets',
    '[principal].exists(each, each.members > 5)',
  ])('refuses whatever way it asks for what is not known: %s', (when) => {
    const guardrails = rules({ name: 'odd', when });
    const files = (...some: object[]) => ({
      ...guardedFiles(guardrails, ...some.map((each) => ({ ...each }))),
      accountSets: { prod: 'ou:/Work/Renamed' },
    });
    const head = files(rule('Blue', 'Admin', 'prod'));
    expect(refused(reviewed({ live: liveSets, head, base: files() }))).toEqual([
      'change grant Admin prod Blue',
    ]);
  });

  it('refuses where the expression fails while it is asked', () => {
    const guardrails = rules({ name: 'tagged', when: 'permissionSet.tags["team"] == "x"' });
    const head = guardedFiles(guardrails, rule('Blue', 'Read', 'dev'));
    expect(refused(reviewed({ live: liveSets, head, base: guardedFiles(undefined) }))).toEqual([
      'change grant Read dev Blue',
    ]);
  });

  it('lets pass what no answer could refuse', () => {
    const guardrails = rules({
      name: 'small',
      when: 'principal.members > 10 && permissionSet.isAdministrator',
    });
    const head = guardedFiles(guardrails, rule('Blue', 'Read', 'dev'));
    expect(refused(reviewed({ live: liveSets, head, base: guardedFiles(undefined) }))).toEqual([]);
  });

  it('is asked with the members that were read', () => {
    const head = guardedFiles(small('error'), rule(['Blue', 'Red'], 'Read', 'dev'));
    const memberCounts = new Map([
      ['group-Blue', 11],
      ['group-Red', 10],
    ]);
    const built = reviewed({ live: liveSets, head, base: guardedFiles(undefined), memberCounts });
    expect(refused(built)).toEqual(['change grant Read dev Blue']);
  });
});

describe('what this change does not cause', () => {
  it('is blocked all the same where it would give what the rule is against', () => {
    const files = guardedFiles(guards, rule('Blue', 'Admin', 'prod'));
    const built = reviewed({ live: liveSets, head: files, base: files });
    expect(refused(built)).toEqual(['drift grant Admin prod Blue']);
    expect(told(built)).toEqual(['warning guardrail-broken (not by this change)']);
    const [found] = guardFindings(built);
    expect(found?.headline).toContain('1 operation that this change does not cause: grant');
    expect(planVerdict(built.plan, { counts: false, fails: false }).result).toBe('clean');
  });
});

describe('names from outside', () => {
  it.each(['" || true || "', "Green' || 'a", 'Green\\"', '${principal}', '__proto__'])(
    'are data in an expression: %s',
    (name) => {
      const head = guardedFiles(guards, rule(`id:${GUID}`, 'Admin', 'prod'));
      const world = { ...liveSets, groups: [`${name}=${GUID}`] };
      expect(refused(reviewed({ live: world, head, base }))).toHaveLength(1);
    },
  );
});
