import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowEvent } from '../github/events/workflow-event.ts';

export interface JobContext {
  readonly event: WorkflowEvent;
  readonly workspace: string;
  readonly temp: string;
  readonly api: { readonly url: string; readonly graphqlUrl: string; readonly serverUrl: string };
  readonly actor?: string;
  readonly runId?: number;
  readonly runNumber?: number;
  readonly runAttempt?: number;
  readonly workflow?: string;
  readonly job?: string;
}

export interface CommandFiles {
  readonly output: string;
  readonly summary: string;
  readonly env: string;
  readonly path: string;
  readonly state: string;
}

export function createCommandFiles(temp: string): CommandFiles {
  const folder = join(temp, '_runner_file_commands');
  mkdirSync(folder, { recursive: true });
  const create = (name: string): string => {
    const file = join(folder, `${name}_${randomUUID()}`);
    writeFileSync(file, '');
    return file;
  };
  return {
    output: create('set_output'),
    summary: create('step_summary'),
    env: create('set_env'),
    path: create('add_path'),
    state: create('save_state'),
  };
}

function refType(ref: string): string {
  return ref.startsWith('refs/tags/') ? 'tag' : 'branch';
}

/** `12/merge` for a pull request, else the branch's or the tag's own name. */
function refName(ref: string): string {
  return ref.replace(/^refs\/(heads|tags|pull)\//, '');
}

export function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

/** Everything the runner tells a job about itself. */
export function jobEnvironment(context: JobContext, files: CommandFiles): Record<string, string> {
  const { event, api, temp, workspace } = context;
  const eventPath = join(temp, '_github_workflow', 'event.json');
  mkdirSync(join(temp, '_github_workflow'), { recursive: true });
  writeFileSync(eventPath, JSON.stringify(event.payload));
  const workflow = context.workflow ?? 'access';
  const file = `${event.repository.fullName}/.github/workflows/${workflow}.yml@${event.ref}`;
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__run',
    GITHUB_ACTOR: context.actor ?? event.actor,
    GITHUB_ACTOR_ID: String(event.actorId),
    GITHUB_TRIGGERING_ACTOR: context.actor ?? event.actor,
    GITHUB_API_URL: api.url,
    GITHUB_GRAPHQL_URL: api.graphqlUrl,
    GITHUB_SERVER_URL: api.serverUrl,
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_ENV: files.env,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_JOB: context.job ?? 'reconcile',
    GITHUB_OUTPUT: files.output,
    GITHUB_PATH: files.path,
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: refName(event.ref),
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: refType(event.ref),
    GITHUB_REPOSITORY: event.repository.fullName,
    GITHUB_REPOSITORY_ID: String(event.repository.id),
    GITHUB_REPOSITORY_OWNER: event.repository.owner,
    GITHUB_REPOSITORY_OWNER_ID: String(event.repository.ownerId),
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(context.runAttempt ?? 1),
    GITHUB_RUN_ID: String(context.runId ?? 1_234_567_890),
    GITHUB_RUN_NUMBER: String(context.runNumber ?? 1),
    GITHUB_SHA: event.sha,
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_WORKFLOW: workflow,
    GITHUB_WORKFLOW_REF: file,
    GITHUB_WORKFLOW_SHA: event.sha,
    GITHUB_WORKSPACE: workspace,
    HOME: temp,
    RUNNER_ARCH: process.arch.toUpperCase(),
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS:
      process.platform === 'darwin' ? 'macOS' : process.platform === 'win32' ? 'Windows' : 'Linux',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: join(temp, '_tool'),
    RUNNER_WORKSPACE: join(workspace, '..'),
  };
}
