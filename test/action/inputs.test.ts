import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Place } from './place.ts';

const trace = /^\s+at .*:\d+:\d+\)?$/mu;

describe('bad inputs', () => {
  it('are all told at once, and nothing is asked of anybody', async () => {
    await using place = await Place.open();
    const event = place.repository.events.pullRequest(place.propose(), 'opened');
    const asked = place.github.log.requests.length;
    const inputs = {
      mode: 'aply',
      config: '../elsewhere',
      'new-accounts': 'yes',
      read: 'all',
      'fail-on-drift': 'maybe',
      'approve-plan': 'abc',
    };
    const { log, exitCode, outputs } = await place.run(event, { inputs });
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 1, result: 'invalid' });
    for (const name of Object.keys(inputs)) expect(log).toContain(`input ${name}`);
    expect(log).toContain('apply');
    expect(log).not.toMatch(trace);
    expect(place.aws.log.requests).toEqual([]);
    expect(place.github.log.requests).toHaveLength(asked);
  });

  it('like an empty token are a sentence', async () => {
    await using place = await Place.open();
    const event = place.repository.events.pullRequest(place.propose(), 'opened');
    const { log, exitCode, outputs } = await place.run(event, { inputs: { 'github-token': '' } });
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 1, result: 'invalid' });
    expect(log).toContain('github-token is empty');
    expect(log).not.toMatch(trace);
  });

  it('like a token that GitHub refuses name what is wrong with it', async () => {
    await using place = await Place.open();
    const event = place.repository.events.pullRequest(place.propose(), 'opened');
    const { log, exitCode, outputs } = await place.run(event, { token: 'ghs_unknown' });
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 1, result: 'failed' });
    expect(log).toMatch(/token/u);
    expect(log).not.toMatch(trace);
    expect(log).not.toContain('ghs_unknown');
  });

  it('like a token that may not comment name the permission', async () => {
    await using place = await Place.open();
    const pull = place.propose();
    const token = place.github.jobToken(place.repository, {
      contents: 'read',
      statuses: 'write',
      'pull-requests': 'read',
    });
    const { log, exitCode } = await place.plan(pull, { token });
    expect(exitCode).toBe(1);
    expect(log).toContain('pull-requests: write');
    expect(log).not.toMatch(trace);
  });

  it('like approve-plan under another event are refused', async () => {
    await using place = await Place.open();
    const { push } = await place.merged();
    const { log, exitCode } = await place.run(push, { inputs: { 'approve-plan': 'a'.repeat(64) } });
    expect(exitCode).toBe(1);
    expect(log).toContain('approve-plan');
    expect(place.aws.log.writes()).toEqual([]);
  });

  it('like a directory that is not there are a sentence', async () => {
    await using place = await Place.open();
    const { push } = await place.merged();
    const { log, exitCode } = await place.run(push, { inputs: { config: 'acces' } });
    expect(exitCode).toBe(1);
    expect(log).toContain('acces');
    expect(log).not.toMatch(trace);
    expect(place.aws.log.requests.length).toBeGreaterThan(0);
    expect(place.aws.log.writes()).toEqual([]);
  });

  it.each([
    ['explain without a question', { mode: 'explain' }, 'explain needs input principal'],
    ['a question for another mode', { mode: 'drift', account: 'prod' }, 'only explain takes'],
    ['a rule outside', { mode: 'explain', rule: '../x.yaml:1' }, 'no place in a mapping file'],
  ])('like %s are a sentence, and nothing is asked of AWS', async (_, inputs, words) => {
    await using place = await Place.open();
    const event = place.repository.events.workflowDispatch({ actor: 'mira' });
    const { log, exitCode, outputs } = await place.run(event, { inputs });
    expect({ exitCode, result: outputs['result'] }).toEqual({ exitCode: 1, result: 'invalid' });
    expect(log).toContain(words);
    expect(log).not.toMatch(trace);
    expect(place.aws.log.requests).toEqual([]);
  });
});

describe('a bad event', () => {
  it.each([
    ['no JSON', '{"action": '],
    ['another event', '{"zen": "Keep it logically awesome."}'],
    ['nothing', ''],
    ['null', 'null'],
  ])('file with %s is a sentence', async (_, text) => {
    await using place = await Place.open();
    const event = place.repository.events.pullRequest(place.propose(), 'opened');
    const temp = place.folder('temp');
    const running = place.start(event, {
      temp,
      env: { GITHUB_EVENT_PATH: `${temp}/event.json` },
      prepare: () => writeFileSync(`${temp}/event.json`, text),
    });
    const { log, exitCode } = await running.done;
    expect(exitCode).toBe(1);
    expect(log).toContain('pull_request event');
    expect(log).not.toMatch(trace);
  });

  it('file that is missing is a sentence', async () => {
    await using place = await Place.open();
    const event = place.repository.events.pullRequest(place.propose(), 'opened');
    const { log, exitCode } = await place.run(event, { env: { GITHUB_EVENT_PATH: '/nowhere' } });
    expect(exitCode).toBe(1);
    expect(log).toContain('GITHUB_EVENT_PATH');
  });
});
