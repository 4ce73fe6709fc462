import { expect, test } from 'vitest';
import { driftBranch } from '../../../src/core/adopt/drift-branch.ts';
import type { InstanceArn } from '../../../src/core/model/ids.ts';

const instance = 'arn:aws:sso:::instance/ssoins-0123456789abcdef' as InstanceArn;

test('the branch of a drift run is one below identity-center/drift-, whatever its owner is called', () => {
  const owners = [
    'platform',
    'main',
    '../main',
    'a b',
    'a.b',
    'x/../../heads/main',
    '',
    'é'.repeat(90),
  ];
  const branches = owners.map((owner) => driftBranch(owner, instance));
  for (const branch of branches) {
    expect(branch).toMatch(/^identity-center\/drift-[A-Za-z0-9_-]{0,69}-ssoins-0123456789abcdef$/);
  }
  expect(new Set(branches).size).toBe(owners.length);
});
