import { expect, it } from 'vitest';
import { causeLines } from '../../src/report/drift-cause-words.ts';

it.each([
  [true, '`ann` in the console'],
  [false, '`ann` through the API'],
  [null, '`ann` '],
])('says the way of a call only where it is known (%s)', (console, start) => {
  const event = {
    eventId: '1',
    name: 'CreateAccountAssignment',
    at: '2026-11-02T09:00:00Z',
    actor: { name: 'ann', arn: null, console, from: null },
    errorCode: null,
    requestId: null,
    request: {},
  };
  const by = [{ event, outcome: 'succeeded', applyRun: null }] as const;
  const view = { isPublicRepository: false, repositoryUrl: null };
  const [line = ''] = causeLines([{ kind: 'explained', whole: true, by }], view);
  expect(line).toContain(`by ${start}`);
  expect(/console|API/.test(line)).toBe(console !== null);
});
