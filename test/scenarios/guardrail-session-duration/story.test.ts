import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('session-duration: sessions in production are no longer than the maximum', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['grant NightShift shop-prod Ops'],
    done: ['create-permission-set NightShift', 'grant NightShift shop-dev Ops'],
  });
});
