import { expect, test } from 'vitest';
import { refusal } from '../../../src/adapters/github/refusal.ts';

const call = {
  route: 'POST /repos/{owner}/{repo}/issues',
  permission: 'issues: write',
  repeat: 'always',
} as const;

test('issues that are turned off are told as that, and not as a lack of the token', () => {
  const { kind, help } = refusal(call, 410, 'Issues has been disabled in this repository.');
  expect(kind).toBe('not-found');
  expect(help).toContain('turn issues on');
  expect(refusal(call, 410, 'Issues are disabled for this repo').help).toContain('turn issues on');
  expect(refusal(call, 410, 'This diff was deleted').help).toBeNull();
  expect(refusal(call, 404, 'Not Found').help).toContain('issues: write');
});
