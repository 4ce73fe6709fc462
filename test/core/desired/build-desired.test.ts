import { describe, expect, it } from 'vitest';
import { buildDesired } from '../../../src/core/desired/build-desired.ts';
import type { DesiredState } from '../../../src/core/desired/desired-state.ts';
import { type Files, mappingOf, rule } from '../support/files.ts';
import { accountId, accounts, type Live, snapshotOf } from '../support/live.ts';
import { NOW } from '../support/planned.ts';

function desired(files: Files, live: Live = {}): DesiredState {
  return buildDesired(
    mappingOf({ permissionSets: { Admin: {}, Read: {} }, ...files }),
    snapshotOf(live),
    NOW,
  );
}

const words = ({ grants }: DesiredState): string[] =>
  [...grants.values()]
    .map(({ principal, permissionSet, account }) =>
      [principal.name, permissionSet, account.name].join(' '),
    )
    .toSorted();
const assignments = (...rules: NonNullable<Files['assignments']>): Files => ({
  assignments: rules,
});

describe('buildDesired', () => {
  it('is every group with every set in every account of a rule', () => {
    const state = desired(assignments(rule(['Blue', 'Red'], ['Admin', 'Read'], 'ou:/Work/Dev')));
    expect(words(state)).toEqual([
      'Blue Admin dev',
      'Blue Admin test',
      'Blue Read dev',
      'Blue Read test',
      'Red Admin dev',
      'Red Admin test',
      'Red Read dev',
      'Red Read test',
    ]);
  });

  it('takes exceptions away', () => {
    const state = desired(
      assignments(rule('Blue', 'Admin', 'ou:/Work', { except: ['prod', 'name:t*'] })),
    );
    expect(words(state)).toEqual(['Blue Admin dev']);
  });

  it('reads account sets, also one in another', () => {
    const state = desired({
      accountSets: { inner: ['dev'], outer: ['set:inner', 'prod'] },
      ...assignments(rule('Blue', 'Admin', 'set:outer', { except: 'set:inner' })),
    });
    expect(words(state)).toEqual(['Blue Admin prod']);
  });

  it('says once what is wrong with an account set, used twice or not at all', () => {
    const state = desired({
      accountSets: { lost: ['nowhere'], unused: ['ou:/Nowhere'] },
      ...assignments(rule('Blue', 'Admin', 'set:lost'), rule('Red', 'Read', 'set:lost')),
    });
    expect(state.findings.map(({ finding }) => finding.code)).toEqual([
      'unknown-account',
      'unknown-unit',
    ]);
    expect(state.unresolved).toMatchObject([
      { permissionSets: ['Admin'], accountIds: null },
      { permissionSets: ['Read'], accountIds: null },
    ]);
  });

  it('shows both origins and reasons of what two rules grant, and the later end', () => {
    const state = desired(
      assignments(
        rule('Blue', 'Admin', 'dev', { expires: '2026-02-01', reason: 'one' }),
        rule('Blue', 'Admin', 'dev', { expires: '2026-03-01', reason: 'two' }),
      ),
    );
    const [grant] = state.grants.values();
    expect(state.grants.size).toBe(1);
    expect(grant).toMatchObject({ reasons: ['one', 'two'], expired: false });
    expect(grant?.expires).toMatch(/^2026-03-0/);
    expect(grant?.origins).toHaveLength(2);
  });

  it('never ends what one of its rules never ends', () => {
    const state = desired(
      assignments(
        rule('Blue', 'Admin', 'dev', { expires: '2020-01-01' }),
        rule('Blue', 'Admin', 'dev'),
      ),
    );
    expect([...state.grants.values()]).toMatchObject([{ expires: null, expired: false }]);
  });

  it('keeps what has ended, marked', () => {
    const state = desired(assignments(rule('Blue', 'Admin', 'dev', { expires: '2020-01-01' })));
    expect([...state.grants.values()]).toMatchObject([{ expired: true }]);
  });

  it('does not stop at the first unknown name', () => {
    const state = desired(
      assignments(
        rule(['Nobody', 'Blue'], 'Admin', ['nowhere', 'dev']),
        rule('Noone', 'Read', 'ou:/Nowhere'),
      ),
    );
    expect(state.findings.map(({ finding }) => finding.code).toSorted()).toEqual([
      'unknown-account',
      'unknown-group',
      'unknown-group',
      'unknown-unit',
    ]);
    expect(words(state)).toEqual(['Blue Admin dev']);
  });

  it('suggests the nearest name', () => {
    const state = desired(assignments(rule('Bleu', 'Admin', 'dev')));
    expect(state.findings[0]?.finding.help).toContain('"Blue"');
  });

  it('scopes an unknown group to the accounts of its rule', () => {
    const state = desired(assignments(rule('Nobody', 'Admin', 'ou:/Work/Dev')));
    expect(state.unresolved).toMatchObject([{ permissionSets: ['Admin'] }]);
    expect([...(state.unresolved[0]?.accountIds ?? [])].toSorted()).toEqual(
      [accountId('dev'), accountId('test')].toSorted(),
    );
  });

  it('finds a rule whose exceptions leave nothing, unless it may', () => {
    const empty = (more: Record<string, unknown>) =>
      desired(assignments(rule('Blue', 'Admin', 'dev', { except: 'dev', ...more })));
    expect(empty({}).findings.map(({ finding }) => finding.code)).toEqual(['empty-selector']);
    expect(empty({}).unresolved).toHaveLength(1);
    expect(empty({ allowEmpty: true })).toMatchObject({ findings: [], unresolved: [] });
  });

  it('warns of a suspended account that is named, and doubts nothing', () => {
    const old = { ou: '/', state: 'SUSPENDED' } as const;
    const state = desired(assignments(rule('Blue', 'Admin', ['dev', 'old'])), {
      accounts: { ...accounts, old },
    });
    expect(state.findings.map(({ finding }) => [finding.code, finding.severity])).toEqual([
      ['suspended-account', 'warning'],
    ]);
    expect(state.unresolved).toEqual([]);
    expect(words(state)).toEqual(['Blue Admin dev']);
  });
});
