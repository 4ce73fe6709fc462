import type { Example } from './read-example.ts';
import { title } from './say.ts';
import { runJob, showComments, showOpening, type Stage } from './stage.ts';

/** What no review can allow: an administrator in production who is not there for emergencies. */
const administrator = {
  path: 'access/assignments/network.yaml',
  text: `assignments:
  - { groups: Network-Engineers, permissionSets: BreakGlass, accounts: shared-services-prod }
`,
};

/** A pull request that breaks a rule and crosses a limit: the one is mended, the other allowed. */
export async function playCleanUp(stage: Stage, edits: Example['change']): Promise<void> {
  const { repository } = stage;
  const branch = 'access-review';
  title(
    stage.say,
    '4  Guardrails refuse a change',
    'administrators in production, and much taken away at once',
  );
  repository.commit({
    branch,
    files: { ...edits, [administrator.path]: administrator.text },
    message: 'Take back what the access review found unused',
    author: 'ines',
  });
  const pull = repository.openPullRequest({
    head: branch,
    author: 'ines',
    title: 'Take back what the access review found unused',
  });
  await runJob(stage, 'plan', repository.events.pullRequest(pull, 'opened'), { fails: true });
  showOpening(stage, pull.number);

  title(
    stage.say,
    '5  The rule is obeyed, the limit is allowed',
    'by a reviewer who has no part in the change',
  );
  repository.commit({
    branch,
    files: { [administrator.path]: null },
    message: 'Leave administrators out of it',
    author: 'ines',
  });
  // What a rule stopped was never in the digest, so taking it out leaves that as it was.
  const body = `/allow ${digestOf(stage, pull.number)}`;
  repository.review(pull, { author: 'mira', state: 'APPROVED', body });
  stage.say(`mira approves: ${body}`);
  await runJob(stage, 'plan', repository.events.pullRequest(pull, 'synchronize'));
  showOpening(stage, pull.number);

  title(stage.say, '6  It is merged', 'the outcome records who allowed it');
  const merged = repository.merge(pull, { by: 'mira', method: 'squash' });
  await runJob(stage, 'apply', repository.events.push(merged));
  showComments(stage, pull.number, 'outcome');
}

function digestOf({ repository }: Stage, number: number): string {
  const [digest] = repository
    .comments(number)
    .flatMap(({ body }) => /^Plan digest `([0-9a-f]{64})`/m.exec(body)?.[1] ?? []);
  if (digest === undefined) throw new Error('no comment shows a digest');
  return digest;
}
