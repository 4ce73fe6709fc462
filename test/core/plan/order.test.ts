import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/core/plan/operation.ts';
import { stagesOf } from '../../../src/core/plan/stages.ts';
import { type Files, rule } from '../support/files.ts';
import { line, planned, type Story } from '../support/planned.ts';

/** Stages as lines without causes, in their order. */
function stages(story: Story): string[][] {
  const { plan } = planned({ withDrift: true, ...story });
  return stagesOf(plan.operations).map((stage) => stage.map(words));
}

function words(operation: Operation): string {
  return line(operation).slice(operation.cause.length + 1);
}

const hours = (admin: string, read = '1h'): Files['permissionSets'] & object => ({
  Admin: { sessionDuration: admin },
  Read: { sessionDuration: read },
});
const files = (
  permissionSets: NonNullable<Files['permissionSets']>,
  ...assignments: NonNullable<Files['assignments']>
): Files => ({ permissionSets, assignments });
const bare = { Admin: {}, Read: {} };

describe('the order of applying', () => {
  it('makes a set whole before anybody is granted it', () => {
    const head = files({ New: {} }, rule(['Blue', 'Red'], 'New', 'dev'));
    expect(stages({ head })).toEqual([
      ['create-permission-set New'],
      ['grant New dev Blue', 'grant New dev Red'],
    ]);
  });

  it('revokes from a set before its edit, re-provisions once, then grants', () => {
    const live = { sets: bare, grants: ['Red Admin dev', 'Green Admin prod'] };
    const base = files(hours('1h'), rule('Red', 'Admin', 'dev'), rule('Green', 'Admin', 'prod'));
    const head = files(hours('2h'), rule('Green', 'Admin', 'prod'), rule('Blue', 'Admin', 'test'));
    expect(stages({ live, head, base })).toEqual([
      ['revoke Admin dev Red'],
      ['update-permission-set Admin'],
      ['provision-permission-set Admin'],
      ['grant Admin test Blue'],
    ]);
  });

  it('revokes after the grant that replaces the same account and set, even around an edit', () => {
    const live = { sets: bare, grants: ['Red Admin dev'] };
    const base = files(hours('1h'), rule('Red', 'Admin', 'dev'));
    const head = files(hours('2h'), rule('Blue', 'Admin', 'dev'));
    expect(stages({ live, head, base })).toEqual([
      ['update-permission-set Admin'],
      ['provision-permission-set Admin'],
      ['grant Admin dev Blue'],
      ['revoke Admin dev Red'],
    ]);
  });

  it('revokes after all grants where no set is edited', () => {
    const live = { sets: bare, grants: ['Red Admin dev'] };
    const base = files(hours('1h'), rule('Red', 'Admin', 'dev'));
    const head = files(hours('1h'), rule('Blue', 'Read', 'prod'));
    expect(stages({ live, head, base })).toEqual([
      ['grant Read prod Blue'],
      ['revoke Admin dev Red'],
    ]);
  });

  it('gives who moves to another set that set first, and then edits the one that was left', () => {
    const live = { sets: bare, grants: ['Red Admin dev'] };
    const base = files(hours('1h'), rule('Red', 'Admin', 'dev'));
    const head = files(hours('2h'), rule('Red', 'Read', 'dev'));
    expect(stages({ live, head, base })).toEqual([
      ['grant Read dev Red'],
      ['revoke Admin dev Red'],
      ['update-permission-set Admin'],
      ['provision-permission-set Admin'],
    ]);
  });

  it('has no circle where two edited sets swap people: one revocation goes first', () => {
    const live = { sets: bare, grants: ['Red Admin dev', 'Blue Read dev'] };
    const base = files(hours('1h'), rule('Red', 'Admin', 'dev'), rule('Blue', 'Read', 'dev'));
    const head = files(hours('2h', '2h'), rule('Red', 'Read', 'dev'), rule('Blue', 'Admin', 'dev'));
    const order = stages({ live, head, base }).flat();
    expect(order).toHaveLength(8);
    for (const [first, then] of [
      ['update-permission-set Admin', 'provision-permission-set Admin'],
      ['provision-permission-set Admin', 'grant Admin dev Blue'],
      ['grant Admin dev Blue', 'revoke Admin dev Red'],
      ['grant Read dev Red', 'revoke Read dev Blue'],
      ['grant Read dev Red', 'revoke Admin dev Red'],
    ] as const) {
      expect(order.indexOf(first)).toBeGreaterThanOrEqual(0);
      expect(order.indexOf(first)).toBeLessThan(order.indexOf(then));
    }
  });

  it('has no circle where edited sets swap people in different accounts', () => {
    const live = {
      sets: bare,
      grants: ['Red Admin dev', 'Blue Read dev', 'Green Admin prod', 'Green Read test'],
    };
    const base = files(
      hours('1h'),
      rule('Red', 'Admin', 'dev'),
      rule('Blue', 'Read', 'prod'),
      rule('Green', 'Admin', 'prod'),
    );
    const moved = files(
      hours('2h', '2h'),
      rule('Red', 'Read', 'dev'),
      rule('Green', 'Read', 'prod'),
      rule('Green', 'Admin', 'test'),
    );
    const { plan } = planned({ live, head: moved, base, withDrift: true });
    const order = stagesOf(plan.operations).map((stage) => stage.map(({ id }) => id));
    const stageOf = (id: string): number => order.findIndex((stage) => stage.includes(id));
    expect(order.flat()).toHaveLength(plan.operations.length);
    for (const { id, requires } of plan.operations) {
      for (const needed of requires) {
        expect(stageOf(needed)).toBeGreaterThanOrEqual(0);
        expect(stageOf(needed)).toBeLessThan(stageOf(id));
      }
    }
  });

  it('deletes last, after its revocations; gives up last', () => {
    const live = { sets: { ...bare, Old: {} }, grants: ['Red Admin dev'] };
    const base = files({ ...hours('1h'), Old: {} }, rule('Red', 'Admin', 'dev'));
    const head: Files = {
      permissionSets: { Read: { sessionDuration: '1h' } },
      assignments: [rule('Blue', 'Read', 'prod')],
      manage: { release: ['Old'] },
    };
    expect(stages({ live, head, base })).toEqual([
      ['grant Read prod Blue'],
      ['revoke Admin dev Red'],
      ['delete-permission-set Admin', 'release-permission-set Old'],
    ]);
  });

  it('adopts, then edits', () => {
    const live = { sets: { Admin: { owner: null } } };
    const head = files({ Admin: { sessionDuration: '2h' } });
    expect(stages({ live, head })).toEqual([
      ['adopt-permission-set Admin'],
      ['update-permission-set Admin'],
    ]);
  });

  it('grants the new name of a renamed set before it revokes the old', () => {
    const live = { sets: { Old: {} }, grants: ['Red Old dev', 'Blue Old dev'] };
    const base = files({ Old: {} }, rule(['Red', 'Blue'], 'Old', 'dev'));
    const head = files({ New: { renamedFrom: 'Old' } }, rule('Red', 'New', 'dev'));
    expect(stages({ live, head, base })).toEqual([
      ['create-permission-set New'],
      ['grant New dev Red'],
      ['revoke Old dev Blue', 'revoke Old dev Red'],
      ['delete-permission-set Old'],
    ]);
  });

  it('revokes drift from a set before its edit, where a digest approved both', () => {
    const live = { sets: bare, grants: ['Red Admin dev'] };
    const base = files(hours('1h'));
    const head = files(hours('2h'));
    expect(stages({ live, head, base })).toEqual([
      ['revoke Admin dev Red'],
      ['update-permission-set Admin'],
      ['provision-permission-set Admin'],
    ]);
  });

  it('revokes where a role is stale before it is brought to the new content', () => {
    const live = { sets: bare, grants: ['Red Admin dev', 'Blue Admin dev'], stale: ['Admin dev'] };
    const base = files(hours('1h'), rule(['Red', 'Blue'], 'Admin', 'dev'));
    const head = files(hours('1h'), rule('Blue', 'Admin', 'dev'));
    expect(stages({ live, head, base })).toEqual([
      ['revoke Admin dev Red'],
      ['provision-permission-set Admin'],
    ]);
  });
});

describe('what an operation requires', () => {
  it('is the grant to the same principal in the same account, for a revocation', () => {
    const live = { sets: bare, grants: ['Red Admin dev'] };
    const base = files(hours('1h'), rule('Red', 'Admin', 'dev'));
    const head = files(hours('1h'), rule('Red', 'Read', 'dev'), rule('Blue', 'Read', 'dev'));
    const { plan } = planned({ live, head, base });
    const revoke = plan.operations.find(({ kind }) => kind === 'revoke');
    expect(revoke?.requires.map((id) => id.split(' ').at(-1))).toEqual(['group-Red']);
  });
});
