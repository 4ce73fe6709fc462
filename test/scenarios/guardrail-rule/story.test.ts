import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('a rule of one\u2019s own keeps administrators out of production, however the accounts are called', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['grant Administrator shop-prod Ops'],
    done: ['grant Administrator shop-dev Ops', 'grant Developer shop-dev Ops'],
  });
});
