import { expect, test } from 'vitest';
import { type AskedPage, lookUpEvents } from '../../../src/adapters/aws/read/look-up-events.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { PortError } from '../../../src/ports/port-error.ts';

const begin = Date.parse('2026-11-02T09:00:00Z');
const question = {
  names: ['Rare', 'Common'],
  since: '2026-10-01T00:00:00.000Z',
  until: '2026-11-02T09:00:00.000Z',
};

/** A history with one event a second of `Common`, newest first, and one of `Rare`; each page takes `takes`. */
function history(takes = 500) {
  let now = begin;
  const asked: string[] = [];
  const clock: Clock = {
    now: () => now,
    sleep: (_milliseconds, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
      }),
  };
  const eventAt = (name: string, at: number, id: string) => ({
    at: new Date(at).toISOString(),
    record: JSON.stringify({
      eventID: id,
      eventName: name,
      eventTime: new Date(at).toISOString(),
      eventSource: 'sso.amazonaws.com',
    }),
  });
  const askPage = ({ name, token = '0' }: AskedPage) => {
    asked.push(`${name} ${token}`);
    now += takes;
    if (name === 'Rare') {
      return Promise.resolve({ events: [eventAt(name, begin - 5000, 'rare')], next: null });
    }
    const first = Number(token);
    const events = Array.from({ length: 50 }, (_, index) =>
      eventAt(name, begin - (first + index) * 1000, `common ${first + index}`),
    );
    return Promise.resolve({ events, next: String(first + 50) });
  };
  return { clock, asked, askPage };
}

test('asks always of what was read the least far back, and stops at thirty pages', async () => {
  const { clock, asked, askPage } = history();
  const { events, reach } = await lookUpEvents(question, askPage, clock);
  expect(asked.slice(0, 3)).toEqual(['Rare 0', 'Common 0', 'Common 50']);
  expect(asked).toHaveLength(30);
  expect(events).toHaveLength(29 * 50 + 1);
  expect(reach.why).toContain('no more than 30 pages');
  // Of the oldest event's second there may be more on the next page.
  expect(Date.parse(reach.since)).toBe(begin - 1449 * 1000 + 1000);
});

test('stops after half a minute, and reaches as far as the name of which it knows the least', async () => {
  const { clock, asked, askPage } = history(12_000);
  const { events, reach } = await lookUpEvents(question, askPage, clock);
  expect(asked).toHaveLength(3);
  expect(events[0]?.at).toBe('2026-11-02T09:00:00.000Z');
  expect(reach.why).toContain('30 s');
  expect(Date.parse(reach.since)).toBe(begin - 99_000 + 1000);
});

test('has seen nothing of a name that was not asked for any more', async () => {
  const { clock, askPage } = history(40_000);
  const { reach } = await lookUpEvents(question, askPage, clock);
  expect(reach.since).toBe(question.until);
});

test('counts what it cannot read, and leaves out what others call the same', async () => {
  const { clock } = history();
  const other = { eventID: '1', eventName: 'TagResource', eventTime: '2026-11-02T08:00:00Z' };
  const records = [
    '{',
    null,
    JSON.stringify({ ...other, eventSource: 'ec2.amazonaws.com' }),
    JSON.stringify({ ...other, eventSource: 'sso.amazonaws.com', userIdentity: 'odd' }),
  ];
  const { events, reach } = await lookUpEvents(
    question,
    ({ name }) =>
      Promise.resolve({
        events: name === 'Rare' ? records.map((record) => ({ at: null, record })) : [],
        next: null,
      }),
    clock,
  );
  expect(events).toMatchObject([{ actor: { name: 'unknown', arn: null, console: null } }]);
  expect(reach).toEqual({ since: question.since, why: '2 events could not be read' });
});

test('rejects where the first page fails, and keeps what it has where another one does', async () => {
  const { clock, askPage } = history();
  const denied = new PortError('access-denied', 'cloudtrail:LookupEvents', 'denied to role plan');
  const never = lookUpEvents(question, () => Promise.reject(denied), clock);
  await expect(never).rejects.toBe(denied);
  const { events, reach } = await lookUpEvents(
    question,
    (page) => (page.token === '50' ? Promise.reject(denied) : askPage(page)),
    clock,
  );
  expect([events.length, reach.why]).toEqual([51, 'denied to role plan']);
});

test('tells who it was by the session, the user, the service or the account', async () => {
  const { clock } = history();
  const identities = [
    { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/Role/run-7', principalId: 'AROA:x' },
    { type: 'IAMUser', arn: 'arn:aws:iam::1:user/path/ada', userName: 'ada' },
    { type: 'Root', accountId: '111122223333', arn: 'arn:aws:iam::111122223333:root' },
    { type: 'AWSService', invokedBy: 'sso.amazonaws.com' },
    { type: 'IdentityCenterUser', accountId: '1', onBehalfOf: { userId: '94d00cd8' } },
    { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/Role/evil\u202e\u001b[2J' },
  ];
  const page = identities.map((userIdentity, index) => ({
    at: null,
    record: JSON.stringify({
      eventID: String(index),
      eventName: 'Rare',
      eventTime: '2026-11-02T08:00:00Z',
      eventSource: 'sso.amazonaws.com',
      userIdentity,
    }),
  }));
  const { events } = await lookUpEvents(
    { ...question, names: ['Rare'] },
    () => Promise.resolve({ events: page, next: null }),
    clock,
  );
  expect(events.map(({ actor }) => actor.name)).toEqual([
    'run-7',
    'ada',
    'root of 111122223333',
    'sso.amazonaws.com',
    '94d00cd8',
    'evil [2J',
  ]);
});
