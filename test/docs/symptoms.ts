import type { DiagnosticCode } from '../../src/core/diagnostics/catalog.ts';

/** What somebody in trouble sees, without knowing a code. */
export interface Symptom {
  readonly see: string;
  /** The one thing to look at or to do before anything else. */
  readonly first: string;
  readonly codes: readonly DiagnosticCode[];
  readonly page?: { readonly title: string; readonly address: string };
}

/** The most frequent first. */
export const symptoms: readonly Symptom[] = [
  {
    see: 'No comment on the pull request',
    first:
      'Read the log of the plan job. A change that touches nothing in the config directory gets none, nor does a merge queue; the job needs `pull-requests: write`.',
    codes: ['validated-only', 'github-error', 'merge-conflict', 'not-current', 'invalid-event'],
  },
  {
    see: 'Result invalid',
    first: 'Mend the lines shown. `validate` checks them at your desk, without credentials.',
    codes: ['unknown-key', 'wrong-type', 'invalid-yaml', 'unknown-permission-set'],
    page: { title: 'every key', address: 'mapping-reference.md' },
  },
  {
    see: 'Result refused',
    first: 'A guardrail says no. Only a limit can be allowed by a review; the other guards cannot.',
    codes: [
      'revocation-limit',
      'grant-limit',
      'allow-not-counted',
      'guardrail-broken',
      'guardrail-unknown',
      'protected-access',
      'emptying',
    ],
    page: { title: 'guardrails', address: 'guardrails.md' },
  },
  {
    see: 'Blocked',
    first:
      'Each blocked operation has its reason below it. What it could hide is not revoked while it stays; mend the name or the reading, and run again.',
    codes: [
      'unknown-group',
      'ambiguous-group',
      'empty-selector',
      'unread-part',
      'management-account-out-of-reach',
      'delete-blocked',
      'group-recreated',
    ],
  },
  {
    see: 'Held, and the apply fails',
    first:
      'Nobody reviewed exactly that. What was reviewed is applied. Open a pull request, or run the workflow by hand with `approve-plan` and the digest in its summary.',
    codes: ['held', 'record-untrusted'],
    page: { title: 'how it decides', address: 'how-it-decides.md' },
  },
  {
    see: 'Waiting',
    first: 'Entra ID has not brought the group to AWS yet. The next apply goes on by itself.',
    codes: ['group-not-synced', 'group-not-assigned'],
    page: { title: 'Entra ID', address: 'entra.md' },
  },
  {
    see: 'Access denied, or not signed in',
    first:
      'The message names the action and the role. Run `doctor` with that role: it checks both sides.',
    codes: ['access-denied', 'aws-credentials', 'entra-sign-in', 'entra-permission'],
    page: { title: 'the roles', address: '../examples/aws/README.md' },
  },
  {
    see: 'The apply failed halfway',
    first: 'Mend what AWS says, if anything, and run it again.',
    codes: ['apply-failed', 'aws-error'],
  },
  {
    see: 'The merge applied nothing',
    first:
      'With `superseded`, a newer commit of the default branch does it. Otherwise look whether there is a complete apply to count from.',
    codes: ['no-base', 'record-untrusted', 'mode-refused'],
  },
  {
    see: 'AWS throttles, or a run is slow',
    first:
      'A throttled run slows down and goes on. Something else spends the same 20 requests a second, or a rule selects by `tag:`.',
    codes: ['aws-error'],
    page: { title: 'how long a run takes', address: 'performance.md' },
  },
  {
    see: 'Drift every morning',
    first:
      'The issue says who did it, where CloudTrail tells. Keep it by its lines, undo it by its digest; what another tool makes belongs under `ignore`.',
    codes: ['dead-principal', 'group-recreated', 'user-assignments', 'issue-not-written'],
    page: { title: 'drift', address: 'drift.md' },
  },
  {
    see: 'Somebody cannot get in',
    first: '`explain` says where the chain breaks, and what mends it.',
    codes: ['group-nested', 'group-not-synced'],
    page: { title: 'explain', address: 'explain.md' },
  },
];
