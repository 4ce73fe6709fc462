import { describe, expect, it } from 'vitest';
import { failureOfAnswer } from '../../../src/adapters/graph/request/classify-failure.ts';
import {
  failureHelp,
  missingPermission,
} from '../../../src/adapters/graph/request/failure-help.ts';
import {
  graphPermissions,
  permissionOf,
} from '../../../src/adapters/graph/request/graph-permissions.ts';

const groups = permissionOf('GET /groups');
const assign = permissionOf('POST /servicePrincipals/{id}/appRoleAssignedTo');
const denied = failureOfAnswer({ status: 403, header: () => null, body: null });

function token(permissions: readonly string[] | null, isPersonal = false) {
  return { token: 'x', permissions, isPersonal };
}

it.each(Object.entries(graphPermissions))(
  '%s says what it needs, and what for',
  (_route, entry) => {
    expect(entry.needs.length).toBeGreaterThan(0);
    expect(entry.needs.every((one) => /^[A-Z]\w+\.[A-Z]\w+(?:\.[A-Z]\w+)?$/.test(one))).toBe(true);
    expect(entry.to).toMatch(/^[a-z]/);
  },
);

describe('what a refused call tells', () => {
  it.each([
    [token(null), 'it needs the application permission GroupMember.Read.All'],
    [
      token([]),
      'it needs the application permission GroupMember.Read.All; the token carries no permission at all',
    ],
    [
      token(['A.All', 'B.All']),
      'it needs the application permission GroupMember.Read.All; the token carries A.All and B.All, and not GroupMember.Read.All',
    ],
    [
      token(['GroupMember.Read.All']),
      'it needs the application permission GroupMember.Read.All, which the token carries',
    ],
  ])('of %j', (held, words) => {
    expect(missingPermission(groups, held)).toBe(words);
  });

  it('names what groupSync: manage takes in any case beside what reading takes', () => {
    const jobs = permissionOf('GET /servicePrincipals/{id}/synchronization/jobs');
    expect(failureHelp('access-denied', denied, jobs, token([]))).toMatch(
      /^grant Synchronization\.Read\.All .*; Synchronization\.ReadWrite\.All, which groupSync: manage needs, or Application\.ReadWrite\.OwnedBy, on applications that this one owns, does as well$/,
    );
  });

  it.each([
    [token(['A.All']), 'grant AppRoleAssignment.ReadWrite.All and Application.Read.All to the app'],
    [token(['A.All']), 'a custom Entra role with'],
    [token(['A.All'], true), 'sign in as an application'],
    [token([...assign.needs]), 'the permission is there, so look at what else Entra asks for'],
  ])('and what to do with %j', (held, words) => {
    expect(failureHelp('access-denied', denied, assign, held)).toContain(words);
  });
});
