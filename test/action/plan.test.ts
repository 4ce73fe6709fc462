import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { WorkflowEvent } from '../../src/simulator/github/events/workflow-event.ts';
import { change, files, Place } from './place.ts';

const declared = Object.keys(
  (parse(readFileSync('action.yml', 'utf8')) as { outputs: Record<string, unknown> }).outputs,
);
const validate = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync('dist/plan.schema.json', 'utf8')) as object,
);

describe('a plan', () => {
  it('comments on a pull request, and tells later steps everything it promises', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const { outputs, exitCode, summary, annotations, log } = await place.plan(pull);

    expect({ exitCode, annotations }).toEqual({ exitCode: 0, annotations: [] });
    expect(Object.keys(outputs).toSorted()).toEqual(declared.toSorted());
    expect(outputs).toMatchObject({
      result: 'changes',
      'has-changes': 'true',
      grants: '3',
      revokes: '0',
      'permission-set-changes': '1',
      held: '0',
      blocked: '0',
      waiting: '0',
      failed: '0',
      drift: '0',
      'issue-url': '',
    });
    const plan = JSON.parse(readFileSync(outputs['plan-path'] ?? '', 'utf8')) as {
      digest: string;
      head: string;
      base: string;
    };
    validate(plan);
    expect(validate.errors).toBeNull();
    expect(plan).toMatchObject({ digest: outputs['plan-digest'], base: place.repository.tip() });
    expect(plan.head).toBe(pull.head.sha);

    const [comment, ...others] = place.comments(pull, 'plan');
    expect(others).toEqual([]);
    expect(comment).toContain('Merging this gives 3 people access');
    expect(comment).toContain(outputs['plan-digest']);
    expect(outputs['comment-url']).toMatch(
      /^https:\/\/github\.com\/acme\/access\/pull\/1#issuecomment-\d+$/,
    );
    expect(summary).toContain('Merging this gives 3 people access');
    expect(readFileSync(outputs['summary-path'] ?? '', 'utf8').trim()).toBe(summary.trim());
    expect(log).toContain('result: changes');
    expect(place.aws.log.writes()).toEqual([]);
    expect(place.invalid()).toEqual([]);
  });

  it('leaves a comment alone that already says the same', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const first = await place.plan(pull);
    const written = place.github.log.writes.length;
    const second = await place.plan(pull);
    expect(second.outputs['comment-url']).toBe(first.outputs['comment-url']);
    expect(second.outputs['plan-digest']).toBe(first.outputs['plan-digest']);
    expect(place.github.log.writes).toHaveLength(written);
  });

  it('reads the test merge under pull_request_target too, whose commit is the base', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const event = place.repository.events.pullRequestTarget(pull, 'opened');
    const { outputs, exitCode } = await place.run(event);
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ result: 'changes', grants: '3' });
    expect(place.comments(pull, 'plan')).toHaveLength(1);
  });

  it('is made again when somebody reviews', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const review = place.repository.review(pull, { author: 'mira', state: 'APPROVED' });
    const { outputs } = await place.run(place.repository.events.pullRequestReview(pull, review));
    expect(outputs).toMatchObject({ result: 'changes', grants: '3' });
    expect(place.comments(pull, 'plan')).toHaveLength(1);
  });

  it('of a merge group is shown, and commented nowhere', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const [group] = place.repository.queue([pull], 'mira');
    if (group === undefined) throw new Error('no group');
    const { outputs, exitCode, summary } = await place.run(
      place.repository.events.mergeGroup(group),
    );
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ result: 'changes', grants: '3', 'comment-url': '' });
    expect(summary).toContain('grants 3 assignments');
    expect(place.repository.comments(pull.number)).toEqual([]);
  });

  it('of a pull request about something else says nothing there', async () => {
    await using place = await Place.open();
    const pull = place.propose({ 'README.md': 'Who may do what.\n' });
    const { outputs, exitCode } = await place.plan(pull);
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ result: 'clean', 'has-changes': 'false', 'comment-url': '' });
    expect(place.repository.comments(pull.number)).toEqual([]);
  });

  it('compares the test merge with its first parent when the base has moved on', async () => {
    await using place = await Place.open();
    const pull = place.propose({
      'access/assignments.yaml': change['access/assignments.yaml'].replace(
        /- groups: Auditors[^]*$/u,
        '',
      ),
    });
    place.repository.commit({
      branch: 'main',
      files: { 'access/permission-sets.yaml': change['access/permission-sets.yaml'] },
      message: 'Declare a set',
      author: 'mira',
    });
    const { outputs } = await place.plan(pull);
    const plan = JSON.parse(readFileSync(outputs['plan-path'] ?? '', 'utf8')) as {
      base: string;
      operations: { kind: string; cause: string }[];
    };
    expect(plan.base).toBe(place.repository.tip());
    expect(plan.operations.map(({ kind, cause }) => `${kind} ${cause}`).toSorted()).toEqual([
      'create-permission-set pending',
      'grant change',
    ]);
  });
});

