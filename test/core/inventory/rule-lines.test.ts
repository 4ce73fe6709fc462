import { expect, it } from 'vitest';
import { lastLineOf } from '../../../src/core/inventory/rule-lines.ts';

const text = `assignments:
  - groups: Blue
    permissionSets: Admin

    # of this rule
    accounts:
      - dev
      - prod

  # of the next one
  - { groups: Green, permissionSets: Admin, accounts: dev }
  - groups: Red
    reason: |
      two
      lines
accountSets: {}
`.split('\n');

const last = (line: number, column: number): number =>
  lastLineOf({ line, column }, text.length, (at) => text[at - 1] ?? '');

it('ends a rule before what stands further to the left, and leaves comments to what is next', () => {
  expect([last(2, 5), last(11, 5), last(12, 5)]).toEqual([8, 11, 15]);
});

it('ends the last rule of a file where the file ends', () => {
  expect(lastLineOf({ line: 1, column: 1 }, 2, () => 'more')).toBe(2);
});
