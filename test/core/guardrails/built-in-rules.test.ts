import { describe, expect, it } from 'vitest';
import { builtInRules } from '../../../src/core/mapping/built-in-rules.ts';
import { canonicalPolicy } from '../../../src/core/model/canonical-policy.ts';
import { needsMembers } from '../../../src/core/guardrails/needs-members.ts';
import { type Files, mappingOf } from '../support/files.ts';
import { plain } from '../support/live.ts';
import { guardedFiles, liveSets, refused, reviewed, rule, rules } from './support.ts';

function expanded(entry: object): { readonly when: string; readonly unless: string | null } {
  const files = guardedFiles(rules(entry));
  const [found] = mappingOf(files).settings.guardrails.rules;
  if (found === undefined) throw new Error('no rule');
  return { when: found.when, unless: found.unless };
}

/** What the rule refuses of a change that grants these. */
function ask(
  entry: object,
  assignments: NonNullable<Files['assignments']>,
  more: object = {},
): string[] {
  const head = { ...guardedFiles(rules(entry), ...assignments), ...more };
  return refused(reviewed({ live: liveSets, head, base: guardedFiles(undefined) }));
}

describe('a built-in rule', () => {
  it('has a test below', () => {
    expect([...builtInRules.keys()]).toEqual([
      'no-direct-users',
      'no-administrators',
      'session-duration',
      'reason-required',
      'expiry-required-for-administrators',
      'no-inline-action',
      'group-size',
    ]);
  });

  it.each([
    ['set:prod', '"prod" in account.sets'],
    ['111122223333', 'account.id == "111122223333"'],
    ['payments-sandbox', 'account.name == "payments-sandbox"'],
    ['management', 'account.isManagement'],
    [['set:prod', 'management'], '("prod" in account.sets || account.isManagement)'],
  ])('is limited to %s', (accounts, where) => {
    const { when } = expanded({ use: 'no-direct-users', accounts });
    expect(when).toBe(`principal.type == "USER" && ${where}`);
  });

  it.each([
    ['groups', 'no-administrators', 'exceptGroups'],
    ['actions', 'no-inline-action', 'actions'],
    ['accounts', 'no-direct-users', 'accounts'],
  ])('is a mistake of the files where it names more %s than can be asked', (_what, use, key) => {
    const naming = (count: number) => ({
      use,
      ...(use === 'no-inline-action' ? { actions: ['iam:*'] } : {}),
      [key]: Array.from({ length: count }, (_, index) => `s3:Name${index}`),
    });
    expect(() => expanded(naming(80))).not.toThrow();
    expect(() => expanded(naming(300))).toThrow(`"${use}\\" becomes an expression`);
  });

  it.each([
    ['a misspelt name', 'Prod'],
    ['an account that is gone', '999999999999'],
    ['one of several', ['dev', 'production']],
  ])('refuses wherever it would speak where an account is not there: %s', (_what, accounts) => {
    const entry = { use: 'no-administrators', accounts, exceptGroups: 'Green' };
    expect(
      ask(entry, [rule(['Blue', 'Green'], 'Admin', ['dev', 'prod']), rule('Blue', 'Read', 'prod')]),
    ).toEqual(['change grant Admin dev Blue', 'change grant Admin prod Blue']);
    const head = guardedFiles(rules(entry), rule('Blue', 'Admin', 'prod'));
    const { plan } = reviewed({ live: liveSets, head, base: guardedFiles(rules(entry)) });
    const [found] = plan.findings;
    expect(found).toMatchObject({ code: 'guardrail-unknown', severity: 'error' });
    expect(found?.why).toContain('no account is "');
  });

  it('is for all accounts where it says so, or nothing', () => {
    const everywhere = { when: 'principal.type == "USER"', unless: null };
    expect(expanded({ use: 'no-direct-users', accounts: 'all' })).toEqual(everywhere);
    expect(expanded({ use: 'no-direct-users' })).toEqual(everywhere);
  });

  it.each(['a" || true || "', 'a\\', "a'b", 'a${b}'])(
    'takes names for text, whatever they hold: %s',
    (name) => {
      const { when } = expanded({ use: 'reason-required', accounts: name });
      expect(when).toBe(`reason == "" && account.name == ${JSON.stringify(name)}`);
    },
  );

  it('excepts groups by name, by object id and by id', () => {
    const guid = '11111111-2222-3333-4444-55555555555A';
    const exceptGroups = ['Ops', `entra:${guid}`];
    expect(expanded({ use: 'no-administrators', exceptGroups }).unless).toBe(
      `principal.type == "GROUP" && (principal.name == "Ops" || principal.entraObjectId == "${guid.toLowerCase()}")`,
    );
  });
});

describe('no-direct-users', () => {
  it('refuses a grant to a user, and none to a group', () => {
    const head = {
      ...guardedFiles(rules({ use: 'no-direct-users' }), rule('Blue', 'Read', 'dev'), {
        users: 'ada',
        permissionSets: 'Read',
        accounts: 'dev',
      }),
      manage: { users: true },
    };
    const live = { ...liveSets, users: ['ada'] };
    expect(refused(reviewed({ live, head, base: guardedFiles(undefined) }))).toEqual([
      'change grant Read dev ada',
    ]);
  });
});

