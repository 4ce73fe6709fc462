import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallerSettings } from '../../src/simulator/aws/caller.ts';
import { type KnobOverrides, unthrottled } from '../../src/simulator/aws/knobs.ts';
import {
  type AwsSimulator,
  startAwsSimulator,
} from '../../src/simulator/aws/start-aws-simulator.ts';
import type { WorldSeed } from '../../src/simulator/aws/world/world-seed.ts';
import type { WorkflowEvent } from '../../src/simulator/github/events/workflow-event.ts';
import type { CheckoutOptions } from '../../src/simulator/github/git/checkout.ts';
import type { GitHubSimulator } from '../../src/simulator/github/github-simulator.ts';
import type { RepositoryHandle } from '../../src/simulator/github/repository-handle.ts';
import { startGitHubSimulator } from '../../src/simulator/github/start-github-simulator.ts';
import type { PullRequest } from '../../src/simulator/github/world/threads.ts';
import type { ActionResult } from '../../src/simulator/runner/read-result.ts';
import { type RunOptions, startAction } from '../../src/simulator/runner/run-action.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What is started again and again need not be compiled each time. */
const compileCache = { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] };

/** What a workflow's credentials step leaves in the environment. */
export const credentials = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIAACTION',
  AWS_SECRET_ACCESS_KEY: 'a-secret-access-key-of-aws',
  AWS_SESSION_TOKEN: 'a-session-token-of-aws',
};

/** A small organization, already as `files` say. */
export const seed: WorldSeed = {
  accounts: [{ name: 'management', management: true }, { name: 'dev' }, { name: 'prod' }],
  groups: {
    Developers: ['ada@example.com', 'bo@example.com'],
    Auditors: ['cy@example.com'],
    Operators: ['di@example.com'],
  },
  permissionSets: {
    Developer: {
      managedPolicies: ['PowerUserAccess'],
      tags: { 'identity-center-reconciler': 'platform' },
    },
  },
  assignments: [{ group: 'Developers', permissionSet: 'Developer', account: 'dev' }],
};

const settings = `settings:
  identityCenter: { region: eu-west-1, requestsPerSecond: 1000 }
  manage: { owner: platform }
`;
const permissionSets = `permissionSets:
  Developer:
    managedPolicies: [PowerUserAccess]
`;
const assignments = `assignments:
  - groups: Developers
    permissionSets: Developer
    accounts: dev
`;
export const files = {
  'access/settings.yaml': settings,
  'access/permission-sets.yaml': permissionSets,
  'access/assignments.yaml': assignments,
};

/** Auditors get a new set in both accounts, and Developers get theirs in `prod`. */
export const change = {
  'access/permission-sets.yaml': `${permissionSets}  Auditor:
    description: Look, and do not touch
    managedPolicies: [SecurityAudit]
`,
  'access/assignments.yaml': `${assignments}
  - groups: Developers
    permissionSets: Developer
    accounts: prod
  - groups: Auditors
    permissionSets: Auditor
    accounts: [dev, prod]
    reason: AUD-1
`,
};

export interface PlaceOptions {
  readonly seed?: WorldSeed;
  readonly knobs?: KnobOverrides;
  readonly callers?: Readonly<Record<string, CallerSettings>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly private?: boolean;
}

export interface JobOptions extends Partial<Omit<RunOptions, 'event' | 'env'>> {
  readonly checkout?: CheckoutOptions | null;
  /** Added to the endpoints and credentials of AWS; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Something that happens in the workspace between the checkout and the Action. */
  readonly prepare?: (workspace: string) => void;
}

/** A simulated GitHub with one repository, a simulated AWS, and jobs that run the packaged Action. */
export class Place {
  readonly aws: AwsSimulator;
  readonly github: GitHubSimulator;
  readonly repository: RepositoryHandle;
  readonly #temp = mkdtempSync(join(tmpdir(), 'action-test-'));
  #jobs = 0;

  private constructor(aws: AwsSimulator, github: GitHubSimulator, repository: RepositoryHandle) {
    this.aws = aws;
    this.github = github;
    this.repository = repository;
  }

