import { describe, expect, it } from 'vitest';
import { type Files, rule } from '../support/files.ts';
import { accounts, managed } from '../support/live.ts';
import { lines, operationOf, planned } from '../support/planned.ts';

const set: Files = { permissionSets: { Admin: {} } };
const granted: Files = { ...set, assignments: [rule('Blue', 'Admin', 'dev')] };
const edited = { Admin: { content: { managedPolicies: [managed('ReadOnlyAccess')] } } };

describe('what a change needs comes with it', () => {
  it('a grant brings the repair of a set that was edited outside, and its provisioning', () => {
    const live = { sets: edited, grants: ['Green Admin prod'] };
    const base: Files = { ...set, assignments: [rule('Green', 'Admin', 'prod')] };
    const head: Files = {
      ...set,
      assignments: [rule('Green', 'Admin', 'prod'), rule('Blue', 'Admin', 'dev')],
    };
    const built = planned({ live, head, base });
    expect(lines(built)).toEqual([
      'change grant Admin dev Blue',
      'change provision-permission-set Admin',
      'change update-permission-set Admin',
    ]);
    expect(operationOf(built, 'update-permission-set Admin').warnings).toEqual([
      { kind: 'repairs-drift', fields: ['managedPolicies'] },
    ]);
  });

  it('a pending grant brings the repair as pending', () => {
    const built = planned({
      live: { sets: edited },
      head: granted,
      base: granted,
      lastApplied: set,
    });
    expect(lines(built)).toEqual([
      'pending grant Admin dev Blue',
      'pending update-permission-set Admin',
    ]);
  });

  it('an edit shows every field it will write, and not only its own', () => {
    const head: Files = { permissionSets: { Admin: { sessionDuration: '2h' } } };
    const built = planned({ live: { sets: edited }, head, base: set });
    expect(operationOf(built, 'update-permission-set Admin')).toMatchObject({
      cause: 'change',
      before: { sessionDuration: 3600, managedPolicies: [managed('ReadOnlyAccess')] },
      after: { sessionDuration: 7200, managedPolicies: [] },
      warnings: [{ kind: 'repairs-drift', fields: ['managedPolicies'] }],
    });
  });

  it('a re-provisioning that is a change brings the edit it needs', () => {
    const relayState = 'https://example.com/';
    const files = (name: string): Files => ({
      permissionSets: { Admin: { relayState, managedPolicies: [name] } },
      assignments: [rule('Blue', 'Admin', 'dev')],
    });
    const halfway = { Admin: { content: { managedPolicies: [managed('B')] } } };
    const live = { sets: halfway, grants: ['Blue Admin dev'] };
    expect(lines(planned({ live, head: files('B'), base: files('A') }))).toEqual([
      'change provision-permission-set Admin',
      'change update-permission-set Admin',
    ]);
  });

  it('a deletion brings the live assignments that it must remove', () => {
    const live = { sets: { Admin: {} }, grants: ['Red Admin dev'] };
    expect(lines(planned({ live, head: {}, base: set }))).toEqual([
      'change delete-permission-set Admin',
      'change revoke Admin dev Red',
    ]);
  });

  it('an adoption brings its differences and the revocations that ownership causes', () => {
    const live = {
      sets: { Admin: { owner: null, content: { sessionDuration: 7200 } } },
      grants: ['Red Admin dev', 'Blue Admin dev'],
    };
    expect(lines(planned({ live, head: granted, base: {} }))).toEqual([
      'change adopt-permission-set Admin',
      'change provision-permission-set Admin',
      'change revoke Admin dev Red',
      'change update-permission-set Admin',
    ]);
  });

  it('a revocation that ownership causes stays a change once the set is ours, so that a rerun ends it', () => {
    const live = { sets: { Admin: {} }, grants: ['Red Admin dev', 'Blue Admin dev'] };
    expect(lines(planned({ live, head: granted, base: {} }))).toEqual([
      'change revoke Admin dev Red',
    ]);
  });
});

describe('what nothing merged needs stays drift', () => {
  it('an edit in the console, with the re-provisioning that ends it', () => {
    const live = { sets: edited, grants: ['Blue Admin dev'] };
    expect(lines(planned({ live, head: granted, base: granted }))).toEqual([
      'drift provision-permission-set Admin',
      'drift update-permission-set Admin',
    ]);
  });

  it('a grant in the console on a set that somebody is granted too', () => {
    const live = { sets: { Admin: {} }, grants: ['Red Admin dev'] };
    expect(lines(planned({ live, head: granted, base: set }))).toEqual([
      'change grant Admin dev Blue',
      'drift revoke Admin dev Red',
    ]);
  });

  it('a grant taken away in the console from a set that is edited', () => {
    const head: Files = {
      permissionSets: { Admin: { sessionDuration: '2h' } },
      assignments: [rule('Blue', 'Admin', 'dev')],
    };
    expect(lines(planned({ live: { sets: { Admin: {} } }, head, base: granted }))).toEqual([
      'drift grant Admin dev Blue',
      'change update-permission-set Admin',
    ]);
  });

  it('the repair of a set of which only a revocation is a change', () => {
    const live = { sets: edited, grants: ['Blue Admin dev'] };
    expect(lines(planned({ live, head: set, base: granted }))).toEqual([
      'drift provision-permission-set Admin',
      'change revoke Admin dev Blue',
      'drift update-permission-set Admin',
    ]);
  });

  it('the repair that a new account alone would need', () => {
    const everywhere: Files = { ...set, assignments: [rule('Blue', 'Admin', 'ou:/Work/Dev')] };
    const live = {
      sets: edited,
      accounts: { ...accounts, test: { ou: '/Work/Dev', joinedAt: '2026-01-12T00:00:00.000Z' } },
      grants: ['Blue Admin dev'],
    };
    expect(lines(planned({ live, head: everywhere, base: everywhere }))).toEqual([
      'new-account grant Admin test Blue',
      'drift provision-permission-set Admin',
      'drift update-permission-set Admin',
    ]);
  });

  it('a set that is owned and was declared by nobody', () => {
    const live = { sets: { Stray: {} }, grants: ['Red Stray dev'] };
    expect(lines(planned({ live, head: {}, base: {} }))).toEqual([
      'drift delete-permission-set Stray',
      'drift revoke Stray dev Red',
    ]);
  });
});
