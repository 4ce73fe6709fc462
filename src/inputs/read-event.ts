import type * as z from 'zod';
import type { Checked, Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { isCommitId, type CommitId } from '../core/model/ids.ts';
import type { Environment } from './environment.ts';
import { anyPayload, mergeGroupPayload, pullRequestPayload, pushPayload } from './event-payload.ts';
import { problem } from './problem.ts';
import type { PullRequestContext, RunContext } from './run-context.ts';

const dependabot = 'dependabot[bot]';
/** Events whose GITHUB_SHA is the test merge; pull_request_target's is the base branch's tip. */
const atTestMerge = ['pull_request', 'pull_request_review'];

/** What GITHUB_EVENT_NAME, GITHUB_SHA, GITHUB_REF and the event's file say; `text` is null without a file. */
export function readEvent(env: Environment, text: string | null): Checked<RunContext> {
  const eventName = env['GITHUB_EVENT_NAME'] ?? '';
  if (eventName === '')
    return failed(
      problem('invalid-event', 'GITHUB_EVENT_NAME is not set', {
        help: 'run this as a step of a GitHub Actions workflow, or use the command line',
      }),
    );
  if (text === null)
    return failed(
      problem('invalid-event', 'the file of GITHUB_EVENT_PATH cannot be read', {
        help: "a step before this one may have removed it; in a container, mount the runner's _temp directory",
      }),
    );
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch (error) {
    return failed(malformed(eventName, String(error)));
  }
  const read = <T>(schema: z.ZodType<T>, use: (value: T) => Checked<RunContext>) => {
    const parsed = schema.safeParse(payload);
    if (parsed.success) return use(parsed.data);
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return failed(malformed(eventName, issues.join('; ')));
  };

  if (eventName.startsWith('pull_request'))
    return read(pullRequestPayload, (event) => found(pullRequestContext(env, eventName, event)));
  if (eventName === 'merge_group')
    return read(mergeGroupPayload, ({ merge_group: group }) =>
      found({ kind: 'merge-group', headCommit: group.head_sha, baseCommit: group.base_sha }),
    );
  if (eventName === 'push') return read(pushPayload, (event) => pushContext(env, event));
  return read(anyPayload, (event) => atCommit(env, eventName, event));
}

function pullRequestContext(
  env: Environment,
  eventName: string,
  event: z.infer<typeof pullRequestPayload>,
): PullRequestContext {
  const pull = event.pull_request;
  const home = pull.base.repo?.full_name ?? env['GITHUB_REPOSITORY'] ?? '';
  const actor = event.sender?.login ?? env['GITHUB_ACTOR'] ?? '';
  // A closed pull request's runs have another ref, and another commit.
  const runsAtMerge =
    atTestMerge.includes(eventName) && env['GITHUB_REF'] === `refs/pull/${pull.number}/merge`;
  return {
    kind: 'pull-request',
    eventName,
    number: pull.number,
    headCommit: pull.head.sha,
    testMerge: runsAtMerge ? commitOf(env) : null,
    baseBranch: pull.base.ref,
    isOpen: pull.state !== 'closed',
    isFork: pull.head.repo?.full_name.toLowerCase() !== home.toLowerCase(),
    isDependabot: [pull.user?.login, actor, env['GITHUB_ACTOR']].includes(dependabot),
    actor,
  };
}

function pushContext(env: Environment, event: z.infer<typeof pushPayload>): Checked<RunContext> {
  // After the deletion of a branch GitHub runs at the default branch's tip.
  const after = event.after ?? commitOf(env);
  if (after === null) return failed(noCommit('push'));
  const branch = branchOf(event.ref);
  return found({
    kind: 'push',
    before: event.before,
    after,
    branch,
    isDefaultBranch: event.after === null ? false : isDefault(branch, event),
    forced: event.forced ?? false,
  });
}

function atCommit(
  env: Environment,
  eventName: string,
  event: z.infer<typeof anyPayload>,
): Checked<RunContext> {
  const commit = commitOf(env);
  if (commit === null) return failed(noCommit(eventName));
  const branch = branchOf(env['GITHUB_REF'] ?? '');
  const isDefaultBranch = isDefault(branch, event);
  if (eventName === 'workflow_dispatch')
    return found({ kind: 'dispatch', commit, branch, isDefaultBranch });
  // GitHub runs schedules on the default branch only.
  if (eventName === 'schedule')
    return found({ kind: 'schedule', commit, branch, isDefaultBranch: true });
  return found({ kind: 'other', eventName, commit, branch, isDefaultBranch });
}

function isDefault(branch: string | null, event: z.infer<typeof anyPayload>): boolean | null {
  const defaultBranch = event.repository?.default_branch;
  if (branch === null) return false;
  return defaultBranch === undefined ? null : branch === defaultBranch;
}

function branchOf(ref: string): string | null {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}

function commitOf(env: Environment): CommitId | null {
  const commit = env['GITHUB_SHA'] ?? '';
  return isCommitId(commit) ? commit : null;
}

function found(value: RunContext): Checked<RunContext> {
  return { value, diagnostics: [] };
}

function failed(diagnostic: Diagnostic): Checked<RunContext> {
  return { value: null, diagnostics: [diagnostic] };
}

function noCommit(eventName: string): Diagnostic {
  return problem('invalid-event', `GITHUB_SHA of this ${eventName} run is not a full commit id`);
}

function malformed(eventName: string, why: string): Diagnostic {
  return problem(
    'invalid-event',
    `the file of GITHUB_EVENT_PATH does not hold a ${eventName} event`,
    {
      why: why.slice(0, 300),
      help: 'run this Action under the event that its workflow file names',
    },
  );
}
