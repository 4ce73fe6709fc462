import { describe, expect, it } from 'vitest';
import type { DriftCauses } from '../../../src/core/drift/cause.ts';
import { driftNews } from '../../../src/core/drift/drift-news.ts';
import { type DriftRecord, recordIn, recordLine } from '../../../src/core/drift/drift-record.ts';
import { driftReport } from '../../../src/core/drift/drift-report.ts';
import { sha256 } from '../../../src/core/plan/digest.ts';
import type { PermissionSetArn } from '../../../src/core/model/ids.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import type { Operation } from '../../../src/core/plan/operation.ts';
import { account, finding, grants, group, plan, revokes, user } from '../../report/build-plan.ts';

const prod = account('prod', 111122223333);
const ofGroup = revokes(group('Vendors'), 'Developer', [prod], { cause: 'drift' });
const ofUser = revokes(user('eve'), 'Developer', [prod], { cause: 'drift' });
const nobody: DriftCauses = { trail: { kind: 'not-asked' }, delegated: false, of: new Map() };

function found(
  operations: readonly Operation[],
  more: Parameters<typeof plan>[1] = {},
  unread: Snapshot['unread'] = [],
) {
  const digested = operations.map((one) => ({ ...one, digest: sha256(one.id) }));
  const digest = sha256(operations.map(({ id }) => id).join());
  const report = driftReport(plan(digested, { digest, ...more }), {
    unread,
    permissionSetNames: new Map([['ps-0123456789abcdef', 'Developer']]),
  });
  return { report, causes: nobody, adoption: null, adoptionUrl: null };
}

/** As an issue keeps it. */
function kept(record: DriftRecord): DriftRecord {
  const text = recordIn(`marker\n${recordLine(record)}\nwords`);
  if (text === null) throw new Error('the record cannot be read');
  return text;
}

const arn =
  'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef' as PermissionSetArn;
const first = driftNews(found([...ofGroup, ...ofUser]), null, '2026-11-02');

