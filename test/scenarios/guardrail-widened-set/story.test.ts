import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('a set that people have in production is not widened to an administrator\u2019s', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['provision-permission-set Developer', 'update-permission-set Developer'],
    done: [],
  });
});
