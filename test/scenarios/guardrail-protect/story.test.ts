import { test } from 'vitest';
import { playGuardrail } from '../harness/play-guardrail.ts';

test('what is protected is not revoked, and the rest of the change is done', async () => {
  await playGuardrail(import.meta.dirname, {
    refused: [
      'revoke Administrator shop-dev BreakGlass-Admins',
      'revoke Administrator shop-prod BreakGlass-Admins',
    ],
    done: ['grant Developer shop-dev Ops'],
  });
});
