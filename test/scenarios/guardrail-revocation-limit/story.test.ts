import { test } from 'vitest';
import { playLimit } from '../harness/play-limit.ts';

test('more revocations than a quarter are stopped, and the grant beside them is made', async () => {
  await playLimit(import.meta.dirname, { revokes: '8' });
});
