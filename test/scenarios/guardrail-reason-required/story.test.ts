import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('reason-required: nothing is given in production without a reason', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['grant Developer shop-prod Ops'],
    done: ['grant Developer shop-dev Ops'],
  });
});