  static async open(options: PlaceOptions = {}): Promise<Place> {
    const aws = await startAwsSimulator({
      seed: options.seed ?? seed,
      knobs: {
        ...unthrottled,
        ...options.knobs,
        durations: {
          assignmentMin: 20,
          assignmentMax: 40,
          provisioningBase: 20,
          provisioningPerAccount: 5,
          ...options.knobs?.durations,
        },
      },
      ...(options.callers !== undefined && { callers: options.callers }),
    });
    const github = await startGitHubSimulator({});
    const repository = github.createRepository({
      owner: 'acme',
      name: 'access',
      files: options.files ?? files,
      private: options.private ?? true,
    });
    repository.addCollaborator('mira', 'maintain');
    const place = new Place(aws, github, repository);
    await place.markApplied();
    return place;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.aws.close();
    await this.github.close();
    rmSync(this.#temp, { recursive: true, force: true });
  }

  /** Says of the default branch's tip what a complete apply says. */
  async markApplied(): Promise<void> {
    const instance = this.aws.world.state.place.instance.arn.split('/').at(-1);
    const url = `${this.github.url}/repos/${this.repository.fullName}/statuses/${this.repository.tip()}`;
    const body = { state: 'success', context: `identity-center/platform@${instance}` };
    const headers = { authorization: `token ${this.token()}`, 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  }

  folder(name: string): string {
    this.#jobs += 1;
    const folder = join(this.#temp, `${this.#jobs}-${name}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  propose(edits: Readonly<Record<string, string | null>> = change, branch = 'change'): PullRequest {
    this.repository.commit({ branch, files: edits, message: `Propose ${branch}`, author: 'ines' });
    return this.repository.openPullRequest({ head: branch, author: 'ines', title: branch });
  }

  token(): string {
    return this.github.jobToken(this.repository, {
      contents: 'read',
      'pull-requests': 'write',
      statuses: 'write',
    });
  }

  /** A checkout and the step after it, in a runner of its own. */
  start(event: WorkflowEvent, options: JobOptions = {}): ReturnType<typeof startAction> {
    const { checkout = {}, env, prepare, ...rest } = options;
    const workspace = rest.workspace ?? this.folder('workspace');
    if (checkout !== null)
      this.repository.checkout(event.sha, workspace, { ref: event.ref, ...checkout });
    prepare?.(workspace);
    const given: Readonly<Record<string, string | undefined>> = {
      ...compileCache,
      ...this.aws.environment,
      ...credentials,
      ...env,
    };
    return startAction({
      actionFile: join(root, 'action.yml'),
      workspace,
      event,
      api: this.github,
      token: this.token(),
      temp: this.folder('temp'),
      env: Object.fromEntries(
        Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
      ...rest,
    });
  }

  async run(event: WorkflowEvent, options: JobOptions = {}): Promise<ActionResult> {
    const { temp = this.folder('temp') } = options;
    return this.start(event, { ...options, temp }).done;
  }

  plan(pull: PullRequest, options: JobOptions = {}): Promise<ActionResult> {
    return this.run(this.repository.events.pullRequest(pull, 'opened'), options);
  }

  /** Plans a pull request and merges it; the push that follows. */
  async merged(edits?: Readonly<Record<string, string | null>>): Promise<{
    readonly pull: PullRequest;
    readonly push: WorkflowEvent;
    readonly planned: ActionResult;
  }> {
    const pull = this.propose(edits);
    const planned = await this.plan(pull);
    const push = this.repository.events.push(this.repository.merge(pull, { by: 'mira' }));
    return { pull, push, planned };
  }

  /** The Action's own comments on a pull request, by kind. */
  comments(pull: PullRequest, kind: 'outcome' | 'plan'): string[] {
    return this.repository
      .comments(pull.number)
      .filter(({ body }) => body.startsWith(`<!-- identity-center-reconciler:${kind} `))
      .map(({ body }) => body);
  }

  /** Requests that no service would have taken. */
  invalid(): string[] {
    return [
      ...this.aws.log.invalid().map(({ operation, invalid }) => `${operation}: ${invalid.join()}`),
      ...this.github.log.invalid.map(({ method, path }) => `${method} ${path}`),
    ];
  }

  assignments(): string[] {
    return this.aws.world
      .dump()
      .assignments.map(
        ({ principal, permissionSet, account }) => `${principal} ${permissionSet} ${account}`,
      )
      .toSorted();
  }
}

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The packaged command line, from a directory, with nothing of this process but PATH. */
export function runCommandLine(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, ...compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text.stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    text.stderr += part;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...text }));
  });
}
