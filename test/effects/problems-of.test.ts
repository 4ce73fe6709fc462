import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../src/effects/problems-of.ts';
import { runDiagnostic, RunProblem } from '../../src/effects/run-problem.ts';
import { PortError, type PortErrorKind } from '../../src/ports/port-error.ts';

describe('the code of a failure of a port', () => {
  it.each<[PortErrorKind, string, string]>([
    ['credentials', 'sso:ListInstances', 'aws-credentials'],
    ['access-denied', 'sso:ListInstances', 'access-denied'],
    ['throttled', 'sso:ListInstances', 'aws-error'],
    ['access-denied', 'GET /repos/{owner}/{repo}', 'github-error'],
    ['unavailable', 'GraphQL userContentEdits', 'github-error'],
    ['credentials', 'Entra sign-in', 'entra-sign-in'],
    ['unavailable', 'Entra sign-in', 'entra-error'],
    ['credentials', 'Graph GET /groups', 'entra-sign-in'],
    ['access-denied', 'Graph GET /groups', 'entra-permission'],
    ['answer-lost', 'Graph POST /servicePrincipals/{id}/appRoleAssignedTo', 'entra-error'],
  ])('%s of %s is %s', (kind, action, code) => {
    const why = /^(?:Entra|Graph) [sGPD]/.test(action) ? null : `${action} (${kind})`;
    const problems = problemsOf(new PortError(kind, action, 'what happened', { help: 'do this' }));
    expect(problems).toMatchObject([{ code, headline: 'what happened', why, help: 'do this' }]);
  });
});

it('hands on what a step has worded itself, and leaves bugs to the last catch', () => {
  const diagnostic = runDiagnostic('no-region', 'no Region is known');
  expect(problemsOf(new RunProblem([diagnostic]))).toEqual([diagnostic]);
  expect(problemsOf(new Error('a bug'))).toBeNull();
});
