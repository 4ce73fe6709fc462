import { describe, expect, it } from 'vitest';
import { parseSelector } from '../../../src/core/mapping/parse-selector.ts';
import { indexAccounts } from '../../../src/core/select/account-index.ts';
import type { PlainSelector, Selection } from '../../../src/core/select/select-accounts.ts';
import { selectAccounts } from '../../../src/core/select/select-accounts.ts';
import { type Live, accountId, accounts, snapshotOf } from '../support/live.ts';

function plainSelector(text: string): PlainSelector {
  const parsed = parseSelector(text);
  if ('problem' in parsed || parsed.selector.kind === 'set') throw new Error(`not plain: ${text}`);
  return parsed.selector;
}

function select(text: string, live: Live = {}): Selection {
  return selectAccounts(plainSelector(text), indexAccounts(snapshotOf(live)));
}

const names = ({ accounts: found }: Selection): string[] =>
  found.map(({ name }) => name).toSorted();
const old = { ou: '/Work/Prod', state: 'SUSPENDED' } as const;

describe('selectAccounts', () => {
  it.each([
    ['dev', ['dev']],
    [accountId('dev'), ['dev']],
    ['management', ['management']],
    ['name:*d*', ['dev', 'prod', 'sandbox']],
    ['name:?e*', ['dev', 'test']],
    ['ou:/Work', ['dev', 'prod', 'test']],
    ['ou:ou-root-workdev0', ['dev', 'test']],
    ['ou-direct:/Work/Dev', ['dev', 'test']],
    ['ou:/', ['dev', 'prod', 'sandbox', 'test']],
    ['all', ['dev', 'prod', 'sandbox', 'test']],
  ])('%s means %j', (text, expected) => {
    expect([names(select(text)), select(text).problem]).toEqual([expected, null]);
  });

  it('reaches the management account by its name and id, and never by a pattern', () => {
    expect(names(select(accountId('management')))).toEqual(['management']);
    expect(select('name:manage*').problem).toEqual({ kind: 'empty-selector' });
    expect(select('ou-direct:/').problem).toEqual({ kind: 'empty-selector' });
  });

  it('matches tags by a glob over the value', () => {
    const tagged = {
      accounts: {
        ...accounts,
        dev: { ou: '/', tags: { stage: 'dev-1' } },
        prod: { ou: '/', tags: { stage: 'prod' } },
      },
    };
    expect(names(select('tag:stage=dev-*', tagged))).toEqual(['dev']);
    expect(names(select('tag:stage=*', tagged))).toEqual(['dev', 'prod']);
    expect(select('tag:toString=*', tagged).problem).toEqual({ kind: 'empty-selector' });
  });

  it('says that it does not know while the tags of an account are unread, and gives what it knows', () => {
    const live: Live = {
      accounts: { ...accounts, dev: { ou: '/', tags: { stage: 'dev' } } },
      unread: [{ part: 'account-tags', accountId: accountId('prod'), why: 'denied' }],
    };
    const selection = select('tag:stage=dev', live);
    expect(names(selection)).toEqual(['dev']);
    expect(selection.problem).toEqual({ kind: 'unread-tags', accounts: [accountId('prod')] });
  });

  it.each([
    ['nowhere', 'unknown-account'],
    ['123456789012', 'unknown-account'],
    ['ou:/Nowhere', 'unknown-unit'],
    ['ou-direct:/Work', 'empty-selector'],
    ['name:nothing-*', 'empty-selector'],
    ['name:DEV', 'empty-selector'],
  ])('%s is a problem: %s', (text, kind) => {
    expect(select(text)).toEqual({ accounts: [], problem: { kind } });
  });

  it.each(['old', accountId('old'), 'name:old', 'ou-direct:/Work/Prod'])(
    '%s, of which everything is suspended, is said and gives nothing',
    (text) => {
      const selection = select(text, { accounts: { management: {}, dev: {}, old } });
      expect(selection).toEqual({
        accounts: [],
        problem: { kind: 'suspended-account', accounts: [accountId('old')] },
      });
    },
  );

  it('leaves suspended accounts out among others', () => {
    const selection = select('ou:/Work', { accounts: { ...accounts, old } });
    expect(names(selection)).toEqual(['dev', 'prod', 'test']);
    expect(selection.problem).toBeNull();
  });

  it('asks for the id where a name or path is not unique', () => {
    const snapshot = snapshotOf({});
    const [first] = snapshot.accounts;
    const [unit] = snapshot.organizationalUnits.filter(({ path }) => path === '/Work');
    if (first === undefined || unit === undefined) throw new Error('nothing to copy');
    const index = indexAccounts({
      ...snapshot,
      accounts: [...snapshot.accounts, { ...first, id: accountId('twin'), name: 'dev' }],
      organizationalUnits: [...snapshot.organizationalUnits, { ...unit, id: 'ou-root-twin' }],
    });
    expect(selectAccounts(plainSelector('dev'), index)).toEqual({
      accounts: [],
      problem: { kind: 'ambiguous-account', ids: [accountId('dev'), accountId('twin')] },
    });
    expect(selectAccounts(plainSelector('ou:/Work'), index)).toMatchObject({
      accounts: [],
      problem: { kind: 'ambiguous-unit' },
    });
  });
});
