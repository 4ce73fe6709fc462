import { describe, expect, test } from 'vitest';
import { canonicalPolicy } from '../../../src/core/model/canonical-policy.ts';
import { accountId, accounts, type Live, managed, setArn, snapshotOf } from '../support/live.ts';
import { adopt, type Adopted, adoptOn, cannots, told } from './support/adopted.ts';

const settings = 'settings:\n  manage: { owner: platform }\n';

const files = {
  'access/settings.yaml': settings,
  'access/sets.yaml': `# Our sets.
permissionSets:
  Admin:
    managedPolicies: [AdministratorAccess] # all of it
    sessionDuration: 2h

  Read:
    managedPolicies:
      - ReadOnlyAccess # look, do not touch
`,
  'access/rules.yaml': `assignments:
  # Those who run it.
  - groups: Blue
    permissionSets: Admin
    accounts: [dev, test] # both

  - groups: [Green, Red]
    permissionSets: Read
    accounts:
      - ou:/Work/Dev
      - prod
    reason: OPS-1
`,
} as const;

const admin = { managedPolicies: [managed('AdministratorAccess')], sessionDuration: 7200 };
const sets: Live['sets'] = {
  Admin: { content: admin },
  Read: { content: { managedPolicies: [managed('ReadOnlyAccess')] } },
};
const grants = [
  'Blue Admin dev',
  'Blue Admin test',
  ...['dev', 'test', 'prod'].flatMap((account) => [`Green Read ${account}`, `Red Read ${account}`]),
];

function without(...gone: readonly string[]): string[] {
  return grants.filter((grant) => !gone.includes(grant));
}

/** What files say of the rest, and that the plan afterwards has nothing left to do. */
function settledBy(found: Adopted): void {
  expect(cannots(found)).toEqual([]);
  expect(told(found.after)).toEqual([]);
}

describe('assignments that nobody declared', () => {
  test('groups with the same accounts share a rule, after the rules of that file and in its style', () => {
    const extra = [
      'Green Admin prod',
      'Red Admin prod',
      'Red Admin sandbox',
      'Green Admin sandbox',
    ];
    const found = adopt(files, { sets, grants: [...grants, ...extra] });
    settledBy(found);
    expect(found.texts['access/rules.yaml']).toBe(`${files['access/rules.yaml']}
  # Found live in AWS and kept.
  - groups: [Green, Red]
    permissionSets: Admin
    accounts: [prod, sandbox]
`);
    expect(found.adoption.steps).toEqual([
      {
        kind: 'lines',
        operations: found.before.plan.operations.map(({ id }) => id),
        file: 'access/rules.yaml',
        where: 'at the end of assignments',
        lines: `  # Found live in AWS and kept.
  - groups: [Green, Red]
    permissionSets: Admin
    accounts: [prod, sandbox]
`,
      },
    ]);
  });

  test('who or what cannot be told by its name is told by its id, with the name beside it', () => {
    const snapshot = snapshotOf({
      sets,
      grants,
      accounts: { ...accounts, all: { ou: '/Sandbox' } },
    });
    const hidden = { id: 'b3e40dc1-0000-4000-8000-00000000000a', displayName: 'Blue\u202E' };
    const found = adoptOn(files, {
      ...snapshot,
      groups: [...snapshot.groups, { ...hidden, externalIds: [] }],
      assignments: [
        ...snapshot.assignments,
        ...['all', 'management'].map((account) => ({
          accountId: accountId(account),
          permissionSetArn: setArn('Admin'),
          principalType: 'GROUP' as const,
          principalId: hidden.id,
        })),
      ],
    });
    settledBy(found);
    expect(found.texts['access/rules.yaml']).toContain(
      `  - groups: 'id:${hidden.id}' # Blue\\u202e
    permissionSets: Admin
    accounts:
      - '${accountId('all')}' # all
      - management
`,
    );
  });

  test('a rule is added only where nothing else reads it: never in files that others include', () => {
    const { 'access/rules.yaml': rules, ...rest } = files;
    const shared = { ...rest, 'common/rules.yaml': rules };
    const withInclude = {
      ...shared,
      'access/settings.yaml': `settings:\n  include: ['../common']\n  manage: { owner: platform }\n`,
    };
    const live = { sets, grants: [...without('Green Read prod'), 'Red Admin prod'] };
    const found = adopt(withInclude, live, ['common']);
    expect([...found.adoption.files.keys()]).toEqual(['access/sets.yaml']);
    expect(cannots(found)).toEqual([
      expect.stringContaining('common/rules.yaml, which other organizations may include too'),
    ]);
  });

  test('those of somebody who no longer exists are nobody’s to declare', () => {
    const found = adopt(files, { sets, grants: [...grants, 'gone:Old Admin prod'] });
    expect(found.adoption.files.size).toBe(0);
    expect(cannots(found)).toEqual([expect.stringContaining('no longer exists')]);
  });
});