describe('what a run has to tell', () => {
  it('is a change the first time, and nothing new while it is the same', () => {
    expect(first.kind).toBe('changed');
    const next = driftNews(found([...ofGroup, ...ofUser]), kept(first.record), '2026-11-09');
    expect(next.kind).toBe('same');
    expect(new Set(next.since.values())).toEqual(new Set(['2026-11-02']));
  });

  it('is that nothing drifts only where all that was told was looked at', () => {
    const whole = { exhaustive: true };
    expect(driftNews(found([], whole), kept(first.record), '2026-11-03').kind).toBe('clean');
    const onlyUser = driftNews(found(ofUser, whole), null, '2026-11-02');
    const narrow = driftNews(found([], { exhaustive: false }), kept(onlyUser.record), '2026-11-03');
    expect(narrow).toMatchObject({ kind: 'out-of-sight', notLooked: 1 });
    expect(kept(narrow.record).entries).toEqual(onlyUser.record.entries);
  });

  it.each([
    [{ part: 'permission-set', arn, name: null, why: 'denied' }, 'out-of-sight'],
    [{ part: 'provisioned-accounts', arn, why: 'denied' }, 'out-of-sight'],
    [{ part: 'permission-set', arn, name: 'Another', why: 'denied' }, 'clean'],
    [{ part: 'access-control-attributes', why: 'denied' }, 'clean'],
  ] as const)('is clean only where what could not be read can hide nothing: %j', (part, kind) => {
    const halfRead = found([], { exhaustive: true }, [part]);
    expect(driftNews(halfRead, kept(first.record), '2026-11-03').kind).toBe(kind);
  });

  it('is clean only where everything that the files name could be resolved', () => {
    const told = (code: 'unknown-group' | 'set-owned-by-other') =>
      found([], {
        exhaustive: true,
        findings: [finding({ code, severity: 'error', headline: code })],
      });
    const missing = kept(first.record);
    for (const [code, notLooked] of [
      ['unknown-group', 2],
      ['set-owned-by-other', 0],
    ] as const) {
      const news = driftNews(told(code), missing, '2026-11-03');
      expect(news).toMatchObject({ kind: 'changed', notLooked });
      expect(driftNews(told(code), kept(news.record), '2026-11-04').kind).toMatch(
        /^(?:same|out-of-sight)$/,
      );
    }
  });

  it('is an undeclared permission set once, and again when it has become administrator-level', () => {
    const withSet = (administrator: string | null) =>
      found([], { undeclaredSets: [{ name: 'Rescue', arn, administrator }] });
    const one = driftNews(withSet(null), null, '2026-11-02');
    expect(one.kind).toBe('changed');
    expect(driftNews(withSet(null), kept(one.record), '2026-11-03').kind).toBe('same');
    const worse = driftNews(withSet('it holds everything'), kept(one.record), '2026-11-04');
    expect(worse.kind).toBe('changed');
    expect([...worse.since.values()]).toEqual(['2026-11-02']);
    expect(driftNews(found([]), kept(one.record), '2026-11-05').kind).toBe('clean');
    const hidden: Snapshot['unread'] = [
      { part: 'permission-set', arn, name: 'Rescue', why: 'denied' },
    ];
    expect(driftNews(found([], {}, hidden), kept(one.record), '2026-11-05').kind).toBe(
      'out-of-sight',
    );
  });

  it('is nothing new where the same part cannot be read in another session', () => {
    const denied = (session: string) =>
      finding({
        code: 'unread-part',
        severity: 'error',
        headline: `the accounts of "Vendor" could not be read: access-drift-${session} may not`,
      });
    const one = driftNews(found(ofGroup, { findings: [denied('101')] }), null, '2026-11-02');
    const next = found(ofGroup, { findings: [denied('102')] });
    expect(driftNews(next, kept(one.record), '2026-11-03').kind).toBe('same');
  });

  it('remembers what a narrower run did not look at, beside what it found', () => {
    const narrow = driftNews(
      found(ofGroup, { exhaustive: false }),
      kept(first.record),
      '2026-11-03',
    );
    expect(narrow).toMatchObject({ kind: 'changed', notLooked: 1 });
    expect(narrow.record.entries).toHaveLength(2);
  });

  it('is more where a cause became known, and not less where CloudTrail has forgotten it', () => {
    const run = found([...ofGroup, ...ofUser]);
    const [entry] = run.report.entries;
    const event = {
      eventId: 'e',
      name: 'CreateAccountAssignment',
      at: '2026-11-02T09:00:00Z',
      actor: { name: 'mallory', arn: null, console: true, from: null },
      errorCode: null,
      requestId: null,
      request: {},
    };
    const ended = (outcome: 'succeeded' | 'unknown') => ({
      ...nobody,
      of: new Map([
        [
          entry?.key ?? '',
          { kind: 'explained', whole: true, by: [{ event, outcome, applyRun: null }] } as const,
        ],
      ]),
    });
    const known = driftNews(
      { ...run, causes: ended('succeeded') },
      kept(first.record),
      '2026-11-03',
    );
    const forgotten = { ...run, causes: ended('unknown') };
    expect(driftNews(forgotten, kept(known.record), '2026-11-04').kind).toBe('same');
    expect(known.kind).toBe('more-known');
    expect(driftNews(run, kept(known.record), '2027-03-01').kind).toBe('same');
  });
});

it('an entry that had no room is not said to be new, once there is other drift', () => {
  const many = Array.from({ length: 900 }, (_, index) => account(`a${index}`, index));
  const before = revokes(group('Vendors'), 'Developer', many, { cause: 'drift' });
  const record = kept(driftNews(found(before), null, '2026-11-02').record);
  expect(record.forgets).toBe(true);
  expect(record.entries.length).toBeLessThan(900);
  const next = driftNews(found([...before, ...ofUser]), record, '2026-11-09');
  expect(new Set(next.since.values())).toEqual(new Set(['2026-11-02']));
  expect(next.since.size).toBe(record.entries.length);
  expect(kept(next.record).forgets).toBe(true);
});

it('a record is read back as it was written, and nothing else is taken for one', () => {
  expect(kept(first.record)).toEqual({
    ...first.record,
    entries: first.record.entries.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  });
  for (const text of ['', 'marker', recordLine(first.record).replace('2026', 'then')]) {
    expect(recordIn(text)).toBeNull();
  }
});

it.each([
  ['its end', { digest: null }],
  ['another digest', { digest: 'f'.repeat(64) }],
  ['no entries', { digest: 'f'.repeat(64), entries: [] }],
  [
    'entries of its own',
    {
      digest: null,
      entries: [
        { key: 'f'.repeat(12), since: '2001-01-01', cause: null, elusive: true, set: null },
      ],
    },
  ],
] satisfies readonly (readonly [string, Partial<DriftRecord>])[])(
  'a memory in which somebody wrote %s hides nothing that drifted, and is written anew',
  (_, change) => {
    const run = found([...ofGroup, ...ofUser]);
    const news = driftNews(run, kept({ ...first.record, ...change }), '2026-11-09');
    expect(news.record.digest).toBe(run.report.digest);
    const told = new Set(news.record.entries.map(({ key }) => key));
    for (const { key } of run.report.entries) expect(told.has(key)).toBe(true);
    expect(news.kind).toBe('changed');
  },
);

