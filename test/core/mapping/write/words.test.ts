import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../../../src/core/mapping/load-mapping.ts';
import type { Mapping } from '../../../../src/core/mapping/mapping.ts';
import { createAccountWord } from '../../../../src/core/mapping/write/account-words.ts';
import { createPrincipalWord } from '../../../../src/core/mapping/write/principal-words.ts';
import { ruleNode, type WrittenRule } from '../../../../src/core/mapping/write/write-rule.ts';
import { listNode } from '../../../../src/core/mapping/write/yaml-nodes.ts';
import type { Account } from '../../../../src/core/model/account.ts';
import { isAccountId } from '../../../../src/core/model/ids.ts';
import { indexAccounts } from '../../../../src/core/select/account-index.ts';
import {
  indexPrincipals,
  resolvePrincipal,
} from '../../../../src/core/select/resolve-principal.ts';
import { selectAccounts } from '../../../../src/core/select/select-accounts.ts';
import { snapshotOf } from '../../support/live.ts';
import { hostileName, hostileNames } from './hostile-names.ts';
import { linesBelow } from './lines-below.ts';

function writeRule(rule: WrittenRule): string {
  return linesBelow('assignments', listNode([ruleNode(rule)]));
}

function accountOf(number: number, name: string): Account {
  const id = String(100_000_000_000 + number);
  if (!isAccountId(id)) throw new Error(`no account id: ${id}`);
  return { id, name, state: 'ACTIVE', ouIds: ['r-ab12'], joinedAt: null, tags: null };
}

function groupOf(number: number, displayName: string) {
  const id = `11111111-2222-3333-4444-${String(number).padStart(12, '0')}`;
  return { id, displayName, externalIds: [] };
}

function organizationOf(names: readonly string[]) {
  const accounts = names.map((name, index) => accountOf(index, name));
  const [management] = accounts;
  if (management === undefined) throw new Error('an organization has an account');
  return { accounts, managementAccountId: management.id };
}

function load(lines: string): Mapping {
  const text = `settings: { manage: { owner: platform, users: true } }\npermissionSets: { A: {} }\nassignments:\n${lines}`;
  const bytes = new TextEncoder().encode(text);
  const { value, diagnostics } = loadMapping({
    directory: 'access',
    included: [],
    exists: true,
    files: [{ path: 'access/a.yaml', kind: 'file', bytes, size: bytes.length }],
  });
  if (value === null) throw new Error(`${JSON.stringify(diagnostics, null, 1)}\n${text}`);
  return value;
}

const names = fc.array(hostileName, { minLength: 1, maxLength: 12 });
/** Among them some that differ in case or composition alone. */
const alike = fc.array(
  fc.oneof(hostileName, fc.constantFrom('Ops', 'OPS', 'ops', '\u00e9t\u00e9', 'e\u0301te\u0301')),
  { minLength: 1, maxLength: 12 },
);

describe('the words of accounts', () => {
  it('load as the accounts that they were written for, whatever those are called', () => {
    fc.assert(
      fc.property(names, (some) => {
        const { accounts, ...rest } = organizationOf([...some]);
        const word = createAccountWord({ accounts, ...rest });
        const lines = writeRule({
          groups: [{ text: 'G', comment: null }],
          users: [],
          permissionSets: ['A'],
          accounts: accounts.map(word),
          except: [],
        });
        const index = indexAccounts({ ...snapshotOf({}), accounts, ...rest });
        const found = load(lines).rules[0]?.accounts.map(({ value }) =>
          value.kind === 'set' ? null : selectAccounts(value, index),
        );
        expect(found).toEqual(accounts.map((one) => ({ accounts: [one], problem: null })));
      }),
      { numRuns: 60 },
    );
  });

  it('are names where those mean one account, else ids with the name beside it', () => {
    const organization = organizationOf(['main', 'dev', 'twin', 'twin', 'all', '222233334444']);
    const word = createAccountWord(organization);
    expect(organization.accounts.map(word)).toEqual([
      { text: 'management', comment: 'main' },
      { text: 'dev', comment: null },
      { text: '100000000002', comment: 'twin' },
      { text: '100000000003', comment: 'twin' },
      { text: '100000000004', comment: 'all' },
      { text: '100000000005', comment: '222233334444' },
    ]);
  });
});

describe('the words of groups and users', () => {
  it('load as those that they were written for, whatever they are called', () => {
    fc.assert(
      fc.property(alike, (some) => {
        const groups = some.map((name, index) => groupOf(index, name));
        const users = some.map((name, index) => ({
          id: groupOf(index + 100, '').id,
          userName: name,
          externalIds: [],
        }));
        const word = createPrincipalWord({ groups, users });
        const lines = writeRule({
          groups: groups.map(({ id, displayName: name }) => word({ type: 'GROUP', id, name })),
          users: users.map(({ id, userName: name }) => word({ type: 'USER', id, name })),
          permissionSets: ['A'],
          accounts: [{ text: 'all', comment: null }],
          except: [],
        });
        const index = indexPrincipals({ groups, users, directory: null });
        const found = load(lines).rules[0]?.principals.map(({ value }) => {
          const resolution = resolvePrincipal(value, index);
          return 'principal' in resolution ? resolution.principal.id : resolution;
        });
        expect(found).toEqual([...groups, ...users].map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });

  it('are ids where two names differ in case alone, or hide something', () => {
    const groups = ['Ops', 'OPS', 'Dev', 'Dev\u200b', 'id:Dev'].map((name, at) =>
      groupOf(at, name),
    );
    const word = createPrincipalWord({ groups, users: [] });
    const words = groups.map(({ id, displayName: name }) => word({ type: 'GROUP', id, name }).text);
    expect(words.map((text) => text.startsWith('id:'))).toEqual([true, true, false, true, true]);
  });
});

describe('a rule', () => {
  it('keeps every hostile name on its line and in its place', () => {
    const lines = writeRule({
      groups: hostileNames.map((name) => ({
        text: 'id:11111111-2222-3333-4444-555555555555',
        comment: name,
      })),
      users: [],
      permissionSets: ['A'],
      accounts: [{ text: '111122223333', comment: 'x # y\nassignments: []' }],
      except: [],
    });
    const [first] = load(lines).rules;
    expect(first?.principals).toHaveLength(hostileNames.length);
    expect(first?.accounts.map(({ value }) => value.text)).toEqual(['111122223333']);
  });
});
