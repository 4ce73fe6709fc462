import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readActionInputs } from '../../src/inputs.ts';
import type { WorkflowEvent } from '../../src/simulator/github/events/workflowEvent.ts';
import type { GitHubSimulator } from '../../src/simulator/github/GitHubSimulator.ts';
import { startGitHubSimulator } from '../../src/simulator/github/startGitHubSimulator.ts';

let simulator: GitHubSimulator;

beforeAll(async () => {
  simulator = await startGitHubSimulator();
});
afterAll(() => simulator.close());

function read(event: WorkflowEvent) {
  const env = {
    'INPUT_GITHUB-TOKEN': 'ghs_1',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_REPOSITORY: event.repository.fullName,
    GITHUB_SHA: event.sha,
    GITHUB_REF: event.ref,
    GITHUB_ACTOR: event.actor,
  };
  return readActionInputs(env, JSON.stringify(event.payload)).value;
}

describe('events as GitHub words them', () => {
  it('are read from the opening of a pull request to its merge', () => {
    const repository = simulator.createRepository({
      owner: 'acme',
      name: 'access',
      files: { 'access/a.yaml': 'a: 1\n' },
    });
    const before = repository.tip();
    const files = { 'access/b.yaml': 'b: 1\n' };
    repository.commit({ branch: 'topic', files, message: 'Add b', author: 'mona' });
    const pull = repository.openPullRequest({ head: 'topic', author: 'mona', title: 'Add b' });

    const opened = read(repository.events.pullRequest(pull, 'opened'));
    expect(opened).toMatchObject({
      mode: 'plan',
      context: {
        kind: 'pull-request',
        number: pull.number,
        headCommit: repository.tip('topic'),
        isFork: false,
        isOpen: true,
        actor: 'mona',
      },
    });
    const testMerge = opened?.context.kind === 'pull-request' ? opened.context.testMerge : null;
    expect(repository.state.commit(testMerge ?? '').parents).toEqual([
      before,
      repository.tip('topic'),
    ]);

    const push = repository.merge(pull, { by: 'hubot' });
    expect(read(repository.events.push(push))).toMatchObject({
      mode: 'apply',
      context: { kind: 'push', before, after: repository.tip(), isDefaultBranch: true },
    });
    expect(read(repository.events.schedule('7 * * * *'))).toMatchObject({
      mode: 'drift',
      context: { kind: 'schedule', commit: repository.tip(), branch: 'main' },
    });
    expect(read(repository.events.workflowDispatch({ actor: 'mona' }))).toMatchObject({
      mode: 'plan',
      context: { kind: 'dispatch', commit: repository.tip(), isDefaultBranch: true },
    });
  });

  it('show a head from a fork', () => {
    const repository = simulator.createRepository({
      owner: 'acme',
      name: 'public-access',
      private: false,
      files: { 'access/a.yaml': 'a: 1\n' },
    });
    const fork = repository.fork('eve');
    const files = { 'access/b.yaml': 'b: 1\n' };
    fork.commit({ branch: 'topic', files, message: 'Add b', author: 'eve' });
    const pull = repository.openPullRequest({
      head: 'topic',
      headRepository: fork,
      author: 'eve',
      title: 'Add b',
    });
    expect(read(repository.events.pullRequest(pull, 'opened'))).toMatchObject({
      mode: 'validate',
      context: { isFork: true },
    });
  });
});