describe('no-administrators', () => {
  it('refuses administrators in the accounts, but for the groups it excepts', () => {
    const entry = { use: 'no-administrators', accounts: 'set:prod', exceptGroups: 'Green' };
    expect(ask(entry, [rule(['Blue', 'Green'], ['Admin', 'Read'], ['dev', 'prod'])])).toEqual([
      'change grant Admin prod Blue',
    ]);
  });
});

describe('session-duration', () => {
  it('refuses longer sessions than the maximum, and none as long', () => {
    const permissionSets = { Read: { sessionDuration: '4h' }, Long: { sessionDuration: '8h' } };
    const entry = { use: 'session-duration', maximum: '4h', accounts: 'set:prod' };
    expect(expanded(entry).when).toBe(
      'permissionSet.sessionDuration > 14400 && "prod" in account.sets',
    );
    const grants = [rule('Blue', ['Read', 'Long'], ['dev', 'prod'])];
    expect(ask(entry, grants, { permissionSets })).toContain('change grant Long prod Blue');
    expect(ask(entry, grants, { permissionSets })).toHaveLength(1);
  });
});

describe('reason-required', () => {
  it('refuses what has no reason, or one of blanks', () => {
    expect(
      ask({ use: 'reason-required' }, [
        rule('Blue', 'Read', 'dev'),
        rule('Green', 'Read', 'dev', { reason: '  ' }),
        rule('Red', 'Read', 'dev', { reason: 'OPS-1' }),
      ]),
    ).toEqual(['change grant Read dev Blue', 'change grant Read dev Green']);
  });
});

describe('expiry-required-for-administrators', () => {
  it('refuses an administrator without an end', () => {
    expect(
      ask({ use: 'expiry-required-for-administrators' }, [
        rule('Blue', ['Admin', 'Read'], 'dev'),
        rule('Green', 'Admin', 'dev', { expires: '2027-01-01' }),
      ]),
    ).toEqual(['change grant Admin dev Blue']);
  });
});

describe('no-inline-action', () => {
  const entry = { use: 'no-inline-action', actions: ['iam:PassRole', 'kms:*'] };
  const granting = (action: object): string[] => {
    const inlinePolicy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Resource: '*', ...action }],
    };
    return ask(entry, [rule('Blue', 'Deploy', 'dev')], {
      permissionSets: { Deploy: { inlinePolicy } },
    });
  };

  it.each([
    'iam:PassRole',
    'IAM:PASSROLE',
    'iam:*',
    'iam:Pass*',
    '*',
    'i?m:PassRole',
    'kms:Decrypt',
    'kms:*',
  ])('refuses a policy that allows %s', (action) => {
    expect(granting({ Action: ['s3:GetObject', action] })).toEqual([
      'change grant Deploy dev Blue',
    ]);
  });

  it('refuses everything but some actions: nobody can say what that is', () => {
    expect(granting({ NotAction: 's3:*' })).toEqual(['change grant Deploy dev Blue']);
  });

  it.each(['iam:GetRole', 'iam:Get*', 's3:*', 'kmsx:Decrypt'])('lets %s pass', (action) => {
    expect(granting({ Action: action })).toEqual([]);
  });

  it('lets a denial pass', () => {
    expect(granting({ Effect: 'Deny', Action: 'iam:PassRole' })).toEqual([]);
  });

  it('refuses an edit that brings the action to those who have the set', () => {
    const inlinePolicy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }],
    };
    const base = {
      ...guardedFiles(rules(entry), rule('Blue', 'Deploy', 'dev')),
      permissionSets: { Deploy: {} },
    };
    const live = { sets: { Deploy: { content: plain } }, grants: ['Blue Deploy dev'] };
    const head = { ...base, permissionSets: { Deploy: { inlinePolicy } } };
    expect(canonicalPolicy(inlinePolicy)).toContain('iam');
    expect(refused(reviewed({ live, head, base }))).toContain(
      'change update-permission-set Deploy',
    );
  });
});

describe('group-size', () => {
  const entry = { use: 'group-size', minimumMembers: 2, maximumMembers: 50 };
  const files = guardedFiles(rules(entry), rule(['Blue', 'Green', 'Red'], 'Read', 'dev'));

  it('refuses groups that are too small or too large', () => {
    const memberCounts = new Map([
      ['group-Blue', 1],
      ['group-Green', 50],
      ['group-Red', 51],
    ]);
    const built = reviewed({
      live: liveSets,
      head: files,
      base: guardedFiles(undefined),
      memberCounts,
    });
    expect(refused(built)).toEqual(['change grant Read dev Blue', 'change grant Read dev Red']);
  });

  it('refuses where the members are not known, and says that it needs them', () => {
    const built = reviewed({ live: liveSets, head: files, base: guardedFiles(undefined) });
    expect(refused(built)).toHaveLength(3);
    expect(needsMembers(mappingOf(files))).toBe(true);
    expect(needsMembers(mappingOf(guardedFiles(rules({ use: 'reason-required' }))))).toBe(false);
  });
});
