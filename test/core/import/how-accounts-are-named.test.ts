import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { type Live, type LiveAccount, snapshotOf } from '../support/live.ts';
import { importedRules, importedText } from './rules-of.ts';

/** Ten products with an account for each stage, and what is not theirs. */
const accounts: Readonly<Record<string, LiveAccount>> = {
  management: { ou: '/' },
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => `shop${index}`).flatMap((product) =>
      ['Dev', 'Prod'].map((stage): [string, LiveAccount] => [
        `${product}-${stage.toLowerCase()}`,
        { ou: `/Work/${stage}`, tags: { product, tier: at(product) % 2 === 0 ? 'gold' : 'plain' } },
      ]),
    ),
  ),
  lone: { ou: '/Lone' },
  direct: { ou: '/Work' },
  next: { ou: '/Work' },
  closed: { ou: '/Work/Dev', state: 'SUSPENDED' },
};

function at(product: string): number {
  return Number(product.slice(-1));
}

const dev = Object.keys(accounts).filter((name) => name.endsWith('-dev'));
const prod = Object.keys(accounts).filter((name) => name.endsWith('-prod'));
const others = ['lone', 'direct', 'next'];

function held(where: readonly string[], more: Partial<Live> = {}): Snapshot {
  return snapshotOf({
    accounts,
    sets: { Admin: { owner: null } },
    grants: where.map((account) => `Blue Admin ${account}`),
    ...more,
  });
}

function wordsFor(where: readonly string[], exact = false): unknown {
  const [rule, ...more] = importedRules(held(where), exact) as readonly {
    readonly accounts: unknown;
    readonly except?: unknown;
  }[];
  expect(more).toEqual([]);
  return rule?.except === undefined ? rule?.accounts : [rule.accounts, 'except', rule.except];
}

describe('accounts of a rule', () => {
  it.each<[string, readonly string[], unknown]>([
    ['all where everybody is meant', [...dev, ...prod, ...others], 'all'],
    [
      'the management account beside it',
      [...dev, ...prod, ...others, 'management'],
      ['all', 'management'],
    ],
    ['a unit whose every active account is meant', dev, 'ou:/Work/Dev'],
    ['the unit above where that is all of it', [...dev, ...prod, 'direct', 'next'], 'ou:/Work'],
    ['what stands in a unit itself', ['direct', 'next'], 'ou-direct:/Work'],
    ['two units', [...dev, ...prod], ['ou:/Work/Dev', 'ou:/Work/Prod']],
    ['a unit without few of many', dev.slice(1), ['ou:/Work/Dev', 'except', 'shop0-dev']],
    [
      'names where some of a unit are meant',
      ['shop1-dev', 'shop7-dev'],
      ['shop1-dev', 'shop7-dev'],
    ],
    ['the name of a unit’s only account', ['lone'], 'lone'],
    ['management alone', ['management'], 'management'],
  ])('are %s', (_, where, expected) => {
    expect(wordsFor(where)).toEqual(expected);
  });

  it('are a tag where exactly its accounts are meant and their names would be many', () => {
    const gold = [...dev, ...prod].filter((name) => at(name.slice(0, 5)) % 2 === 0);
    expect(wordsFor(gold)).toBe('tag:tier=gold');
    const unread = held(gold, {
      unread: [
        { part: 'account-tags', accountId: held([]).managementAccountId, why: 'it is denied' },
      ],
    });
    expect(importedText(unread)).not.toContain('tag:');
  });

  it('are names alone where that is asked for', () => {
    expect(wordsFor(dev, true)).toEqual(dev);
    expect(wordsFor([...dev, 'management'], true)).toEqual([...dev, 'management']);
  });

  it('are a named list where two rules mean the same', () => {
    const where = ['shop3-dev', 'shop3-prod', 'lone'];
    const text = importedText(
      held([], {
        sets: { Admin: { owner: null }, Read: { owner: null } },
        grants: [
          ...where.map((account) => `Blue Admin ${account}`),
          ...[...where, 'next'].map((account) => `Green Read ${account}`),
          ...where.map((account) => `Red Read ${account}`),
        ],
      }),
    );
    expect(text).toContain('accountSets:\n  accounts: [lone, shop3-dev, shop3-prod]');
    expect(text).toContain("accounts: ['set:accounts', next]");
    expect(text.match(/accounts: 'set:accounts'/g)).toHaveLength(2);
  });
});

describe('rules', () => {
  it('say once what several groups or several sets have in common', () => {
    const rules = importedRules(
      held([], {
        sets: { Admin: { owner: null }, Read: { owner: null } },
        grants: ['Blue', 'Green'].flatMap((group) =>
          ['Admin', 'Read'].flatMap((set) => dev.map((account) => `${group} ${set} ${account}`)),
        ),
      }),
    );
    expect(rules).toEqual([
      { groups: ['Blue', 'Green'], permissionSets: ['Admin', 'Read'], accounts: 'ou:/Work/Dev' },
    ]);
  });
});
