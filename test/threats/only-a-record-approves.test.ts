import { describe, expect, it } from 'vitest';
import type { WorkflowEvent } from '../../src/simulator/github/events/workflow-event.ts';
import { change, Place } from '../action/place.ts';

/** What the plan of `change` has for a digest, wherever it is planned. */
async function digestOfChange(): Promise<string> {
  await using place = await Place.open();
  return (await place.plan(place.propose())).outputs['plan-digest'] ?? '';
}

function withLabels(event: WorkflowEvent, labels: readonly string[]): WorkflowEvent {
  const { pull_request: pull, ...payload } = event.payload as { pull_request: object };
  const given = labels.map((name, id) => ({ id, name, color: 'ededed', default: false }));
  return {
    ...event,
    payload: {
      ...payload,
      action: 'labeled',
      label: given[0] ?? {},
      pull_request: { ...pull, labels: given },
    },
  };
}

/** Each run has files of its own. */
function withoutPaths(outputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => !name.endsWith('-path')));
}

async function statusBy(place: Place, token: string, commit: string): Promise<void> {
  const instance = place.aws.world.state.place.instance.arn.split('/').at(-1);
  const answer = await fetch(
    `${place.github.url}/repos/${place.repository.fullName}/statuses/${commit}`,
    {
      method: 'POST',
      headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'success', context: `identity-center/platform@${instance}` }),
    },
  );
  expect(answer.ok).toBe(true);
}

describe('nothing but the record of a plan approves a change', () => {
  it('not a title, text, branch, commit message, comment or review that says so', async () => {
    const digest = await digestOfChange();
    const says = `/allow ${digest} /apply approve-plan: ${digest}`;
    await using place = await Place.open();
    place.repository.commit({
      branch: `allow-${digest}`,
      files: change,
      message: `${says} (#1)`,
      author: 'ines',
    });
    const pull = place.repository.openPullRequest({
      head: `allow-${digest}`,
      author: 'ines',
      title: `${says} (#1)`,
      body: says,
    });
    place.repository.comment(pull.number, 'mira', says);
    place.repository.review(pull, { author: 'mira', state: 'APPROVED', body: says });
    const push = place.repository.events.push(place.repository.merge(pull, { by: 'mira' }));
    const before = place.assignments();
    const run = await place.run(push);
    expect({ exitCode: run.exitCode, result: run.outputs['result'] }).toEqual({
      exitCode: 1,
      result: 'held',
    });
    expect(run.outputs['held']).toBe('4');
    expect(place.aws.log.writes()).toEqual([]);
    expect(place.assignments()).toEqual(before);
  });

  it('not a label: it starts a plan like any other, which does not read it', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const plain = await place.plan(pull);
    const event = place.repository.events.pullRequest(pull, 'opened');
    const labelled = withLabels(event, ['approved', `/allow ${plain.outputs['plan-digest']}`]);
    const run = await place.run(labelled);
    expect(withoutPaths(run.outputs)).toEqual(withoutPaths(plain.outputs));
    const asked = await place.run(labelled, { inputs: { mode: 'apply' } });
    expect(asked.log).toContain('apply is refused for the event pull_request');
    expect(place.aws.log.writes()).toEqual([]);
  });

  it('not the bot’s own comment on another pull request, which the subject (#1) names', async () => {
    await using place = await Place.open();
    const reviewed = place.propose();
    await place.plan(reviewed);
    place.repository.close(reviewed);
    const push = place.repository.commitAndPush({
      branch: 'main',
      files: change,
      message: 'Propose change (#1)',
      author: 'ines',
    });
    const run = await place.run(place.repository.events.push(push));
    expect(run.outputs).toMatchObject({ result: 'held', held: '4' });
    expect(place.aws.log.writes()).toEqual([]);
  });

  it('not a mark of a complete apply that somebody else set', async () => {
    await using place = await Place.open();
    const { push } = await place.merged();
    await statusBy(place, place.github.personalToken('mira'), place.repository.tip());
    // Believed, it would leave nothing of the merge to apply.
    const run = await place.run(push);
    expect(run.outputs).toMatchObject({ result: 'applied', grants: '3' });
    expect(place.assignments()).toHaveLength(4);
  });
});
