import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('group-size: a group of one is a person, and gets nothing', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['grant Developer shop-dev Solo'],
    done: ['grant Developer shop-dev Ops'],
  });
});
