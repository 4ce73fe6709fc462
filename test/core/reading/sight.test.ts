import { describe, expect, test } from 'vitest';
import { type Coverage, everything, nothing, sightOf } from '../../../src/core/model/reading.ts';

const blue = { type: 'GROUP', id: 'group-Blue' } as const;
const red = { type: 'GROUP', id: 'group-Red' } as const;

const some: Coverage = {
  permissionSets: ['Admin', 'Build', 'Read'],
  whole: ['Admin'],
  pairs: ['dev Build'],
  principals: ['group-Red'],
  grants: ['dev Read GROUP group-Blue'],
};

interface Case {
  readonly coverage: Coverage;
  readonly where: readonly [account: string, permissionSet: string];
  readonly seesPair: boolean;
  readonly seesBlue: boolean;
  readonly seesRed: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  'everything was read': {
    coverage: everything,
    where: ['prod', 'Admin'],
    seesPair: true,
    seesBlue: true,
    seesRed: true,
  },
  'nothing was read': {
    coverage: nothing,
    where: ['prod', 'Admin'],
    seesPair: false,
    seesBlue: false,
    seesRed: false,
  },
  'the whole set was read': {
    coverage: some,
    where: ['prod', 'Admin'],
    seesPair: true,
    seesBlue: true,
    seesRed: true,
  },
  'the pair was read': {
    coverage: some,
    where: ['dev', 'Build'],
    seesPair: true,
    seesBlue: true,
    seesRed: true,
  },
  'one grant was asked for, and what another group holds anywhere': {
    coverage: some,
    where: ['dev', 'Read'],
    seesPair: false,
    seesBlue: true,
    seesRed: true,
  },
  'only what the other group holds anywhere': {
    coverage: some,
    where: ['prod', 'Read'],
    seesPair: false,
    seesBlue: false,
    seesRed: true,
  },
};

describe('what a plan may say is missing', () => {
  test.each(Object.entries(cases))('%s', (_, { coverage, where, seesPair, seesBlue, seesRed }) => {
    const sight = sightOf(coverage);
    expect([
      sight.seesPair(...where),
      sight.sees(...where, blue),
      sight.sees(...where, red),
    ]).toEqual([seesPair, seesBlue, seesRed]);
  });

  test('a set that was not looked for is not missing', () => {
    expect(sightOf(some).looksFor('Read')).toBe(true);
    expect(sightOf(some).looksFor('Audit')).toBe(false);
    expect(sightOf(everything).looksFor('Audit')).toBe(true);
    expect(sightOf(nothing).looksFor('Read')).toBe(false);
  });
});
