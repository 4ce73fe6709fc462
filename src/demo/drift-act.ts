import { join } from 'node:path';
import { startAwsSimulator } from '../simulator/aws/start-aws-simulator.ts';
import { startGitHubSimulator } from '../simulator/github/start-github-simulator.ts';
import { readExample } from './read-example.ts';
import { title } from './say.ts';
import { runJob, showComments, type Stage } from './stage.ts';
import { took, type Tally } from './tally.ts';

const EVERY_MORNING = '47 5 * * *';
const proposing = {
  inputs: { 'drift-pull-request': 'true' },
  permissions: { contents: 'write', issues: 'write' },
} as const;

/** Somebody grants access in the console: found the next morning, explained, and kept by a pull request. */
export async function playDrift({
  root,
  workspaces,
  say,
}: Pick<Stage, 'root' | 'workspaces' | 'say'>): Promise<Tally> {
  const example = readExample(join(root, 'examples/starter'));
  const aws = await startAwsSimulator({ seed: example.organization });
  const github = await startGitHubSimulator({});
  const { files } = example;
  const repository = github.createRepository({ owner: 'fernhill', name: 'access', files });
  repository.addCollaborator('mira', 'maintain');
  const stage: Stage = { root, workspaces, aws, github, repository, say };

  title(
    say,
    '12  Somebody grants access in the console',
    'the drift issue of the next morning, with who did it',
  );
  const otto = aws.world.as('otto@fernhill.example');
  otto.consoleGrant({ group: 'Data-Analysts' }, 'ReadOnly', 'storefront-prod');
  const morning = repository.events.schedule(EVERY_MORNING);
  await runJob(stage, 'drift', morning, { ...proposing, fails: true });
  showIssue(stage);

  title(say, '13  It is kept', 'the run’s pull request is merged, and the issue closes');
  const pull = repository.state.pulls.find(({ state }) => state === 'open');
  if (pull === undefined) throw new Error('the drift run opened no pull request');
  say(
    'GitHub starts no workflow for what a job’s own token opens: somebody closes and reopens it.',
  );
  repository.close(pull);
  repository.reopen(pull);
  await runJob(stage, 'plan', repository.events.pullRequest(pull, 'reopened'));
  showComments(stage, pull.number, 'plan');
  const merged = repository.merge(pull, { by: 'mira', method: 'squash' });
  await runJob(stage, 'apply', repository.events.push(merged));
  const next = repository.events.schedule(EVERY_MORNING);
  const last = await runJob(stage, 'drift', next, proposing);
  for (const { number, state } of repository.issues()) say(`issue #${number} is ${state}`);
  await aws.settled();
  const isClosed = repository.issues().every(({ state }) => state === 'closed');
  const tally = took(isClosed ? last : 'an open issue', { aws, github });
  await github.close();
  await aws.close();
  return tally;
}

function showIssue({ repository, say }: Stage): void {
  for (const { number, title: heading, body } of repository.issues()) {
    say(`issue #${number}, ${heading}\n\n${body.replaceAll(/<!--[^]*?-->\n?/g, '')}`);
  }
}
