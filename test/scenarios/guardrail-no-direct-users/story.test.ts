import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('no-direct-users: a user gets nothing in person', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['grant Developer shop-dev zoe'],
    done: ['grant Developer shop-dev Ops'],
  });
});
