import { describe, expect, it } from 'vitest';
import type { PermissionSetContent, Tags } from '../../../src/core/model/permission-set.ts';
import { OWNERSHIP_TAG } from '../../../src/core/model/permission-set.ts';
import {
  changedFields,
  declaresOtherwise,
  fieldsDeclaredAlike,
  touchesRoles,
} from '../../../src/core/plan/permission-set-fields.ts';
import { managed, plain } from '../support/live.ts';

const set = (content: Partial<PermissionSetContent> = {}, tags: Tags = {}) => ({
  content: { ...plain, ...content },
  tags,
});

describe('changedFields', () => {
  it('is null where nothing differs', () => {
    expect(changedFields(set(), set(), [])).toBeNull();
  });

  it.each<[string, Partial<PermissionSetContent>]>([
    ['sessionDuration', { sessionDuration: 7200 }],
    ['relayState', { relayState: 'https://example.com/' }],
    ['managedPolicies', { managedPolicies: [managed('ReadOnlyAccess')] }],
    ['customerManagedPolicies', { customerManagedPolicies: [{ name: 'Deploy', path: '/' }] }],
    ['inlinePolicy', { inlinePolicy: '{"Statement":[]}' }],
    ['permissionsBoundary', { permissionsBoundary: { kind: 'aws-managed', arn: managed('A') } }],
  ])('shows %s alone where it alone differs, in both directions', (field, content) => {
    const forth = changedFields(set(), set(content), []);
    const back = changedFields(set(content), set(), []);
    expect(Object.keys(forth?.after ?? {})).toEqual([field]);
    expect(back).toEqual({ before: forth?.after, after: forth?.before });
  });

  it('writes a description that is declared, and leaves one alone that is not', () => {
    const described = { ...plain, description: 'New' };
    expect(changedFields(set(), set({ description: 'New' }), [])).toEqual({
      before: { description: null },
      after: { description: 'New' },
    });
    expect(changedFields({ content: described, tags: {} }, set(), [])).toBeNull();
  });

  it('says null for a tag that is absent', () => {
    expect(changedFields(set(), set({}, { team: 'a' }), [])).toEqual({
      before: { tags: { team: null } },
      after: { tags: { team: 'a' } },
    });
  });

  it('says null for an absent tag whose key every object knows', () => {
    const hostile = Object.fromEntries([['toString', 'a']]);
    expect(changedFields(set(), set({}, hostile), ['valueOf'])).toEqual({
      before: { tags: Object.fromEntries([['toString', null]]) },
      after: { tags: hostile },
    });
  });

  it("leaves other people's tags and the ownership tag alone", () => {
    const live = set({}, { team: 'a', costs: '42', [OWNERSHIP_TAG]: 'platform' });
    expect(changedFields(live, set({}, { team: 'a' }), [])).toBeNull();
  });

  it('removes a key that was declared before and is no longer', () => {
    const live = set({}, { team: 'a', costs: '42' });
    expect(changedFields(live, set(), ['team', 'never-live'])).toEqual({
      before: { tags: { team: 'a' } },
      after: { tags: { team: null } },
    });
  });

  it('keeps a formerly declared key that is still declared', () => {
    expect(changedFields(set({}, { team: 'a' }), set({}, { team: 'a' }), ['team'])).toBeNull();
  });
});

describe('touchesRoles', () => {
  it('is false for tags alone, and true for any other field', () => {
    expect(touchesRoles({ tags: { team: null } })).toBe(false);
    expect(touchesRoles({ relayState: null })).toBe(true);
    expect(touchesRoles({ tags: {}, sessionDuration: 3600 })).toBe(true);
  });
});

describe('declaresOtherwise', () => {
  it('looks only at the fields that are written', () => {
    const other = set({ sessionDuration: 7200 }, { team: 'a' });
    expect(declaresOtherwise({ sessionDuration: 7200 }, other)).toBe(false);
    expect(declaresOtherwise({ sessionDuration: 3600 }, other)).toBe(true);
    expect(declaresOtherwise({ tags: { team: 'a', gone: null } }, other)).toBe(false);
    expect(declaresOtherwise({ tags: { team: null } }, other)).toBe(true);
  });
});

describe('fieldsDeclaredAlike', () => {
  it('names the fields that the other declares just the same', () => {
    const after = { sessionDuration: 7200, relayState: null, tags: { team: 'a' } };
    expect(fieldsDeclaredAlike(after, set({ sessionDuration: 3600 }, { team: 'a' }))).toEqual([
      'relayState',
      'tags',
    ]);
    expect(fieldsDeclaredAlike(after, undefined)).toEqual([]);
  });
});
