import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import type { Mapping } from '../../../src/core/mapping/mapping.ts';
import type { MappingSource } from '../../../src/core/mapping/mapping-source.ts';
import { oneFile, sourceOf } from './support/source-of.ts';

function load(source: MappingSource): Mapping {
  const { value, diagnostics } = loadMapping(source);
  if (value === null) throw new Error(JSON.stringify(diagnostics, null, 2));
  return value;
}

describe('loadMapping', () => {
  it('merges the files of a directory in the order of their paths', () => {
    const mapping = load(
      sourceOf({
        'access/z.yaml': 'permissionSets: { Last: {} }\n',
        'access/a.yml': 'permissionSets: { First: {} }\n',
        'access/teams/settings.yaml': 'settings: { manage: { owner: platform } }\n',
        'elsewhere/b.yaml': 'permissionSets: { NotOurs: {} }\n',
        'access/README.md': '# not a mapping file',
      }),
    );
    expect(mapping.permissionSets.map(({ name }) => name)).toEqual(['First', 'Last']);
    expect(mapping.settings.owner.value).toBe('platform');
  });

  it('takes the settings that are left out as the documented defaults', () => {
    const { settings } = load(oneFile(''));
    expect(settings).toMatchObject({
      region: null,
      instanceArn: null,
      requestsPerSecond: 20,
      include: [],
      entra: null,
      accessControlAttributes: null,
      permissionSetScope: 'declared',
      users: false,
      ignore: [],
      release: [],
      guardrails: {
        maxRevocations: { percent: 25, count: null },
        maxGrants: null,
        protect: [],
        rules: [],
      },
      people: 'names',
      record: { kind: 'comment' },
    });
  });

  it('reads attributes for access control, sorted, with the place of their key', () => {
    const withAttributes = (attributes: string) =>
      load(
        sourceOf({
          'access/a.yaml': `settings:\n  manage: { owner: platform }\n  accessControlAttributes: ${attributes}\n`,
        }),
      ).settings.accessControlAttributes;
    expect(
      withAttributes(
        '{ "Team name": "${path:title}", at: "${path:locale}", Department: "${path:enterprise.department}" }',
      ),
    ).toMatchObject({
      value: {
        Department: '${path:enterprise.department}',
        'Team name': '${path:title}',
        at: '${path:locale}',
      },
      at: { file: 'access/a.yaml', line: 3, column: 3 },
    });
    expect(withAttributes('{}')?.value).toEqual({});
  });

  it('gives a permission set the defaults that it does not overrule', () => {
    const { permissionSets } = load(
      sourceOf({
        'access/a.yaml': `
settings:
  manage: { owner: platform }
  defaults: { sessionDuration: 4h, tags: { source: repo, team: none } }
permissionSets:
  Plain: {}
  Own: { sessionDuration: PT90M, tags: { team: payments } }
`,
      }),
    );
    expect(
      permissionSets.map(({ content, tags }) => ({ session: content.sessionDuration, tags })),
    ).toEqual([
      { session: 14_400, tags: { source: 'repo', team: 'none' } },
      { session: 5_400, tags: { source: 'repo', team: 'payments' } },
    ]);
  });

  it('reads a policy from JSON beside the file and from YAML as the same text', () => {
    const { permissionSets } = load(
      sourceOf({
        'access/teams/a.yaml': `
settings: { manage: { owner: platform } }
permissionSets:
  FromFile: { inlinePolicy: ../policies/read.json }
  Written:
    inlinePolicy:
      Statement: { Resource: ["*"], Effect: Allow, Action: [s3:List*, s3:Get*] }
      Version: 2012-10-17
`,
        'access/policies/read.json':
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":"*"}]}',
      }),
    );
    const [fromFile, written] = permissionSets.map(({ content }) => content.inlinePolicy);
    expect(fromFile).toBe(
      '{"Statement":[{"Action":["s3:Get*","s3:List*"],"Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}',
    );
    expect(written).toBe(fromFile);
  });

  it('keeps where each name of a rule was written', () => {
    const { rules } = load(
      oneFile(`permissionSets: { ReadOnly: {} }
assignments:
  - groups:
      - Developers
      - entra:11111111-2222-3333-4444-555555555555
    permissionSets: ReadOnly
    accounts: "111122223333"
    allowEmpty: true
`),
    );
    expect(rules).toHaveLength(1);
    expect(rules[0]?.at).toMatchObject({ file: 'access/main.yaml', line: 5, column: 5 });
    expect(
      rules[0]?.principals.map(({ value, at }) => [value.by, value.value, at.line, at.column]),
    ).toEqual([
      ['name', 'Developers', 6, 9],
      ['entra', '11111111-2222-3333-4444-555555555555', 7, 9],
    ]);
    expect(rules[0]?.accounts[0]?.value).toEqual({
      kind: 'id',
      id: '111122223333',
      text: '111122223333',
    });
    expect(rules[0]).toMatchObject({ allowEmpty: true, expires: null, reason: null, except: [] });
  });

  it('resolves anchors and merge keys, the written key before the merged one', () => {
    const { permissionSets } = load(
      oneFile(`permissionSets:
  Base: &base { description: base, sessionDuration: 2h }
  Derived: { <<: *base, description: derived }
`),
    );
    expect(permissionSets[1]?.content).toMatchObject({
      description: 'derived',
      sessionDuration: 7_200,
    });
  });

  it('accepts a byte order mark and the line ends of Windows', () => {
    const mapping = load(
      sourceOf({
        'access/a.yaml':
          '\ufeffsettings:\r\n  manage: { owner: platform }\r\npermissionSets:\r\n  A: {}\r\n',
      }),
    );
    expect(mapping.permissionSets[0]?.at).toMatchObject({ line: 4, sourceLine: '  A: {}' });
  });

  it('names the diagnostics of all files, and gives no mapping where one is an error', () => {
    const { value, diagnostics } = loadMapping(
      sourceOf({
        'access/b.yaml': 'permissionSets: { B: { sessionDuration: 30m } }\n',
        'access/a.yaml': 'settings: { manage: { owner: platform, user: true } }\nassignments: {}\n',
      }),
    );
    expect(value).toBeNull();
    expect(diagnostics.map(({ code, at }) => `${at?.file ?? ''} ${code}`)).toEqual([
      'access/a.yaml unknown-key',
      'access/a.yaml wrong-type',
      'access/b.yaml invalid-duration',
    ]);
  });

  it('gives a mapping together with its warnings', () => {
    const { value, diagnostics } = loadMapping(oneFile('permissionSets: { One: {}, ONE: {} }\n'));
    expect(value).not.toBeNull();
    expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([
      ['warning', 'similar-names'],
    ]);
  });
});
