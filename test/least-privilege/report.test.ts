import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openStory } from '../scenarios/harness/open-story.ts';
import type { Job } from '../scenarios/harness/run-job.ts';
import { accessKeys } from '../scenarios/harness/stage.ts';
import type { Story } from '../scenarios/harness/story.ts';
import { iamActionOf } from './support/iam-action-of.ts';
import { policiesOfMode } from './support/policies-of-mode.ts';
import { filled, readPolicy, valuesOf, withoutAction } from './support/policy-files.ts';

/** What the role that plans may do: a report has no list of its own. */
const names = [
  ...new Set([...policiesOfMode.plan, ...policiesOfMode.drift, ...policiesOfMode.doctor]),
];
const from = fileURLToPath(new URL('../scenarios/access-report/', import.meta.url));

async function reportWithout(story: Story, action: string | null): Promise<Job> {
  const { aws } = story.stage;
  const policies = names
    .map((name) => filled(readPolicy(name), valuesOf(aws)))
    .map((policy) => (action === null ? policy : withoutAction(policy, action)));
  aws.callers[accessKeys.read] = { role: 'plan', account: 'management', policies };
  return story.report();
}

/** Of each service one; that every other read is named too, the other modes show. */
const actions = [
  'identitystore:ListGroupMemberships',
  'identitystore:ListUsers',
  'organizations:ListOrganizationalUnitsForParent',
  'sso:ListAccountAssignments',
  'sso:ListApplicationAssignments',
];

it('reports everything with what the role that plans may do, and names what it lacks', async () => {
  const story = await openStory(import.meta.dirname, { from });
  const whole = await reportWithout(story, null);
  expect(whole.report['access-report.json']).toContain('"exhaustive": true');
  const asked = new Set(story.stage.aws.log.requests.map(iamActionOf));
  for (const action of actions) {
    expect(asked).toContain(action);
    const { log, report } = await reportWithout(story, action);
    expect(log).toContain(action);
    // A run that failed leaves none.
    expect(report['access-report.json'] ?? '').not.toContain('"exhaustive": true');
  }
  expect(story.stage.aws.log.invalid()).toEqual([]);
  story.ended = true;
});
