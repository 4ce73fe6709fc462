import { describe, expect, it } from 'vitest';
import { type Files, rule } from '../support/files.ts';
import { accountId, accounts, setArn } from '../support/live.ts';
import { codes, findings, lines, operationOf, planned } from '../support/planned.ts';

const sets: Files = { permissionSets: { Admin: {}, Read: {} } };
const live = {
  sets: { Admin: {}, Read: {} },
  grants: ['Red Admin dev', 'Red Admin prod', 'Red Read dev'],
};
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...sets,
  assignments,
});
const everything = files(rule('Red', ['Admin', 'Read'], 'all'));

describe('identity doubt is never deletion', () => {
  it("an unknown group blocks revocations of its rule's sets in its accounts, and no others", () => {
    const head = files(rule('Nobody', 'Admin', 'dev'));
    const built = planned({ live, head, base: everything });
    expect(lines(built)).toEqual([
      'change revoke Admin dev Red (blocked)',
      'change revoke Admin prod Red',
      'change revoke Read dev Red',
    ]);
    expect(operationOf(built, 'revoke Admin dev Red').reason).toContain('"Nobody"');
    expect(findings(built)).toMatchObject([{ code: 'unknown-group', causedByHead: true }]);
  });

  it('the same unknown group in base is a finding of the world, and fails no merge', () => {
    const head = files(rule('Nobody', 'Admin', 'dev'));
    const built = planned({ live, head, base: head });
    expect(findings(built)).toMatchObject([{ code: 'unknown-group', causedByHead: false }]);
  });

  it.each([
    ['two groups of one name', ['Red', 'Blue', 'Blue=group-2']],
    ['twins that differ by case', ['Red', 'Blue', 'BLUE']],
  ])('an ambiguous group blocks as an unknown one does: %s', (_what, groups) => {
    const head = files(rule('Blue', 'Admin', 'dev'));
    const built = planned({ live: { ...live, groups }, head, base: everything });
    expect(lines(built)).toEqual([
      'change revoke Admin dev Red (blocked)',
      'change revoke Admin prod Red',
      'change revoke Read dev Red',
    ]);
    expect(codes(built)).toEqual(['ambiguous-group']);
  });

  it('accounts that cannot be computed block revocations of the rule’s sets everywhere', () => {
    const head = files(rule('Blue', 'Admin', ['ou:/Renamed', 'dev']));
    const built = planned({ live, head, base: everything });
    expect(lines(built)).toEqual([
      'change grant Admin dev Blue',
      'change revoke Admin dev Red (blocked)',
      'change revoke Admin prod Red (blocked)',
      'change revoke Read dev Red',
    ]);
    expect(codes(built)).toEqual(['unknown-unit']);
  });

  it('a selector that matches nothing blocks, unless the rule allows it', () => {
    const head = (more: Record<string, unknown>) =>
      files(rule('Blue', 'Admin', 'name:none-*', more));
    expect(lines(planned({ live, head: head({}), base: everything }))).toContain(
      'change revoke Admin prod Red (blocked)',
    );
    const allowed = planned({ live, head: head({ allowEmpty: true }), base: everything });
    expect(lines(allowed)).toEqual([
      'change revoke Admin dev Red',
      'change revoke Admin prod Red',
      'change revoke Read dev Red',
    ]);
    expect(codes(allowed)).toEqual([]);
  });

  it('an exception that cannot be computed blocks the grants that it may except', () => {
    const head = files(rule('Blue', 'Admin', 'dev', { except: 'ou:/Renamed' }));
    const built = planned({ live: { sets: live.sets }, head, base: sets });
    expect(lines(built)).toEqual(['change grant Admin dev Blue (blocked)']);
    expect(operationOf(built, 'grant Admin dev Blue').reason).toContain('exception');
  });

  it('a grant that another rule gives for certain is not blocked by that', () => {
    const head = files(
      rule('Blue', 'Admin', 'dev', { except: 'ou:/Renamed' }),
      rule('Blue', 'Admin', 'dev'),
    );
    const built = planned({ live: { sets: live.sets }, head, base: sets });
    expect(lines(built)).toEqual(['change grant Admin dev Blue']);
  });

  it('tags that could not be read block everywhere for the sets of the rule that asks for them', () => {
    const unread = [{ part: 'account-tags', accountId: accountId('prod'), why: 'denied' }] as const;
    const tagged = { ...accounts, dev: { ou: '/Work/Dev', tags: { stage: 'dev' } } };
    const head = files(rule('Blue', 'Admin', 'tag:stage=dev'));
    const built = planned({
      live: { ...live, accounts: tagged, unread },
      head,
      base: everything,
    });
    expect(lines(built)).toEqual([
      'change grant Admin dev Blue',
      'change revoke Admin dev Red (blocked)',
      'change revoke Admin prod Red (blocked)',
      'change revoke Read dev Red',
    ]);
  });

  it('tags that could not be read block what an ignore entry may cover', () => {
    const unread = [{ part: 'account-tags', accountId: accountId('prod'), why: 'denied' }] as const;
    const tagged = { ...accounts, dev: { ou: '/Work/Dev', tags: { stage: 'dev' } } };
    const manage = { ignore: [{ permissionSets: 'Admin', accounts: ['tag:stage=*'] }] };
    const built = planned({
      live: { ...live, accounts: tagged, unread },
      head: { ...sets, manage },
      base: { ...everything, manage },
    });
    expect(lines(built)).toEqual([
      'change revoke Admin prod Red (blocked)',
      'change revoke Read dev Red',
    ]);
  });
});

