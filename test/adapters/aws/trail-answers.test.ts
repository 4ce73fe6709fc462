import { expect, test } from 'vitest';
import { readRecord } from '../../../src/adapters/aws/answers/trail-answers.ts';

test.each([
  ['a browser', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' }, true],
  ['a session of the console', { sessionCredentialFromConsole: 'true', userAgent: 'x' }, true],
  ['a program', { userAgent: 'aws-cli/2.31.0' }, false],
  ['AWS for somebody', { userAgent: 'AWS Internal', sourceIPAddress: 'AWS Internal' }, null],
  ['nothing said', {}, null],
])('a call of %s is told by no other way than the record shows', (_, said, console) => {
  const record = {
    eventID: '1',
    eventName: 'CreateAccountAssignment',
    eventTime: '2026-03-01T12:00:00Z',
    eventSource: 'sso.amazonaws.com',
    ...said,
  };
  expect(readRecord(JSON.stringify(record))).toMatchObject({ actor: { console } });
});
