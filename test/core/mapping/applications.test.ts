import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import { sourceOf } from './support/source-of.ts';

const ARN = 'arn:aws:sso::111122223333:application/ssoins-0123456789abcdef/apl-0123456789abcdef';

function load(files: Readonly<Record<string, string>>, manage = '') {
  const all = {
    'settings.yaml': `settings: { manage: { owner: platform${manage} } }\n`,
    ...files,
  };
  const named = Object.entries(all).map(([path, text]) => [`access/${path}`, text] as const);
  return loadMapping(sourceOf(Object.fromEntries(named)));
}

const told = (rule: string, manage = ''): string[] =>
  load({ 'a.yaml': `applications:\n  - ${rule}\n` }, manage).diagnostics.map(
    ({ code, headline, help }) => `${code}: ${headline} (${help ?? ''})`,
  );

describe('rules of applications', () => {
  it('are merged over files, with one name or several, and ends and reasons as in other rules', () => {
    const { value, diagnostics } = load({
      'a.yaml': 'applications:\n  - { groups: Blue, applications: Payroll }\n',
      'b.yaml': `applications:\n  - { groups: [Blue, Red], applications: [Wiki, '${ARN}'], expires: 2027-03-31, reason: OPS-1 }\n`,
    });
    expect(diagnostics).toEqual([]);
    expect(
      value?.applications.map(({ applications, principals, expires, reason }) => ({
        applications: applications.map((one) => one.value),
        principals: principals.map((one) => one.value.text),
        expires: expires?.value ?? null,
        reason,
      })),
    ).toEqual([
      {
        applications: [{ by: 'name', value: 'Payroll' }],
        principals: ['Blue'],
        expires: null,
        reason: null,
      },
      {
        applications: [
          { by: 'name', value: 'Wiki' },
          { by: 'arn', value: ARN },
        ],
        principals: ['Blue', 'Red'],
        expires: '2027-03-31T23:59:59.999Z',
        reason: 'OPS-1',
      },
    ]);
  });

  it.each([
    ['{ groups: Blue, applications: "Pay*" }', 'invalid-application: "Pay*" is a pattern'],
    ['{ groups: Blue, applications: " Payroll" }', 'invalid-application: the name " Payroll" has'],
    [
      '{ groups: Blue, applications: "arn:aws:sso::1:application/x" }',
      'invalid-application: "arn:aws:sso::1:application/x" is not the ARN of an application',
    ],
    ['{ groups: Blue, applications: [] }', 'empty-list:'],
    ['{ groups: Blue }', 'missing-key: the key "applications" is missing here'],
    ['{ applications: Payroll }', 'missing-principal: this rule names nobody'],
    ['{ users: ada, applications: Payroll }', 'users-not-managed:'],
    [
      '{ groups: Blue, applications: Payroll, accounts: all }',
      'unknown-key: "accounts" is not a key',
    ],
    ['{ groups: Blue, applications: Payroll, expires: soon }', 'invalid-expires:'],
    ['{ groups: "*", applications: Payroll }', 'invalid-principal:'],
    ['{ groups: Blue, applications: [Payroll, Payroll] }', 'duplicate-entry:'],
    ['{ groups: Blue, applications: "Pay\\u202Eroll" }', 'hidden-character:'],
    ['{ groups: Blue, applications: { __proto__: x } }', 'forbidden-key:'],
  ])('are told what is wrong with %s', (rule, start) => {
    expect(told(rule)).toContainEqual(expect.stringMatching(escaped(start)));
  });

  it('may name users where settings say so', () => {
    expect(told('{ users: ada, applications: Payroll }', ', users: true')).toEqual([]);
  });

  it('keep a group from being taken out of Entra that they name', () => {
    const { diagnostics } = load({
      'settings.yaml':
        'settings:\n  manage: { owner: platform }\n  entra: { tenantId: 11111111-2222-3333-4444-555555555555, groupSync: manage, unassignGroups: Blue }\n',
      'a.yaml': 'applications:\n  - { groups: Blue, applications: Payroll }\n',
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(['unassigned-group-named']);
  });
});

function escaped(start: string): RegExp {
  return new RegExp(`^${start.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