describe('what could not be read', () => {
  const arn = setArn('Admin');

  it('an unread pair blocks its grants and the deletion of its set', () => {
    const unread = [
      { part: 'assignments', arn, accountId: accountId('test'), why: 'denied' },
    ] as const;
    const head = files(rule(['Blue', 'Red'], 'Admin', ['test', 'dev']));
    const grants = ['Red Admin dev'];
    expect(lines(planned({ live: { ...live, grants, unread }, head, base: sets }))).toEqual([
      'change grant Admin dev Blue',
      'change grant Admin test Blue (blocked)',
      'change grant Admin test Red (blocked)',
    ]);
    const gone: Files = { permissionSets: { Read: {} } };
    expect(lines(planned({ live: { ...live, grants, unread }, head: gone, base: sets }))).toEqual([
      'change delete-permission-set Admin (blocked)',
      'change revoke Admin dev Red',
    ]);
  });

  it('a set whose accounts are unread gets no grants and is not deleted', () => {
    const unread = [{ part: 'provisioned-accounts', arn, why: 'denied' }] as const;
    const world = { sets: live.sets, unread };
    const head = files(rule('Blue', 'Admin', 'dev'));
    expect(lines(planned({ live: world, head, base: sets }))).toEqual([
      'change grant Admin dev Blue (blocked)',
    ]);
    expect(
      lines(planned({ live: world, head: { permissionSets: { Read: {} } }, base: sets })),
    ).toEqual(['change delete-permission-set Admin (blocked)']);
  });

  it('a set whose accounts are unread is not edited: who leaves it, and where it is stale, is unknown', () => {
    const unread = [{ part: 'provisioned-accounts', arn, why: 'denied' }] as const;
    const head: Files = { permissionSets: { Admin: { sessionDuration: '2h' }, Read: {} } };
    const built = planned({ live: { sets: live.sets, unread }, head, base: sets });
    expect(lines(built)).toEqual(['change update-permission-set Admin (blocked)']);
  });

  it('a set that was not read may be the one to create', () => {
    const unread = [{ part: 'permission-set', arn, name: null, why: 'denied' }] as const;
    const head = files(rule('Blue', 'Admin', 'dev'));
    const built = planned({ live: { sets: { Read: {} }, unread }, head, base: null });
    expect(lines(built)).toEqual([
      'change create-permission-set Admin (blocked)',
      'change grant Admin dev Blue (blocked)',
    ]);
  });

  it('an unreadable principal is left alone, and keeps its set from being deleted', () => {
    const unread = [{ part: 'principal', principalId: 'group-Red', why: 'denied' }] as const;
    const world = { ...live, grants: ['Red Admin dev'], groups: ['Blue'], unread };
    const built = planned({
      live: world,
      head: { permissionSets: { Read: {} } },
      base: sets,
    });
    expect(lines(built)).toEqual(['change delete-permission-set Admin (blocked)']);
  });
});