describe('declared assignments that are missing', () => {
  test('a rule of one group and one set excepts the account, in its own line', () => {
    const found = adopt(files, { sets, grants: without('Blue Admin test') });
    settledBy(found);
    expect(found.texts['access/rules.yaml']).toBe(
      files['access/rules.yaml'].replace('# both\n', '# both\n    except: test\n'),
    );
    expect(found.adoption.steps).toMatchObject([
      { kind: 'lines', where: 'in the rule at line 3', lines: '    except: test\n' },
    ]);
  });

  test.each([
    ['except: sandbox', 'except: [ sandbox, prod ]'],
    ['except: [sandbox] # not there', 'except: [sandbox, prod] # not there'],
    ['except:\n      - sandbox # not there', 'except:\n      - sandbox # not there\n      - prod'],
  ])('exceptions that are there already keep their form: %s', (written, becomes) => {
    const rules = `assignments:\n  - groups: Blue\n    permissionSets: Read\n    accounts: all\n    ${written}\n    reason: x\n`;
    const texts = { ...files, 'access/rules.yaml': rules };
    const found = adopt(texts, { sets, grants: ['Blue Read dev', 'Blue Read test'] });
    settledBy(found);
    expect(found.texts['access/rules.yaml']?.replaceAll(/(?<=\[) | (?=\])/g, '')).toBe(
      rules.replace(written, becomes.replaceAll(/(?<=\[) | (?=\])/g, '')),
    );
  });

  test('an account where the whole rule is missing is excepted for all that it names', () => {
    const found = adopt(files, { sets, grants: without('Green Read dev', 'Red Read dev') });
    settledBy(found);
    expect(found.texts['access/rules.yaml']).toContain('      - prod\n    except: dev\n    reason');
  });

  test('a rule of several is split where one of them is missing, and the rest means the same', () => {
    const found = adopt(files, { sets, grants: without('Red Read prod') });
    settledBy(found);
    expect(found.texts['access/rules.yaml']).toContain(`  - groups: [Green]
    permissionSets: Read
    accounts:
      - ou:/Work/Dev
      - prod
    reason: OPS-1

  - groups: Red
    permissionSets: Read
    accounts: ['ou:/Work/Dev', prod]
    except: prod
    reason: OPS-1
`);
  });

  test('a rule of which nothing is live goes, with the comment right above it', () => {
    const rules = `${files['access/rules.yaml']}
  # Not for long.
  - { groups: Red, permissionSets: Admin, accounts: prod }
`;
    const found = adopt({ ...files, 'access/rules.yaml': rules }, { sets, grants });
    settledBy(found);
    expect(found.texts['access/rules.yaml']).toBe(files['access/rules.yaml']);
    expect(found.adoption.steps).toMatchObject([
      { kind: 'removal', lines: '  - { groups: Red, permissionSets: Admin, accounts: prod }\n' },
    ]);
  });

  test('every rule that asks for the grant is edited, as one step or not at all', () => {
    const again = `${files['access/rules.yaml']}  - groups: Blue
    permissionSets: Admin
    accounts: [test, prod]
`;
    const live = { sets, grants: [...without('Blue Admin test'), 'Blue Admin prod'] };
    const found = adopt({ ...files, 'access/rules.yaml': again }, live);
    settledBy(found);
    expect(found.adoption.steps.map((step) => ('where' in step ? step.where : step.kind))).toEqual([
      'in the rule at line 3',
      'in the rule at line 13',
    ]);
  });

  test('a rule that shares its lines with another one is not edited for both', () => {
    const rules = `assignments:
  - groups: Blue
    permissionSets: Admin
    accounts: &places [dev, test]
    except: &none [prod]
  - groups: Green
    permissionSets: Admin
    accounts: *places
    except: *none
`;
    const live = { sets, grants: ['Blue Admin dev', 'Green Admin dev', 'Green Admin test'] };
    const found = adopt({ ...files, 'access/rules.yaml': rules }, live);
    expect(found.adoption.files.size).toBe(0);
    expect(cannots(found)).toEqual([expect.stringContaining('it would')]);
  });

  test('what could not be read is settled first, and not in files', () => {
    const part = {
      part: 'assignments',
      arn: setArn('Read'),
      accountId: accountId('prod'),
    } as const;
    const live = {
      sets,
      grants: without('Green Read prod'),
      unread: [{ ...part, why: 'throttled' }],
    };
    const found = adopt(files, live);
    expect(found.adoption.files.size).toBe(0);
    expect(cannots(found)).toEqual([expect.stringContaining('could not be read: throttled')]);
  });
});

