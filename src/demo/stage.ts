import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsSimulator } from '../simulator/aws/start-aws-simulator.ts';
import type { WorkflowEvent } from '../simulator/github/events/workflow-event.ts';
import type { GitHubSimulator } from '../simulator/github/github-simulator.ts';
import type { Permissions } from '../simulator/github/world/account.ts';
import type { RepositoryHandle } from '../simulator/github/repository-handle.ts';
import type { IdTokenIssuer } from '../simulator/runner/id-token-issuer.ts';
import { runAction } from '../simulator/runner/run-action.ts';
import type { Say } from './say.ts';

/** What a job of the demo runs against. */
export interface Stage {
  /** The directory of this project. */
  readonly root: string;
  /** For checkouts, and the runner's own files; of one act alone. */
  readonly workspaces: string;
  readonly aws: AwsSimulator;
  readonly github: GitHubSimulator;
  readonly repository: RepositoryHandle;
  readonly say: Say;
}

export interface JobOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly idToken?: { readonly issuer: IdTokenIssuer; readonly environment?: string };
  /** More permissions of the job's token. */
  readonly permissions?: Permissions;
  /** Whether the job is there to be refused; its log is shown only where that was not meant. */
  readonly fails?: boolean;
}

/** One job: a checkout, then the packaged Action as the runner starts it; answers its result. */
export async function runJob(
  { root, workspaces, aws, github, repository, say }: Stage,
  mode: string,
  event: WorkflowEvent,
  options: JobOptions = {},
): Promise<string> {
  const workspace = mkdtempSync(join(workspaces, `${mode}-`));
  repository.checkout(event.sha, workspace, { ref: event.ref });
  const token = github.jobToken(repository, {
    contents: 'read',
    'pull-requests': 'write',
    statuses: 'write',
    ...options.permissions,
  });
  const { idToken } = options;
  const result = await runAction({
    actionFile: join(root, 'action.yml'),
    workspace,
    event,
    api: github,
    token,
    inputs: { mode, ...options.inputs },
    env: {
      ...aws.environment,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIADEMO',
      AWS_SECRET_ACCESS_KEY: 'demo',
      ...options.env,
    },
    ...(idToken !== undefined && { idToken }),
    temp: workspaces,
  });
  const { result: word = 'none' } = result.outputs;
  if ((result.exitCode !== 0) !== (options.fails ?? false)) {
    say(result.log);
    process.exitCode = 1;
  }
  say(`\`${mode}\` ended "${word}" with exit status ${result.exitCode}`);
  return word;
}

/** Prints what the Action wrote on a pull request, without its hidden parts. */
export function showComments(stage: Stage, number: number, kind: 'plan' | 'outcome'): void {
  for (const text of written(stage, number, kind)) stage.say(text);
}

/** Prints a plan comment down to what needs care. */
export function showOpening(stage: Stage, number: number): void {
  for (const text of written(stage, number, 'plan')) {
    const [opening = ''] = text.split('\n### ');
    stage.say(`${opening}\n…`);
  }
}

function written({ repository }: Stage, number: number, kind: 'plan' | 'outcome'): string[] {
  const opening = `<!-- identity-center-reconciler:${kind} `;
  return repository
    .comments(number)
    .filter(({ body }) => body.startsWith(opening))
    .map(({ body }) => body.replaceAll(/<!--[^]*?-->\n?/g, ''));
}
