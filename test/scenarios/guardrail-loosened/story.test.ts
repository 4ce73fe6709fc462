import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('a change that loosens the rule that it breaks is judged by the rule as it was', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['grant Administrator shop-prod Ops'],
    done: ['grant Developer shop-dev Ops'],
  });
});