describe('permission sets edited by hand', () => {
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const policy = canonicalPolicy({ Version: '2012-10-17', Statement: [statement] });
  const pretty = `${JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2)}\n`;

  test('each field is written where the set is declared; lists keep what stays in them', () => {
    const content = {
      ...admin,
      sessionDuration: 5400,
      managedPolicies: [managed('AdministratorAccess'), managed('job-function/Billing')],
      customerManagedPolicies: [{ name: 'Deploy', path: '/teams/' }],
      relayState: 'https://console.aws.amazon.com/s3/',
    };
    const found = adopt(files, { sets: { ...sets, Admin: { content } }, grants });
    settledBy(found);
    expect(found.texts['access/sets.yaml']).toBe(`# Our sets.
permissionSets:
  Admin:
    managedPolicies: [AdministratorAccess, job-function/Billing] # all of it
    sessionDuration: 1h30m
    relayState: https://console.aws.amazon.com/s3/
    customerManagedPolicies:
      - name: Deploy
        path: /teams/

  Read:
    managedPolicies:
      - ReadOnlyAccess # look, do not touch
`);
  });

  test('a policy goes into its file, whole, or into a new one beside the others', () => {
    const old = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ ...statement, Action: 's3:*' }],
    });
    const text = { 'access/policies/read.json': old };
    const withPolicy = `${files['access/sets.yaml']}    inlinePolicy: policies/read.json\n`;
    const edited = {
      ...sets,
      Read: { content: { ...sets['Read']?.content, inlinePolicy: policy } },
    };
    const own = adopt(
      { ...files, ...text, 'access/sets.yaml': withPolicy },
      { sets: edited, grants },
    );
    settledBy(own);
    expect([...own.adoption.files]).toEqual([['access/policies/read.json', pretty]]);
    const shared = adopt(
      {
        ...files,
        ...text,
        'access/sets.yaml': `${withPolicy}  Other:\n    inlinePolicy: policies/read.json\n`,
      },
      {
        sets: {
          ...edited,
          Other: {
            content: {
              inlinePolicy: canonicalPolicy(JSON.parse(old)),
            },
          },
        },
        grants,
      },
    );
    settledBy(shared);
    expect(shared.texts['access/sets.yaml']).toContain(
      'inlinePolicy: policies/read-2.json\n  Other:',
    );
    expect(shared.texts['access/policies/read-2.json']).toBe(pretty);
  });

  test('tags are kept one by one; one that the files give from elsewhere cannot be', () => {
    const byDefault = `${settings}  defaults:\n    tags: { source: repo }\n`;
    const tagged = files['access/sets.yaml'].replace(
      '2h\n',
      '2h\n    tags: { team: a, floor: b }\n',
    );
    const texts = { ...files, 'access/settings.yaml': byDefault, 'access/sets.yaml': tagged };
    const tags = { source: 'repo' };
    const live = { ...sets, Admin: { content: admin, tags: { ...tags, team: 'c' } } };
    const found = adopt(texts, { sets: { ...live, Read: { ...sets['Read'], tags } }, grants });
    settledBy(found);
    expect(found.texts['access/sets.yaml']).toContain('    tags: { team: c }\n');
    const lost = adopt(texts, { sets: live, grants });
    expect(cannots(lost)).toEqual([expect.stringContaining('"source", which the files give')]);
  });

  test('what AWS holds and no file may is said so, and nothing is proposed', () => {
    const content = { ...admin, description: 'Caf\u0007' };
    const described = files['access/sets.yaml'].replace('2h\n', '2h\n    description: Run it\n');
    const found = adopt(
      { ...files, 'access/sets.yaml': described },
      { sets: { ...sets, Admin: { content } }, grants },
    );
    expect(found.adoption.files.size).toBe(0);
    expect(cannots(found)).toContainEqual(expect.stringContaining('would not load'));
  });

  test('an old version of a role is no matter of files', () => {
    const found = adopt(files, { sets, grants, stale: ['Admin dev'] });
    expect(cannots(found)).toEqual([expect.stringContaining('no matter of files')]);
  });
});

