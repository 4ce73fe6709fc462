import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Our own Action; everything else is a third party's. */
const ours = 'identity-center-reconciler/identity-center-reconciler';

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly id?: string;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
}

export interface Job {
  readonly if?: string;
  readonly environment?: string | { readonly name: string; readonly deployment?: boolean };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Readonly<Record<string, string | boolean>>;
  readonly steps: readonly Step[];
  readonly 'timeout-minutes'?: number;
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readWorkflow(text: string): Workflow {
  return parse(text) as Workflow;
}

/** The step of a job that runs our Action; what it does is its `mode`. */
export function ourStep(job: Job): Step {
  const step = job.steps.find(({ uses }) => uses?.startsWith(`${ours}@`));
  if (step === undefined) throw new Error('the job does not run the Action');
  return step;
}

export function environmentOf(job: Job): string | undefined {
  return typeof job.environment === 'object' ? job.environment.name : job.environment;
}

const action = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
};

/** What a mode needs of the job's token, beside `id-token: write` to sign in. */
const needs: Readonly<Record<string, readonly string[]>> = {
  plan: ['contents: read', 'pull-requests: write', 'statuses: read'],
  apply: ['contents: read', 'pull-requests: write', 'statuses: write'],
  drift: ['contents: read', 'issues: write', 'statuses: read'],
  doctor: ['contents: read'],
  report: ['contents: read', 'pull-requests: read'],
  validate: ['contents: read'],
};

/** Everything in a workflow that an attacker could use, or that would not work. */
export function workflowProblems(text: string): readonly string[] {
  const workflow = readWorkflow(text);
  return [
    ...topProblems(workflow),
    ...pinProblems(text),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
      jobProblems(workflow, job).map((problem) => `${name}: ${problem}`),
    ),
  ];
}

function topProblems({ on, permissions }: Workflow): string[] {
  const problems = [];
  if (JSON.stringify(permissions) !== '{}') problems.push('every job gets a permission');
  const schedule = (on['schedule'] ?? []) as readonly { readonly cron: string }[];
  for (const { cron } of schedule)
    if (/^0?0 /.test(cron)) problems.push(`${cron}: on the hour, where schedules are dropped`);
  for (const event of ['issue_comment', 'workflow_run'])
    if (event in on) problems.push(`${event} lets outsiders start it with secrets`);
  return problems;
}

/** A tag can be moved to other code; a commit cannot. The comment is what tools update it by. */
function pinProblems(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const uses = /^\s*(?:- )?uses: (\S+)/.exec(line)?.[1];
    if (uses === undefined || uses.startsWith(`${ours}@`)) return [];
    return /^\s*(?:- )?uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)
      ? []
      : [`${uses} is not pinned by a full commit with its version`];
  });
}

function jobProblems({ on }: Workflow, job: Job): string[] {
  const step = ourStep(job);
  const mode = String(step.with?.['mode']);
  const problems = [...permissionProblems(job, mode), ...roleProblems(job, mode)];
  if (job['timeout-minutes'] === undefined) problems.push('no timeout');
  for (const { run, uses, with: inputs = {}, if: condition = '' } of job.steps) {
    if (run?.includes('${{')) problems.push('an expression becomes part of a script');
    if (uses?.startsWith('actions/checkout@')) {
      if (inputs['persist-credentials'] !== false) problems.push('the checkout keeps its token');
      if ('pull_request_target' in on) problems.push('a checkout under pull_request_target');
      if ('ref' in inputs) problems.push('a checkout of another commit than the run’s');
    }
    const told = [...Object.values(inputs), condition].join(' ');
    for (const [, output = ''] of told.matchAll(/steps\.\w+\.outputs\.([\w-]+)/g))
      if (!(output in action.outputs)) problems.push(`there is no output ${output}`);
  }
  for (const input of Object.keys(step.with ?? {}))
    if (!(input in action.inputs)) problems.push(`there is no input ${input}`);
  if (mode === 'apply' || mode === 'drift') {
    const { group, 'cancel-in-progress': cancels, queue } = job.concurrency ?? {};
    if (group !== 'access') problems.push('applies and drift runs do not take turns');
    if (cancels !== false) problems.push('a newer run cancels it halfway');
    if (queue !== 'max') problems.push('a newer run drops one that waits');
  }
  if (mode === 'apply' && environmentOf(job) === undefined)
    problems.push('no environment guards it');
  const pull = Object.keys(on).filter((event) => event.startsWith('pull_request'));
  if (mode === 'apply' && pull.length > 0 && !/^github\.event_name == '(?!pull)/.test(job.if ?? ''))
    problems.push('apply is within reach of a pull request');
  return problems;
}

function permissionProblems({ permissions, steps }: Job, mode: string): string[] {
  if (permissions === undefined) return ['no permissions of its own'];
  const signsIn = steps.some(({ uses }) => uses?.startsWith('aws-actions/'));
  const expected = [...(needs[mode] ?? []), ...(signsIn ? ['id-token: write'] : [])];
  const given = Object.entries(permissions).map((entry) => entry.join(': '));
  return [
    ...expected.filter((one) => !given.includes(one)).map((one) => `lacks ${one}`),
    ...given
      // Applies read the record where it is an artifact.
      .filter((one) => !expected.includes(one) && !(mode === 'apply' && one === 'actions: read'))
      .map((one) => `may ${one} and does not need it`),
  ];
}

/** Two AWS roles and two Entra identities: what only reads never holds what writes. */
function roleProblems({ steps }: Job, mode: string): string[] {
  const [own, other] = mode === 'apply' ? ['APPLY', 'PLAN'] : ['PLAN', 'APPLY'];
  const told = JSON.stringify(steps);
  const signsIn = told.includes('role-to-assume');
  return [
    ...(new RegExp(`vars\\.\\w*${other}\\w*`).test(told) ? [`signs in as ${other}`] : []),
    ...(signsIn && !told.includes(`vars.AWS_${own}_ROLE`) ? [`does not sign in as ${own}`] : []),
    ...(told.includes('secrets.') ? ['holds a secret'] : []),
  ];
}
