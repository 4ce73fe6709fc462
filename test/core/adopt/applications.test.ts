import { expect, test } from 'vitest';
import type { Live } from '../support/live.ts';
import { adopt, cannots, told } from './support/adopted.ts';

const settings = 'settings:\n  manage: { owner: platform }\n';
const rules = `applications:
  # Who pays.
  - groups: [Blue, Green]
    applications: [Payroll, Wiki] # both

  - groups: Red
    applications: Wiki
    reason: OPS-1
`;
const files = { 'access/settings.yaml': settings, 'access/apps.yaml': rules };

function live(payroll: readonly string[], wiki: readonly string[]): Live {
  return { applications: { Payroll: { assigned: payroll }, Wiki: { assigned: wiki } } };
}

const everybody = ['Blue', 'Green', 'Red'];

test('whoever was assigned to an application by hand gets a rule, one for all of them', () => {
  const groups = ['Blue', 'Green', 'Red', 'Grey'];
  const found = adopt(files, {
    ...live(['Blue', 'Green', 'Red', 'Grey'], everybody),
    groups,
  });
  expect(told(found.after)).toEqual([]);
  expect(found.texts['access/apps.yaml']).toBe(`${rules}
  # Found live in AWS and kept.
  - groups: [Grey, Red]
    applications: Payroll
`);
});

test('an assignment that is gone goes out of its rule, which is split where others stay', () => {
  const found = adopt(files, live(['Blue'], everybody));
  expect(told(found.after)).toEqual([]);
  expect(found.texts['access/apps.yaml']).toBe(`applications:
  # Who pays.
  - groups: [Blue]
    applications: [Payroll, Wiki] # both

  - groups: Green
    applications: Wiki

  - groups: Red
    applications: Wiki
    reason: OPS-1
`);
});

test('the last rule that names an application stays: without it nobody would look at that application', () => {
  const found = adopt(files, live([], everybody));
  expect(found.adoption.files.size).toBe(0);
  expect(cannots(found)).toEqual([expect.stringContaining('nobody would look at it again')]);
});

test('a whole rule goes where the application is still named by another', () => {
  const found = adopt(files, live(['Blue', 'Green'], ['Blue', 'Green']));
  expect(told(found.after)).toEqual([]);
  expect(found.texts['access/apps.yaml']).toBe(rules.slice(0, rules.indexOf('\n  - groups: Red')));
});