describe('a delegated administrator', () => {
  it('is told when it is planned what it may not touch, for the whole set', () => {
    const head = files(
      rule('Blue', 'Admin', 'dev'),
      rule('Red', 'Admin', 'management'),
      rule('Blue', 'Read', ['dev', 'management']),
    );
    const built = planned({
      live: { ...live, grants: ['Red Admin management'], delegated: true },
      head,
      base: sets,
    });
    expect(lines(built)).toEqual([
      'change grant Admin dev Blue (blocked)',
      'change grant Read dev Blue',
      'change grant Read management Blue (blocked)',
    ]);
    expect(codes(built)).toEqual([
      'management-account-out-of-reach',
      'management-account-out-of-reach',
    ]);
    expect(findings(built)).toMatchObject([{ causedByHead: true }, { causedByHead: true }]);
  });

  it('may not revoke there either; the management account itself may', () => {
    const world = { ...live, grants: ['Red Admin management'] };
    const base = files(rule('Red', 'Admin', 'management'));
    expect(lines(planned({ live: { ...world, delegated: true }, head: sets, base }))).toEqual([
      'change revoke Admin management Red (blocked)',
    ]);
    expect(lines(planned({ live: world, head: sets, base }))).toEqual([
      'change revoke Admin management Red',
    ]);
  });
});

describe('a set to be deleted', () => {
  const head: Files = {
    permissionSets: { Read: {} },
    manage: { ignore: [{ permissionSets: 'Admin', groups: 'Vendor-*' }] },
  };

  it.each([
    ['an ignored assignment', { grants: ['Vendor-One Admin dev'], groups: ['Vendor-One'] }],
    ['a direct assignment of a user', { grants: ['user:ada Admin dev'], users: ['ada'] }],
    [
      'an assignment in a suspended account',
      {
        grants: ['Red Admin old'],
        groups: ['Red'],
        accounts: { ...accounts, old: { state: 'SUSPENDED' as const } },
      },
    ],
  ])('is blocked by %s', (_what, world) => {
    const built = planned({
      live: { sets: live.sets, ...world },
      head,
      base: { ...sets, manage: head.manage ?? {} },
    });
    expect(lines(built)).toEqual(['change delete-permission-set Admin (blocked)']);
    expect(codes(built)).toContain('delete-blocked');
  });
});

describe('what needs a blocked step', () => {
  it('is blocked with its reason: a deletion by a revocation in doubt', () => {
    const base = files(rule('Red', 'Admin', ['dev', 'prod']), rule('Nobody', 'Read', 'dev'));
    const head = files(rule('Nobody', 'Read', 'dev'));
    const built = planned({
      live: { ...live, grants: ['Red Admin dev', 'Red Read dev'] },
      head: { ...head, permissionSets: { Read: {} } },
      base,
    });
    expect(lines(built)).toEqual([
      'change delete-permission-set Admin',
      'change revoke Admin dev Red',
      'change revoke Read dev Red (blocked)',
    ]);
  });

  it('a revocation whose replacing grant is blocked waits for it', () => {
    const base = files(rule('Red', 'Admin', 'dev'));
    const head = files(rule('Red', 'Read', 'dev', { except: 'ou:/Renamed' }));
    const built = planned({ live: { ...live, grants: ['Red Admin dev'] }, head, base });
    expect(lines(built)).toEqual([
      'change grant Read dev Red (blocked)',
      'change revoke Admin dev Red (blocked)',
    ]);
    expect(operationOf(built, 'revoke Admin dev Red').reason).toMatch(/^needs "grant Read on dev"/);
  });
});