describe('files with mistakes', () => {
  const broken = {
    'access/permission-sets.yaml': `permissionSets:
  Developer:
    managedPolicies: [PowerUserAccess]
    sesionDuration: 8h
`,
    'access/assignments.yaml': `assignments:
  - groups: Developers
    permissionSets: Developr
    accounts: dev
`,
  };

  it('are annotated where they are wrong, and the pull request is told', async () => {
    await using place = await Place.open();
    const pull = place.propose(broken);
    const { annotations, outputs, exitCode, summary, log } = await place.plan(pull);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ result: 'invalid', 'plan-path': '', 'plan-digest': '' });
    expect(annotations).toMatchObject([
      { level: 'error', file: 'access/assignments.yaml', line: 3 },
      { level: 'error', file: 'access/permission-sets.yaml', line: 4 },
    ]);
    expect(annotations[0]?.message).toContain('Developer');
    expect(annotations[1]?.message).toContain('sessionDuration');
    expect(place.comments(pull, 'plan')[0]).toContain('access/permission-sets.yaml');
    expect(summary).toContain('access/assignments.yaml');
    expect(log).not.toMatch(/^\s+at .*:\d+:\d+\)?$/mu);
    expect(place.aws.log.requests).toEqual([]);
  });

  it('are annotated worst first, with the number left out', async () => {
    await using place = await Place.open();
    const rules = Array.from(
      { length: 30 },
      (_, at) => `  - groups: G${at}\n    permissionSets: Missing${at}\n    accounts: dev\n`,
    );
    const pull = place.propose({ 'access/assignments.yaml': `assignments:\n${rules.join('')}` });
    const { annotations, log } = await place.plan(pull);
    expect(annotations.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(annotations.map(({ message }) => message).join('\n')).toMatch(/2[0-9] more/u);
    for (let at = 0; at < 30; at += 1) expect(log).toContain(`Missing${at}`);
  });

  it('of which the whole directory vanished are refused', async () => {
    await using place = await Place.open();
    const gone = Object.fromEntries(Object.keys(files).map((path) => [path, null]));
    const pull = place.propose(gone);
    const { outputs, exitCode } = await place.plan(pull);
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 1, result: 'refused' });
    expect(place.comments(pull, 'plan')).toHaveLength(1);
    expect(place.aws.log.requests).toEqual([]);
  });
});