it('a memory holds days and hex digits alone, so that nobody brings words into the issue by it', () => {
  const line = recordLine(first.record);
  const [entry = ''] = first.record.entries.map(({ key }) => key);
  for (const text of ['@team', '<b>', '](https://evil.example)', '-->', '`', '2026-11-02 ']) {
    expect(recordIn(line.replace(entry, text))).toBeNull();
    expect(recordIn(line.replace('2026-11-02', text))).toBeNull();
  }
});

describe('what could not be decided', () => {
  const unknown = (name: string) =>
    finding({ severity: 'error', headline: `group "${name}" is not in the identity store` });
  const doubtful = (names: readonly string[], operations: readonly Operation[] = []) =>
    found(operations, { findings: names.map(unknown) });
  const one = driftNews(doubtful(['Team-1']), null, '2026-11-02');

  it('is told though nothing drifted, once, and again when it is another', () => {
    expect(one.kind).toBe('changed');
    expect(driftNews(doubtful(['Team-1']), kept(one.record), '2026-11-03').kind).toBe('same');
    expect(driftNews(doubtful(['Team-2']), kept(one.record), '2026-11-03').kind).toBe('changed');
    const closed = { ...one.record, digest: null, doubts: null };
    expect(driftNews(doubtful(['Team-1']), kept(closed), '2026-11-03').kind).toBe('changed');
  });

  it('is over with the run that decides it, and what then drifts is news', () => {
    const over = driftNews(doubtful([]), kept(one.record), '2026-11-03');
    expect(over).toMatchObject({ kind: 'clean', record: { digest: null, doubts: null } });
    expect(driftNews(doubtful([], ofGroup), kept(one.record), '2026-11-03').kind).toBe('changed');
  });

  it('is news beside drift that the issue tells, and its end opens no issue again', () => {
    const both = driftNews(doubtful(['Team-1'], ofGroup), null, '2026-11-02');
    const only = driftNews(doubtful([], ofGroup), null, '2026-11-02');
    const later = (names: readonly string[], before: DriftRecord) =>
      driftNews(doubtful(names, ofGroup), kept(before), '2026-11-03').kind;
    expect(later(['Team-1'], only.record)).toBe('changed');
    expect(later(['Team-1'], both.record)).toBe('same');
    expect(later([], both.record)).toBe('less');
  });

  it('keeps what an earlier run found, and what of it is gone afterwards is news to no closed issue', () => {
    const hidden = driftNews(
      doubtful(['Team-1']),
      kept(driftNews(found(ofGroup), null, '2026-11-02').record),
      '2026-11-03',
    );
    expect(hidden).toMatchObject({ kind: 'changed', notLooked: 1 });
    const back = driftNews(found(ofGroup), kept(hidden.record), '2026-11-04');
    expect(back.kind).toBe('changed');
    expect([...back.since.values()]).toEqual(['2026-11-02']);
    expect(driftNews(found([]), kept(hidden.record), '2026-11-04').kind).toBe('clean');
  });

  it('is told as missing nowhere where it could only not be read', () => {
    const denied = finding({
      code: 'unread-part',
      severity: 'error',
      headline: 'who holds permission set "Developer" in prod could not be read: denied',
    });
    const parts: Snapshot['unread'] = [
      { part: 'assignments', arn, accountId: prod.id, why: 'denied' },
    ];
    const blocked = { cause: 'drift', status: 'blocked', reason: 'it could not be read' } as const;
    const unseen = grants(group('Payments'), 'Developer', [prod], blocked);
    const seen = [
      ...grants(group('Payments'), 'Auditor', [prod], blocked),
      ...revokes(group('Vendors'), 'Developer', [prod], blocked),
    ];
    const { report } = found([...unseen, ...seen], { findings: [denied] }, parts);
    expect(report.unsure.map(({ id }) => id)).toEqual(unseen.map(({ id }) => id));
    expect(report.entries.flatMap(({ operations }) => operations.map(({ id }) => id))).toEqual(
      expect.arrayContaining(seen.map(({ id }) => id)),
    );
    expect(report.entries).toHaveLength(2);
    expect(driftNews(found(unseen, { findings: [denied] }, parts), null, '2026-11-02').kind).toBe(
      'changed',
    );
  });
});
