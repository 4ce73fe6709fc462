import { describe, expect, it } from 'vitest';
import { approve } from '../../../src/core/approval/approve.ts';
import { recordOf, type ReviewedRecord } from '../../../src/core/approval/reviewed-record.ts';
import { type Files, rule } from '../support/files.ts';
import type { LiveSet } from '../support/live.ts';
import { managed } from '../support/live.ts';
import { line, planned, type Story } from '../support/planned.ts';

const recordFor = (story: Story): ReviewedRecord => recordOf(planned(story));

/** What a later run may do with what is live by then. */
function decided(story: Story, ...records: readonly ReviewedRecord[]): string[] {
  const { plan, approved } = approve(planned(story), {
    kind: 'reviewed',
    records,
    newAccounts: 'report',
  });
  return plan.operations.map((each) => `${approved.has(each.id) ? 'do' : 'not'} ${line(each)}`);
}

const before: Files = {
  permissionSets: { Admin: { sessionDuration: '1h', managedPolicies: ['A', 'B'] } },
  assignments: [rule('Blue', 'Admin', 'dev')],
};
const after: Files = {
  permissionSets: {
    Admin: {
      sessionDuration: '2h',
      description: 'New',
      managedPolicies: ['B', 'C', 'D'],
      tags: { team: 'a' },
    },
  },
  assignments: [rule('Blue', 'Admin', 'dev')],
};
const live = (set: LiveSet) => ({ sets: { Admin: set }, grants: ['Blue Admin dev'] });
const policies = (...names: readonly string[]) => names.map(managed);
const untouched: LiveSet = {
  content: { sessionDuration: 3600, managedPolicies: policies('A', 'B') },
};
const story = { live: live(untouched), head: after, base: before };
const record = recordFor(story);
const both = ['do change provision-permission-set Admin', 'do change update-permission-set Admin'];

describe('an edit that was interrupted stays reviewed', () => {
  it.each<[string, LiveSet]>([
    ['before the first write', untouched],
    [
      'after the scalars',
      {
        content: {
          sessionDuration: 7200,
          description: 'New',
          managedPolicies: policies('A', 'B'),
        },
      },
    ],
    [
      'after a detachment',
      { content: { sessionDuration: 7200, description: 'New', managedPolicies: policies('B') } },
    ],
    [
      'between two attachments',
      { content: { sessionDuration: 7200, managedPolicies: policies('B', 'D') } },
    ],
    ['in any order', { content: untouched.content ?? {}, tags: { team: 'a' } }],
  ])('%s', (_when, set) => {
    expect(decided({ ...story, live: live(set) }, record)).toEqual(both);
  });

  it('after the last write: the re-provisioning belongs to it', () => {
    const set = {
      content: {
        sessionDuration: 7200,
        description: 'New',
        managedPolicies: policies('B', 'C', 'D'),
      },
      tags: { team: 'a' },
    };
    const world = { ...live(set), stale: ['Admin dev'] };
    expect(decided({ ...story, live: world }, record)).toEqual([
      'do change provision-permission-set Admin',
    ]);
  });

  it("whatever other people's tags do", () => {
    const set = { ...untouched, tags: { costs: '42' } };
    expect(decided({ ...story, live: live(set) }, record)).toEqual(both);
  });
});

describe('an edit is held where one part lives neither as before nor as after', () => {
  it.each<[string, LiveSet]>([
    ['a scalar', { content: { ...untouched.content, sessionDuration: 10_800 } }],
    [
      'one policy more',
      { content: { sessionDuration: 3600, managedPolicies: policies('A', 'B', 'Z') } },
    ],
    ['an inline policy', { content: { ...untouched.content, inlinePolicy: '{"Statement":[]}' } }],
    [
      'a boundary',
      {
        content: {
          ...untouched.content,
          permissionsBoundary: { kind: 'aws-managed', arn: managed('Z') },
        },
      },
    ],
    ['a declared tag', { ...untouched, tags: { team: 'z' } }],
  ])('%s', (_what, set) => {
    expect(decided({ ...story, live: live(set) }, record)).toEqual([
      'not change provision-permission-set Admin (held)',
      'not change update-permission-set Admin (held)',
    ]);
  });

  it('or where head asks for something else than was reviewed', () => {
    const head: Files = { ...after, permissionSets: { Admin: { sessionDuration: '3h' } } };
    expect(decided({ ...story, head }, record)).toContain(
      'not change update-permission-set Admin (held)',
    );
  });
});

describe('a set that was half made stays reviewed', () => {
  const head: Files = {
    permissionSets: { New: { managedPolicies: ['A'], tags: { team: 'a' } } },
    assignments: [rule('Blue', 'New', 'dev')],
  };
  const shown = recordFor({ head, base: {} });

  it('as what is left to write', () => {
    const half = { sets: { New: { tags: { team: 'a' } } } };
    expect(decided({ live: half, head, base: {} }, shown)).toEqual([
      'do change grant New dev Blue',
      'do change update-permission-set New',
    ]);
  });

  it('but not where somebody gave it something else', () => {
    const half = { sets: { New: { content: { managedPolicies: policies('Z') } } } };
    expect(decided({ live: half, head, base: {} }, shown)).toEqual([
      'not change grant New dev Blue (held)',
      'not change update-permission-set New (held)',
    ]);
  });

  it('but not what strangers hold where it appeared without our tag', () => {
    const content = { managedPolicies: policies('A') };
    const foreign = { sets: { New: { owner: null, content } }, grants: ['Red New dev'] };
    expect(decided({ live: foreign, head, base: {} }, shown)).toContain(
      'not drift revoke New dev Red',
    );
  });
});

describe('an adoption that was interrupted', () => {
  const head: Files = { permissionSets: { Admin: { sessionDuration: '2h' } } };
  const unowned = { sets: { Admin: { owner: null } }, grants: ['Red Admin dev'] };
  const shown = recordFor({ live: unowned, head, base: {} });

  it('stays reviewed with the edit and the revocations it causes', () => {
    const adopted = { sets: { Admin: {} }, grants: ['Red Admin dev'] };
    expect(decided({ live: adopted, head, base: {} }, shown)).toEqual([
      'do change provision-permission-set Admin',
      'do change revoke Admin dev Red',
      'do change update-permission-set Admin',
    ]);
  });

  it('does not cover a stranger who came since', () => {
    const adopted = { sets: { Admin: {} }, grants: ['Red Admin dev', 'Green Admin dev'] };
    expect(decided({ live: adopted, head, base: {} }, shown)).toContain(
      'not drift revoke Admin dev Green',
    );
  });
});

describe('parts reviewed in two pull requests', () => {
  const start: Files = { permissionSets: { Admin: {} } };
  const first: Files = { permissionSets: { Admin: { sessionDuration: '2h' } } };
  const second: Files = {
    permissionSets: { Admin: { sessionDuration: '2h', managedPolicies: ['A'] } },
  };
  const world = { sets: { Admin: {} }, grants: ['Blue Admin dev'] };
  const one = recordFor({ live: world, head: first, base: start });
  const two = recordFor({
    live: world,
    head: { permissionSets: { Admin: { managedPolicies: ['A'] } } },
    base: start,
  });

  it('are approved together', () => {
    const update = 'change update-permission-set Admin';
    const merged = { live: world, head: second, base: start };
    expect(decided(merged, one, two)).toContain(`do ${update}`);
    expect(decided(merged, one)).toContain(`not ${update} (held)`);
    expect(decided(merged, two)).toContain(`not ${update} (held)`);
  });
});
