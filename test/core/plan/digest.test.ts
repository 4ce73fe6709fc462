import { describe, expect, it } from 'vitest';
import { contentDigest, operationDigest, planDigest } from '../../../src/core/plan/digest.ts';
import type { Operation } from '../../../src/core/plan/operation.ts';
import { type Files, rule } from '../support/files.ts';
import { accountId, accounts, instance, managed, plain, snapshotOf } from '../support/live.ts';
import { operationOf, planned, plannedOn } from '../support/planned.ts';

const set: Files = { permissionSets: { Admin: {} } };
const live = { sets: { Admin: {} } };
const granted: Files = { ...set, assignments: [rule('Blue', 'Admin', 'dev')] };

describe('the digest of an operation', () => {
  const operation: Parameters<typeof operationDigest>[1] = {
    kind: 'grant',
    account: { id: accountId('dev'), name: 'dev' },
    permissionSet: 'Admin',
    principal: { type: 'GROUP', id: 'group-Blue', name: 'Blue', entraObjectId: null },
    before: null,
    after: { assigned: true },
  };
  const digest = operationDigest(instance, operation);

  it('is 64 hexadecimal digits', () => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  const principal = { type: 'GROUP', id: 'group-Blue', name: 'Blue', entraObjectId: null } as const;
  it.each<[string, Partial<Operation>]>([
    ['kind', { kind: 'revoke' }],
    ['account', { account: { id: accountId('prod'), name: 'dev' } }],
    ['set', { permissionSet: 'Read' }],
    ['principal', { principal: { ...principal, id: 'group-Red' } }],
    ['principal type', { principal: { ...principal, type: 'USER' } }],
    ['Entra object id', { principal: { ...principal, entraObjectId: 'group-Green' } }],
    ['before', { before: { assigned: true } }],
    ['after', { after: null }],
  ])('is another with another %s', (_what, other) => {
    expect(operationDigest(instance, { ...operation, ...other })).not.toBe(digest);
  });

  it('is the same with another name of account or principal', () => {
    const renamed = {
      ...operation,
      account: { id: accountId('dev'), name: 'renamed' },
      principal: { ...principal, name: 'renamed' },
    };
    expect(operationDigest(instance, renamed)).toBe(digest);
  });

  it('is about the Entra object where it is known', () => {
    const of = (id: string) =>
      operationDigest(instance, {
        ...operation,
        principal: { ...principal, id, entraObjectId: 'entra' },
      });
    expect(of('one')).toBe(of('two'));
  });

  it('does not depend on the order in which members were written', () => {
    const fields = { sessionDuration: 3600, tags: { a: '1', b: '2' } };
    const turned = { tags: { b: '2', a: '1' }, sessionDuration: 3600 };
    const of = (after: typeof fields) =>
      operationDigest(instance, {
        ...operation,
        kind: 'update-permission-set',
        account: null,
        principal: null,
        after,
      });
    expect(of(turned)).toBe(of(fields));
  });

  it('keeps null apart from absent', () => {
    const of = (after: object) =>
      operationDigest(instance, {
        ...operation,
        kind: 'update-permission-set',
        after,
      });
    expect(of({ relayState: null })).not.toBe(of({}));
  });
});

describe('the digest of a re-provisioning', () => {
  const wider: Files = { permissionSets: { Admin: { managedPolicies: ['ReadOnlyAccess'] } } };
  const provision = (grants: readonly string[], head = wider) =>
    operationOf(
      planned({ live: { ...live, grants }, head, base: set }),
      'provision-permission-set Admin',
    );

  it('leaves the accounts out', () => {
    const one = provision(['Blue Admin dev']);
    const two = provision(['Blue Admin dev', 'Red Admin prod']);
    expect(one).not.toEqual(two);
    expect(one.digest).toBe(two.digest);
  });

  it('is about the content that the roles will have', () => {
    const other: Files = { permissionSets: { Admin: { sessionDuration: '2h' } } };
    expect(provision(['Blue Admin dev'], other).digest).not.toBe(
      provision(['Blue Admin dev']).digest,
    );
    expect(contentDigest({ ...plain, managedPolicies: [managed('ReadOnlyAccess')] })).not.toBe(
      contentDigest(plain),
    );
  });
});

describe('the digest of a plan', () => {
  it('does not depend on order', () => {
    const one = { digest: 'a'.repeat(64) };
    const two = { digest: 'b'.repeat(64) };
    expect(planDigest([one, two], [])).toBe(planDigest([two, one], []));
    expect(planDigest([one], [])).not.toBe(planDigest([one, two], []));
  });

  it('leaves drift out of a pull request, and takes it into a drift run', () => {
    const drifted = { ...live, grants: ['Red Admin prod'] };
    const digest = (withDrift: boolean, world: typeof live) =>
      planned({ live: world, head: granted, base: set, withDrift }).plan.digest;
    expect(digest(false, drifted)).toBe(digest(false, live));
    expect(digest(true, drifted)).not.toBe(digest(true, live));
  });

  it('leaves out what is blocked', () => {
    const head: Files = { ...set, assignments: [rule('Blue', 'Admin', 'management')] };
    const blocked = planned({ live: { ...live, delegated: true }, head, base: set });
    expect(blocked.plan.counts.blocked).toBe(1);
    expect(blocked.plan.digest).toBe(planned({ live, head: set, base: set }).plan.digest);
  });

  it.each([
    ['of lines in the files', { assignments: [rule('Blue', 'Admin', 'dev', { reason: 'why' })] }],
    ['of another way to say it', { assignments: [rule('Blue', ['Admin'], 'ou:/Dev')] }],
  ])('does not depend on the wording %s', (_what, said) => {
    const world = { ...live, accounts: { ...accounts, dev: { ou: '/Dev' } } };
    const other = planned({ live: world, head: { ...set, ...said }, base: set });
    expect(other.plan.digest).toBe(planned({ live: world, head: granted, base: set }).plan.digest);
  });

  it('does not depend on times: an expiry far away, another now', () => {
    const at = (now: string) => planned({ live, head: granted, base: set, now }).plan.digest;
    expect(at('2026-01-01T00:00:00.000Z')).toBe(at('2027-01-01T00:00:00.000Z'));
  });

  it('is another for another instance', () => {
    const snapshot = snapshotOf(live);
    const arn = 'arn:aws:sso:::instance/ssoins-fedcba9876543210' as typeof instance;
    const elsewhere = { ...snapshot, instance: { ...snapshot.instance, arn } };
    const story = { head: granted, base: set };
    expect(plannedOn(story, elsewhere).plan.digest).not.toBe(
      plannedOn(story, snapshot).plan.digest,
    );
  });
});
