import { join } from 'node:path';
import { startAwsSimulator } from '../simulator/aws/start-aws-simulator.ts';
import { startGitHubSimulator } from '../simulator/github/start-github-simulator.ts';
import { playCleanUp } from './clean-up-act.ts';
import { readExample, readFolder } from './read-example.ts';
import { title } from './say.ts';
import { runJob, showComments, type Stage } from './stage.ts';
import { took, type Tally } from './tally.ts';

/** Two pull requests on examples/starter, each from its comment to its outcome. */
export async function playStarter({
  root,
  workspaces,
  say,
}: Pick<Stage, 'root' | 'workspaces' | 'say'>): Promise<Tally> {
  const directory = join(root, 'examples/starter');
  const example = readExample(directory);
  const aws = await startAwsSimulator({ seed: example.organization });
  const github = await startGitHubSimulator({});
  const repository = github.createRepository({
    owner: 'fernhill',
    name: 'access',
    files: example.files,
  });
  repository.addCollaborator('mira', 'maintain');
  const stage: Stage = { root, workspaces, aws, github, repository, say };

  title(
    say,
    '1  The organization as it is',
    'an hourly run finds nothing to do and marks the commit',
  );
  const first = repository.commitAndPush({
    branch: 'main',
    files: { 'README.md': 'Who may do what in AWS.\n' },
    message: 'Explain the repository',
    author: 'mira',
  });
  await runJob(stage, 'apply', repository.events.push(first));

  title(say, '2  Somebody asks for access', 'the plan, as posted on the pull request');
  repository.commit({
    branch: 'fraud-team',
    files: example.change,
    message: 'Found the fraud team',
    author: 'ines',
  });
  const pull = repository.openPullRequest({
    head: 'fraud-team',
    author: 'ines',
    title: 'Found the fraud team',
  });
  await runJob(stage, 'plan', repository.events.pullRequest(pull, 'opened'));
  showComments(stage, pull.number, 'plan');

  title(say, '3  It is merged', 'exactly that is applied, and the outcome is told');
  const merged = repository.merge(pull, { by: 'mira', method: 'squash' });
  await runJob(stage, 'apply', repository.events.push(merged));
  showComments(stage, pull.number, 'outcome');

  await playCleanUp(stage, readFolder(join(directory, 'clean-up'), 'access'));

  title(say, '7  And again', 'nothing is left to do');
  const last = await runJob(stage, 'apply', repository.events.schedule('17 * * * *'));
  await aws.settled();
  const tally = took(last, { aws, github });
  await github.close();
  await aws.close();
  return tally;
}
