import { describe, expect, it } from 'vitest';
import { readActionInputs } from '../../src/inputs.ts';

const [base, head] = ['a'.repeat(40), 'b'.repeat(40)];
const repository = { full_name: 'acme/access', default_branch: 'main' };
const digest = '0123456789abcdef'.repeat(4);

/** Every event that GitHub starts workflows by, but those that apply: push, schedule, workflow_dispatch. */
const events =
  `branch_protection_rule check_run check_suite create delete deployment deployment_status discussion
  discussion_comment fork gollum image_version issue_comment issues label merge_group milestone page_build
  public pull_request pull_request_comment pull_request_review pull_request_review_comment
  pull_request_target registry_package release repository_dispatch status watch workflow_call workflow_run`.split(
    /\s+/,
  );

/** Holds all that any of them may ask for, and says that everything is the default branch's. */
const payload = {
  action: 'labeled',
  label: { name: `/allow ${digest}` },
  pull_request: {
    number: 7,
    state: 'open',
    head: { sha: head, repo: { full_name: 'acme/access' } },
    base: { ref: 'main', repo: { full_name: 'acme/access' } },
    user: { login: 'mona' },
    labels: [{ name: 'approved' }],
    merged: true,
  },
  merge_group: { head_sha: head, base_sha: base },
  ref: 'refs/heads/main',
  before: base,
  after: head,
  repository,
  sender: { login: 'mona' },
  inputs: { mode: 'apply', 'approve-plan': digest },
  client_payload: { mode: 'apply', 'approve-plan': digest },
  workflow_run: { conclusion: 'success', head_branch: 'main', event: 'push' },
  comment: { body: `/apply ${digest}` },
  review: { state: 'approved', body: `/allow ${digest}` },
};

function modeUnder(event: string, inputs: Readonly<Record<string, string>>): string | null {
  const env = {
    'INPUT_GITHUB-TOKEN': 'ghs_of_a_job',
    GITHUB_REPOSITORY: 'acme/access',
    GITHUB_SHA: head,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_RUN_ID: '7',
    GITHUB_EVENT_NAME: event,
    ...inputs,
  };
  return readActionInputs(env, JSON.stringify(payload)).value?.mode ?? null;
}

describe('nothing but a push, a schedule and a run by hand applies', () => {
  it.each(['push', 'schedule', 'workflow_dispatch'])('as %s does', (event) => {
    expect(modeUnder(event, { INPUT_MODE: 'apply' })).toBe('apply');
  });

  it.each(events)('%s does not, by itself, by name or by a digest', (event) => {
    expect(modeUnder(event, {})).not.toBe('apply');
    expect(modeUnder(event, { INPUT_MODE: 'auto' })).not.toBe('apply');
    expect(modeUnder(event, { INPUT_MODE: 'apply' })).toBeNull();
    expect(modeUnder(event, { INPUT_MODE: 'apply', 'INPUT_APPROVE-PLAN': digest })).toBeNull();
    expect(modeUnder(event, { 'INPUT_APPROVE-PLAN': digest })).toBeNull();
  });

  it.each(['PUSH', 'push ', 'Schedule', 'workflow-dispatch', 'pushed'])(
    'nor does %j, which is no event of GitHub',
    (event) => {
      expect(modeUnder(event, { INPUT_MODE: 'apply' })).toBeNull();
    },
  );

  it.each(['submitted', 'edited', 'dismissed'])('a review that was %s plans', (action) => {
    const env = {
      'INPUT_GITHUB-TOKEN': 'ghs_of_a_job',
      GITHUB_REPOSITORY: 'acme/access',
      GITHUB_SHA: head,
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_EVENT_NAME: 'pull_request_review',
    };
    const { value } = readActionInputs(env, JSON.stringify({ ...payload, action }));
    expect(value).toMatchObject({ mode: 'plan', context: { testMerge: head } });
  });
});
