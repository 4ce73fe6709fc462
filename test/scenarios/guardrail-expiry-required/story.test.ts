import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('expiry-required-for-administrators: whoever becomes an administrator ceases to be one', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['grant Administrator shop-dev Ops'],
    done: ['grant Administrator shop-dev Payments'],
  });
});
