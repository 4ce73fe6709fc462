import { describe, expect, it } from 'vitest';
import { recordFrom, recordParts } from '../../../src/core/approval/record-text.ts';
import type { ReviewedRecord } from '../../../src/core/approval/reviewed-record.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import { sha256 } from '../../../src/core/plan/digest.ts';
import { rule } from '../support/files.ts';
import { planned } from '../support/planned.ts';

const record: ReviewedRecord = {
  version: 1,
  instance: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
  owner: 'platform',
  head: 'a'.repeat(40),
  plan: 'b'.repeat(64),
  operations: [sha256('1'), sha256('2')],
  sets: { Admin: { before: {}, after: { sessionDuration: sha256('3') } } },
};
const large = {
  ...record,
  operations: Array.from({ length: 700 }, (_, index) => sha256(String(index))),
};

describe('a record as text', () => {
  it('comes back as it was', () => {
    expect(recordFrom(recordParts(record, 18_000))).toEqual(record);
  });

  it('comes back from among other text, with line ends as GitHub may make them', () => {
    const [part = ''] = recordParts(record, 18_000);
    expect(recordFrom([`# Plan\r\n\r\ntext ${part}\r\n${part}\r\nmore`])).toEqual(record);
  });

  it('comes back from several comments in any order', () => {
    const parts = recordParts(large, 4000);
    expect(parts.length).toBeGreaterThan(10);
    expect(recordFrom(parts.toReversed())).toEqual(large);
  });

  it.each([300, 4000, 18_000, 65_000])('keeps each part within a limit of %i', (limit) => {
    for (const part of recordParts(large, limit)) expect(part.length).toBeLessThanOrEqual(limit);
    expect(recordFrom(recordParts(large, limit))).toEqual(large);
  });

  it.each([
    '-->',
    '--!>',
    'constructor',
    '@everyone',
    '#1',
    '\u202Eesrever',
    '\uD800',
    '𝔸dmin',
    '"\\',
  ])('survives a set called %j, and lets nothing of it out', (name) => {
    const sets = Object.fromEntries([[name, record.sets['Admin'] ?? { before: {}, after: {} }]]);
    const hostile = { ...record, sets };
    const parts = recordParts(hostile, 18_000);
    for (const part of parts) {
      expect(part).toMatch(/^<!-- [A-Za-z0-9+/=:. -]+ -->$/);
      expect(part.slice(4, -3)).not.toContain('--');
    }
    expect(recordFrom(parts)).toEqual(hostile);
  });
});

describe('a record that is not whole', () => {
  const parts = recordParts(large, 4000);
  const [first = '', second = ''] = parts;

  it.each<[string, readonly string[]]>([
    ['nothing', []],
    ['no record', ['# Plan']],
    ['a part is missing', parts.toSpliced(3, 1)],
    ['the first part is missing', parts.slice(1)],
    ['a part is cut', [first.slice(0, -10), ...parts.slice(1)]],
    [
      'a part is another',
      [first, second.replace(/ \S{20}/, ` ${'A'.repeat(20)}`), ...parts.slice(2)],
    ],
    ['one digit is another', [...parts.slice(0, -1), flip(parts.at(-1) ?? '')]],
    ['the digest is another', parts.map((part) => part.replace(/[0-9a-f]{64}/, sha256('x')))],
    ['the numbers are another', parts.map((part) => part.replace(/\/\d+ /, '/2 '))],
    ['it is not a line of its own', parts.map((part) => `text ${part}`)],
  ])('counts for nothing: %s', (_what, bodies) => {
    expect(recordFrom(bodies)).toBeNull();
  });

  it('is not made whole by parts of another', () => {
    const other = recordParts({ ...large, head: 'c'.repeat(40) }, 4000);
    expect(recordFrom([first, ...other.slice(1)])).toBeNull();
  });

  it('does not hide a whole one beside it: leftovers of another are passed over', () => {
    const other = recordParts({ ...large, head: 'c'.repeat(40) }, 4000);
    expect(recordFrom([...parts, ...other.slice(1)])).toEqual(large);
  });

  it.each<[string, unknown]>([
    ['another version', { ...record, version: 2 }],
    ['something more', { ...record, more: true }],
    ['a digest too short', { ...record, operations: ['abc'] }],
    ['no head', { ...record, head: undefined }],
    ['a list', [record]],
    ['null', null],
  ])('counts for nothing with a right digest and %s', (_what, value) => {
    const text = btoa(JSON.stringify(value));
    const line = `<!-- identity-center-reconciler:record 1/1 ${sha256(text)} ${text} -->`;
    expect(recordFrom([line])).toBeNull();
  });

  it('counts for nothing where it is no JSON, or no base64', () => {
    for (const text of [btoa('not json'), 'A', '====']) {
      const line = `<!-- identity-center-reconciler:record 1/1 ${sha256(text)} ${text} -->`;
      expect(recordFrom([line])).toBeNull();
    }
  });
});

function flip(part: string): string {
  const at = part.length - 12;
  return part.slice(0, at) + (part[at] === 'A' ? 'B' : 'A') + part.slice(at + 1);
}

describe('recordOf', () => {
  const base = { permissionSets: { Admin: {}, Read: {} } };
  const live = { sets: { Admin: {}, Read: {} }, grants: ['Red Read prod'] };
  const built = planned({
    live,
    head: {
      permissionSets: { Admin: { sessionDuration: '2h' }, Read: {} },
      assignments: [rule('Blue', 'Read', 'dev')],
    },
    base,
  });

  it('holds what a merge would apply, and the parts of the sets that it writes', () => {
    const { operations, sets, ...rest } = recordOf(built);
    const changes = built.plan.operations.filter(({ cause }) => cause === 'change');
    expect(operations).toEqual(changes.map(({ digest }) => digest).toSorted());
    expect(Object.keys(sets)).toEqual(['Admin']);
    expect(rest).toMatchObject({ plan: built.plan.digest, head: built.plan.head });
  });

  it('holds no drift and nothing blocked', () => {
    const drift = built.plan.operations.filter(({ cause }) => cause === 'drift');
    expect(drift).toHaveLength(1);
    expect(recordOf(built).operations).not.toContain(drift[0]?.digest);
    const blocked = planned({
      live: { ...live, delegated: true },
      head: { ...base, assignments: [rule('Blue', 'Read', 'management')] },
      base,
    });
    expect(recordOf(blocked).operations).toEqual([]);
  });

  it('holds nothing that was merged earlier: that was reviewed, or not, in its own pull request', () => {
    const earlier = { ...base, assignments: [rule('Blue', 'Read', 'dev')] };
    const pending = planned({ live, head: earlier, base: earlier, lastApplied: base });
    expect(pending.plan.operations.some(({ cause }) => cause === 'pending')).toBe(true);
    expect(recordOf(pending).operations).toEqual([]);
  });
});
