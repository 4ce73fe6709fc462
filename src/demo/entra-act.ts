import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAwsSimulator } from '../simulator/aws/start-aws-simulator.ts';
import { identityStoreTarget } from '../simulator/entra/provisioning/identity-store-target.ts';
import { startEntraSimulator } from '../simulator/entra/start-entra-simulator.ts';
import { tenantSeed } from '../simulator/entra/world/tenant-seed.ts';
import { startGitHubSimulator } from '../simulator/github/start-github-simulator.ts';
import type { WorkflowEvent } from '../simulator/github/events/workflow-event.ts';
import { startIdTokenIssuer } from '../simulator/runner/id-token-issuer.ts';
import { readExample } from './read-example.ts';
import { title } from './say.ts';
import { runJob, showComments, type Stage } from './stage.ts';
import { took, type Tally } from './tally.ts';

/** How long Entra takes to count a fresh assignment, and to bring a group: shorter than in life. */
const patience = { assignmentFreshnessMs: 3000, onDemandDelayMs: 2000 };

/** A pull request on examples/entra that names a group which AWS does not know yet. */
export async function playEntra({
  root,
  workspaces,
  say,
}: Pick<Stage, 'root' | 'workspaces' | 'say'>): Promise<Tally> {
  const directory = join(root, 'examples/entra');
  const example = readExample(directory);
  const aws = await startAwsSimulator({ seed: example.organization });
  const github = await startGitHubSimulator({});
  const repository = github.createRepository({
    owner: 'larkfield',
    name: 'aws-access',
    files: example.files,
  });
  repository.addCollaborator('anna', 'maintain');
  const stage: Stage = { root, workspaces, aws, github, repository, say };
  const first = repository.commitAndPush({
    branch: 'main',
    files: { 'README.md': 'Who may do what in AWS.\n' },
    message: 'Explain the repository',
    author: 'anna',
  });
  const push = repository.events.push(first);

  const issuer = await startIdTokenIssuer({ subjects: 'ids' });
  const entra = await startEntraSimulator({
    seed: readTenant(join(directory, 'entra.json'), push),
    knobs: { provisioning: patience },
    provisioning: identityStoreTarget(aws.world),
    issuers: [issuer],
  });
  const job = (mode: string, event: WorkflowEvent): Promise<string> => {
    const writes = mode === 'apply';
    return runJob(stage, mode, event, {
      inputs: {
        'entra-client-id': entra.appId(writes ? 'aws-access-apply' : 'aws-access-plan'),
      },
      env: entra.environment,
      idToken: { issuer, ...(writes && { environment: 'aws-access' }) },
    });
  };

  title(say, '8  With Entra ID', 'the jobs sign in to it with their own tokens; nothing to do yet');
  await job('apply', push);

  title(say, '9  A rule names a group that AWS does not know', 'the plan says what comes first');
  repository.commit({
    branch: 'on-call',
    files: example.change,
    message: 'Give the on-call rotation its access',
    author: 'erik',
  });
  const pull = repository.openPullRequest({
    head: 'on-call',
    author: 'erik',
    title: 'Give the on-call rotation its access',
  });
  await job('plan', repository.events.pullRequest(pull, 'opened'));
  showComments(stage, pull.number, 'plan');

  title(say, '10  It is merged', 'the group is assigned, provisioned on demand, and granted');
  const merged = repository.merge(pull, { by: 'anna', method: 'squash' });
  await job('apply', repository.events.push(merged));
  showComments(stage, pull.number, 'outcome');

  title(say, '11  And again', 'nothing is left to do');
  const last = await job('apply', repository.events.schedule('23 * * * *'));
  await aws.settled();
  const tally = took(last, { aws, github, entra });
  await entra.close();
  await issuer.close();
  await github.close();
  await aws.close();
  return tally;
}

/** The example's federated credentials, for the ids that this repository happens to have. */
function readTenant(file: string, { repository }: WorkflowEvent) {
  const { owner, ownerId, fullName, id } = repository;
  const name = fullName.slice(owner.length + 1);
  const text = readFileSync(file, 'utf8');
  const subject = `repo:${owner}@${ownerId}/${name}@${id}:`;
  return tenantSeed.parse(JSON.parse(text.replaceAll(/repo:[^:"]+:/g, subject)));
}