describe('a head that is not ours', () => {
  /** No credentials of AWS, no id-token, a token that reads, and no network either. */
  const foreign = {
    env: {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_SESSION_TOKEN: undefined,
    },
    api: {
      url: 'http://127.0.0.1:9',
      graphqlUrl: 'http://127.0.0.1:9/graphql',
      serverUrl: 'https://github.com',
    },
  };

  function fromFork(place: Place, edits: Readonly<Record<string, string>>): WorkflowEvent {
    const fork = place.repository.fork('stranger');
    fork.commit({ branch: 'wish', files: edits, message: 'Wish', author: 'stranger' });
    const pull = place.repository.openPullRequest({
      head: 'wish',
      author: 'stranger',
      title: 'Wish',
      headRepository: fork,
    });
    return place.repository.events.pullRequest(pull, 'opened');
  }

  it.each([
    ['good', change, 'clean', 0],
    ['bad', { 'access/assignments.yaml': 'assignments: 1\n' }, 'invalid', 1],
  ] as const)(
    'in a fork: %s files are checked without asking anybody',
    async (_, edits, result, exitCode) => {
      await using place = await Place.open();
      const event = fromFork(place, edits);
      const asked = place.github.log.requests.length;
      const run = await place.run(event, foreign);
      expect({ result: run.outputs['result'], exitCode: run.exitCode }).toEqual({
        result,
        exitCode,
      });
      expect(run.log).toContain('a fork');
      expect(run.log).not.toContain('pull_request_target');
      expect(place.aws.log.requests).toEqual([]);
      expect(place.github.log.requests).toHaveLength(asked);
    },
  );

  it('in a fork is not planned under pull_request_target, whatever mode is asked for', async () => {
    await using place = await Place.open();
    fromFork(place, change);
    const [pull] = [...place.repository.state.threads.values()];
    if (pull === undefined || !('head' in pull)) throw new Error('no pull request');
    const event = place.repository.events.pullRequestTarget(pull, 'opened');
    const run = await place.run(event, { inputs: { mode: 'plan' } });
    expect(run.log).toContain('a fork');
    expect(place.aws.log.requests).toEqual([]);
    expect(place.repository.comments(pull.number)).toEqual([]);
  });

  it('by Dependabot is checked without asking anybody', async () => {
    await using place = await Place.open();
    place.repository.commit({
      branch: 'bump',
      files: change,
      message: 'Bump',
      author: 'dependabot[bot]',
    });
    const pull = place.repository.openPullRequest({
      head: 'bump',
      author: 'dependabot[bot]',
      title: 'Bump',
    });
    const run = await place.run(place.repository.events.pullRequest(pull, 'opened'), foreign);
    expect(run.exitCode).toBe(0);
    expect(run.outputs['result']).toBe('clean');
    expect(run.log).toContain('Dependabot');
    expect(place.aws.log.requests).toEqual([]);
  });
});

describe('a pull request that moved on', () => {
  it('while the job waited gets no comment of the old head', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const old = place.repository.events.pullRequest(pull, 'opened');
    place.repository.commit({
      branch: 'change',
      files: { 'README.md': 'x' },
      message: 'More',
      author: 'ines',
    });
    const { outputs, exitCode } = await place.run(old);
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 0, result: 'superseded' });
    expect(place.repository.comments(pull.number)).toEqual([]);
  });

  it('while the plan was made gets no comment of the old head', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const event = place.repository.events.pullRequest(pull, 'opened');
    place.github.fail({
      operation: 'pulls/get',
      nth: 2,
      effect: {
        kind: 'meanwhile',
        when: 'before',
        run: () =>
          place.repository.commit({
            branch: 'change',
            files: { 'README.md': 'x' },
            message: 'More',
            author: 'ines',
          }),
      },
    });
    const { outputs, exitCode } = await place.run(event);
    expect(exitCode).toBe(0);
    expect(outputs['comment-url']).toBe('');
    expect(place.repository.comments(pull.number)).toEqual([]);
  });

  it('or was closed gets none either', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const event = place.repository.events.pullRequest(pull, 'opened');
    place.repository.close(pull);
    const { outputs, exitCode } = await place.run(event);
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 0, result: 'superseded' });
    expect(place.repository.comments(pull.number)).toEqual([]);
  });
});

describe('a plan by hand', () => {
  it('tells what is merged and not applied yet, though the last commit is about something else', async () => {
    await using place = await Place.open();
    await place.merged();
    place.repository.commit({
      branch: 'main',
      files: { 'README.md': 'Who may do what.\n' },
      message: 'Explain',
      author: 'mira',
    });
    const event = place.repository.events.workflowDispatch({ actor: 'mira' });
    const { outputs, exitCode, summary } = await place.run(event);
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ result: 'changes', 'has-changes': 'true', grants: '3' });
    expect(summary).toContain('3 assignments');
    expect(place.aws.log.writes()).toEqual([]);
  });
});
