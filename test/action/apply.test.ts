import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { change, files, Place } from './place.ts';

const applied = [
  'Auditors Auditor dev',
  'Auditors Auditor prod',
  'Developers Developer dev',
  'Developers Developer prod',
];

describe('an apply', () => {
  it('does what was reviewed, tells the pull request, and leaves nothing to do', async () => {
    await using place = await Place.open();
    const { pull, push, planned } = await place.merged();
    const { outputs, exitCode, summary, annotations } = await place.run(push);

    expect({ exitCode, annotations }).toEqual({ exitCode: 0, annotations: [] });
    expect(outputs).toMatchObject({
      result: 'applied',
      grants: '3',
      'permission-set-changes': '1',
      held: '0',
      failed: '0',
      'plan-digest': planned.outputs['plan-digest'],
    });
    expect(place.assignments()).toEqual(applied);
    const [outcome, ...more] = place.comments(pull, 'outcome');
    expect(more).toEqual([]);
    expect(outcome).toContain('Applied: 4 operations');
    expect(outputs['comment-url']).toContain(`/pull/${pull.number}#issuecomment-`);
    expect(summary).toContain('Applied: 4 operations');
    const [status] = place.repository.statuses(place.repository.tip());
    expect(status).toMatchObject({ state: 'success' });
    expect(status?.context).toMatch(/^identity-center\/platform@ssoins-/u);

    const writes = place.aws.log.writes().length;
    const again = await place.run(place.repository.events.schedule('7 * * * *'), {
      inputs: { mode: 'apply' },
    });
    expect(again.outputs).toMatchObject({ result: 'clean', 'has-changes': 'false' });
    const drift = await place.run(place.repository.events.schedule('7 * * * *'));
    expect(drift.outputs).toMatchObject({ result: 'clean', drift: '0' });
    expect(place.aws.log.writes()).toHaveLength(writes);
    expect(place.invalid()).toEqual([]);
  });

  it('holds what nobody reviewed, and fails the run', async () => {
    await using place = await Place.open();
    const push = place.repository.commitAndPush({
      branch: 'main',
      files: change,
      message: 'Skip the review',
      author: 'mira',
    });
    const run = await place.run(place.repository.events.push(push));
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ result: 'held', held: '4', failed: '0' });
    expect(run.summary).toContain(run.outputs['plan-digest']);
    expect(place.aws.log.writes()).toEqual([]);

    const byHand = await place.run(place.repository.events.workflowDispatch({ actor: 'mira' }), {
      inputs: { mode: 'apply', 'approve-plan': run.outputs['plan-digest'] ?? '' },
    });
    expect(byHand.outputs).toMatchObject({ result: 'applied', held: '0' });
    expect(place.assignments()).toEqual(applied);
  });

  it('takes back what the files give up, and says so in the plan it leaves', async () => {
    await using place = await Place.open();
    const { push, planned } = await place.merged({
      'access/assignments.yaml': files['access/assignments.yaml'].replace(
        'Developers',
        'Operators',
      ),
    });
    expect(planned.outputs).toMatchObject({ result: 'changes', grants: '1', revokes: '1' });
    const run = await place.run(push);
    expect(run.outputs).toMatchObject({ result: 'applied', grants: '1', revokes: '1' });
    expect(place.assignments()).toEqual(['Operators Developer dev']);
    const plan = JSON.parse(readFileSync(run.outputs['plan-path'] ?? '', 'utf8')) as {
      operations: { kind: string }[];
    };
    expect(plan.operations.map(({ kind }) => kind)).toEqual(['grant', 'revoke']);
  });

  it('of another branch is no apply', async () => {
    await using place = await Place.open();
    const push = place.repository.commitAndPush({
      branch: 'feature',
      files: change,
      message: 'Try',
      author: 'ines',
    });
    const event = place.repository.events.push(push);
    const byEvent = await place.run(event);
    expect(byEvent.outputs).toMatchObject({ result: 'clean' });
    const byName = await place.run(event, { inputs: { mode: 'apply' } });
    expect(byName.exitCode).toBe(1);
    expect(byName.log).toContain('apply is refused');
    expect(place.aws.log.requests).toEqual([]);
  });

  it('of an older commit is superseded', async () => {
    await using place = await Place.open();
    const { push } = await place.merged();
    place.repository.commit({ branch: 'main', files, message: 'Back', author: 'mira' });
    const { outputs, exitCode } = await place.run(push);
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 0, result: 'superseded' });
    expect(place.aws.log.writes()).toEqual([]);
  });
});

describe('an apply by name is refused', () => {
  it.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'issue_comment',
    'merge_group',
    'workflow_run',
  ] as const)('under %s', async (name) => {
    await using place = await Place.open();
    const pull = place.propose();
    const { events } = place.repository;
    const [group] = place.repository.queue([pull], 'mira');
    if (group === undefined) throw new Error('no group');
    const event = {
      pull_request: () => events.pullRequest(pull, 'opened'),
      pull_request_target: () => events.pullRequestTarget(pull, 'opened'),
      pull_request_review: () =>
        events.pullRequestReview(
          pull,
          place.repository.review(pull, { author: 'mira', state: 'APPROVED' }),
        ),
      issue_comment: () =>
        events.issueComment(place.repository.comment(pull.number, 'mira', '/apply')),
      merge_group: () => events.mergeGroup(group),
      workflow_run: () => events.workflowRun(events.pullRequest(pull, 'opened')),
    }[name]();
    const { exitCode, log, outputs } = await place.run(event, { inputs: { mode: 'apply' } });
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 1, result: 'invalid' });
    expect(log).toContain(`apply is refused for the event ${name}`);
    expect(place.aws.log.requests).toEqual([]);
    expect(place.repository.statuses(place.repository.tip())).toHaveLength(1);
  });
});

describe('an old job run again', () => {
  it('of the plan, after the merge, changes nothing anywhere', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const event = place.repository.events.pullRequest(pull, 'opened');
    await place.run(event);
    const push = place.repository.events.push(place.repository.merge(pull, { by: 'mira' }));
    await place.run(push);
    const before = {
      world: place.aws.world.dump(),
      comments: place.repository.comments(pull.number).map(({ body }) => body),
    };
    const { exitCode, outputs } = await place.run(event, { runAttempt: 2 });
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 0, result: 'superseded' });
    expect(place.aws.world.dump()).toEqual(before.world);
    expect(place.repository.comments(pull.number).map(({ body }) => body)).toEqual(before.comments);
  });

  it('of the apply, after it was complete, finds nothing to do', async () => {
    await using place = await Place.open();
    const { push, pull } = await place.merged();
    await place.run(push);
    const writes = place.aws.log.writes().length;
    const { exitCode, outputs } = await place.run(push, { runAttempt: 2 });
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 0, result: 'clean' });
    expect(place.aws.log.writes()).toHaveLength(writes);
    expect(place.comments(pull, 'outcome')[0]).toContain('Applied: 4 operations');
  });
});
