import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('no-administrators: production has no administrators but the group that is excepted', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['grant Administrator shop-prod Ops'],
    done: ['grant Developer shop-dev Ops'],
  });
});
