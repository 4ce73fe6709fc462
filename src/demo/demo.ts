/**
 * `npm run demo`: a pull request on examples/starter, from its comment to its outcome, on a simulated
 * GitHub and a simulated AWS. The packaged Action runs as the runner starts it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAwsSimulator } from '../simulator/aws/start-aws-simulator.ts';
import { startGitHubSimulator } from '../simulator/github/start-github-simulator.ts';
import type { WorkflowEvent } from '../simulator/github/events/workflow-event.ts';
import type { RepositoryHandle } from '../simulator/github/repository-handle.ts';
import { runAction } from '../simulator/runner/run-action.ts';
import { readStarter } from './read-starter.ts';
import { say, title } from './say.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const starter = readStarter(join(root, 'examples/starter'));
const workspaces = mkdtempSync(join(tmpdir(), 'identity-center-reconciler-demo-'));

if (!existsSync(join(root, 'dist/index.js'))) throw new Error('dist/ is missing: npm run build');
const aws = await startAwsSimulator({ seed: starter.organization });
const github = await startGitHubSimulator({});
const repository = github.createRepository({
  owner: 'fernhill',
  name: 'access',
  files: starter.files,
});
repository.addCollaborator('mira', 'maintain');

title('1  The organization as it is', 'an hourly run finds nothing to do and marks the commit');
const first = repository.commitAndPush({
  branch: 'main',
  files: { 'README.md': 'Who may do what in AWS.\n' },
  message: 'Explain the repository',
  author: 'mira',
});
await step('apply', repository.events.push(first));

title('2  Somebody asks for access', 'the plan, as posted on the pull request');
repository.commit({
  branch: 'fraud-team',
  files: starter.change,
  message: 'Found the fraud team',
  author: 'ines',
});
const pull = repository.openPullRequest({
  head: 'fraud-team',
  author: 'ines',
  title: 'Found the fraud team',
});
await step('plan', repository.events.pullRequest(pull, 'opened'));
showComments(repository, pull.number, 'plan');

title('3  It is merged', 'exactly that is applied, and the outcome is told');
const merged = repository.merge(pull, { by: 'mira', method: 'squash' });
await step('apply', repository.events.push(merged));
showComments(repository, pull.number, 'outcome');

title('4  And again', 'nothing is left to do');
const again = await step('apply', repository.events.schedule('17 * * * *'));
await aws.settled();

const invalid = aws.log.invalid().length + github.log.invalid.length;
say(
  `${Object.values(aws.log.counts()).reduce((sum, count) => sum + count, 0)} requests to AWS, ${aws.log.throttles().length} of them throttled`,
);
await github.close();
await aws.close();
rmSync(workspaces, { recursive: true, force: true });
if (again !== 'clean' || invalid > 0) {
  say(`expected a clean end without invalid requests; got ${again} and ${invalid}`);
  process.exitCode = 1;
}

/** One job: a checkout, then the Action; answers its result. */
async function step(mode: string, event: WorkflowEvent): Promise<string> {
  const workspace = mkdtempSync(join(workspaces, `${mode}-`));
  repository.checkout(event.sha, workspace, { ref: event.ref });
  const token = github.jobToken(repository, {
    contents: 'read',
    'pull-requests': 'write',
    statuses: 'write',
  });
  const result = await runAction({
    actionFile: join(root, 'action.yml'),
    workspace,
    event,
    api: github,
    token,
    inputs: { mode },
    env: {
      ...aws.environment,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIADEMO',
      AWS_SECRET_ACCESS_KEY: 'demo',
    },
    temp: workspaces,
  });
  const { result: word = 'none' } = result.outputs;
  if (result.exitCode !== 0) say(result.log);
  say(`\`${mode}\` ended "${word}" with exit status ${result.exitCode}`);
  return word;
}

function showComments(from: RepositoryHandle, number: number, kind: string): void {
  const opening = `<!-- identity-center-reconciler:${kind} `;
  for (const comment of from.comments(number)) {
    if (comment.body.startsWith(opening)) say(comment.body.replaceAll(/<!--[^]*?-->\n?/g, ''));
  }
}
