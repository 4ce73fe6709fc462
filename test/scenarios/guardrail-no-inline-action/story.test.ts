import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('no-inline-action: a policy that may pass roles is given to nobody, whatever pattern says so', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: ['grant Deploy shop-dev Ops'],
    done: ['create-permission-set Deploy', 'grant Developer shop-dev Ops'],
  });
});
