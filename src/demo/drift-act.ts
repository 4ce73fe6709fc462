import { title } from './say.ts';
import { runJob, showComments, type Stage } from './stage.ts';

const EVERY_MORNING = '47 5 * * *';
const proposing = {
  inputs: { 'drift-pull-request': 'true' },
  permissions: { contents: 'write', issues: 'write' },
} as const;

/** Somebody grants access in the console: found the next morning, explained, and kept by a pull request. */
export async function playDrift(stage: Stage): Promise<void> {
  const { aws, repository, say } = stage;
  title(
    say,
    '7  Somebody grants access in the console',
    'the drift issue of the next morning, with who did it',
  );
  const otto = aws.world.as('otto@fernhill.example');
  otto.consoleGrant({ group: 'Data-Analysts' }, 'ReadOnly', 'storefront-prod');
  const morning = repository.events.schedule(EVERY_MORNING);
  await runJob(stage, 'drift', morning, { ...proposing, fails: true });
  showIssue(stage);

  title(say, '8  It is kept', 'the pull request of the drift run is merged, and the issue closes');
  const pull = repository.state.pulls.find(({ state }) => state === 'open');
  if (pull === undefined) throw new Error('the drift run opened no pull request');
  // GitHub starts no workflow for what a job's own token opens.
  repository.close(pull);
  repository.reopen(pull);
  await runJob(stage, 'plan', repository.events.pullRequest(pull, 'reopened'));
  showComments(stage, pull.number, 'plan');
  const merged = repository.merge(pull, { by: 'mira', method: 'squash' });
  await runJob(stage, 'apply', repository.events.push(merged));
  await runJob(stage, 'drift', repository.events.schedule(EVERY_MORNING), proposing);
  for (const { number, state } of repository.issues()) say(`issue #${number} is ${state}`);
}

function showIssue({ repository, say }: Stage): void {
  for (const { number, body } of repository.issues()) {
    say(`issue #${number}\n\n${body.replaceAll(/<!--[^]*?-->\n?/g, '')}`);
  }
}
