import { test } from 'vitest';
import { playLimit } from '../harness/play-limit.ts';

test('more grants than maxGrants allows are stopped, and a review could allow them', async () => {
  await playLimit(import.meta.dirname, { grants: '12' });
});