describe('whole permission sets', () => {
  test('one that nobody declares is declared, with its policy and the rules for who has it', () => {
    const inlinePolicy = canonicalPolicy({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
    });
    const extra = { content: { inlinePolicy, sessionDuration: 28_800 }, tags: { team: 'x' } };
    const live = { sets: { ...sets, Extra: extra }, grants: [...grants, 'Red Extra prod'] };
    const found = adopt(files, live);
    settledBy(found);
    expect([...found.adoption.files.keys()]).toEqual([
      'access/policies/extra.json',
      'access/rules.yaml',
      'access/sets.yaml',
    ]);
    expect(found.texts['access/sets.yaml']).toBe(`${files['access/sets.yaml']}
  Extra:
    # Found live in AWS and kept.
    sessionDuration: 8h
    inlinePolicy: policies/extra.json
    tags:
      team: x
`);
  });

  test('one that somebody deleted goes out of the files, and out of the rules that name it', () => {
    const rules = files['access/rules.yaml'].replace(
      'permissionSets: Read',
      'permissionSets: [Read, Admin]',
    );
    const live = {
      sets: { Read: sets['Read'] ?? {} },
      grants: grants.filter((grant) => !grant.includes('Admin')),
    };
    const found = adopt({ ...files, 'access/rules.yaml': rules }, live);
    settledBy(found);
    expect(found.texts['access/sets.yaml']).not.toContain('Admin');
    expect(found.texts['access/rules.yaml']).toContain('permissionSets: [Read]\n');
  });

  test('attributes for access control are kept key by key', () => {
    const source = (name: string) => `\${path:enterprise.${name}}`;
    const text = `${settings}  accessControlAttributes:
    Team: ${source('department')} # who pays
    Floor: ${source('floor')}
`;
    const attributes = { Team: source('costCenter') };
    const found = adopt(
      { ...files, 'access/settings.yaml': text },
      { sets, grants, attributes: { status: 'enabled', attributes } },
    );
    settledBy(found);
    expect(found.texts['access/settings.yaml']).toBe(`${settings}  accessControlAttributes:
    Team: ${source('costCenter')} # who pays
`);
  });
});
