import { describe, expect, it } from 'vitest';
import { accessPolicyAnswer } from '../../../src/adapters/graph/federation/policy-answers.ts';
import { known } from '../../../src/core/doctor/known.ts';
import { withEntra } from './healthy-facts.ts';
import { verdictOf } from './verdict-of.ts';

/** As Graph answers it: for all applications and all users but these. */
const allBut = (...excludeUsers: readonly string[]) =>
  withEntra({
    accessPolicies: known([
      accessPolicyAnswer.parse({
        id: 'p',
        displayName: 'Second factor',
        state: 'enabled',
        conditions: {
          applications: { includeApplications: ['All'] },
          users: { includeUsers: ['All'], excludeUsers },
          clientAppTypes: ['all'],
        },
        grantControls: { operator: 'OR', builtInControls: ['mfa'] },
      }),
    ]),
  });

describe('a policy that leaves people out', () => {
  it('leaves out all guests, who are no id that could be looked for among the people', () => {
    const found = verdictOf('conditional-access', allBut('GuestsOrExternalUsers'));
    expect(found.verdict).toBe('warn');
    expect(found.text).toContain('but not of "GuestsOrExternalUsers"');
  });

  it('leaves out nobody with the word for it', () => {
    const found = verdictOf('conditional-access', allBut('None'));
    expect(found.verdict).toBe('pass');
    expect(found.text).not.toContain('excluded');
  });

  it('may leave out whoever is not in scope', () => {
    const breakGlass = '44444444-aaaa-4aaa-8aaa-444444444444';
    const found = verdictOf('conditional-access', allBut(breakGlass));
    expect(found.verdict).toBe('pass');
    expect(found.text).toContain('1 user excluded, none of whom is in scope');
  });
});
