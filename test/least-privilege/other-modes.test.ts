import { afterAll, describe, expect, it } from 'vitest';
import { readOrganization } from '../faults/stories/read-organization.ts';
import { openFaultStage } from '../faults/support/open-fault-stage.ts';
import { accessKeys } from '../faults/support/run-job.ts';
import { iamActionOf } from './support/iam-action-of.ts';
import { isUpdating, listsOf } from './support/lists-of.ts';
import { readPolicy } from './support/policy-files.ts';
import { roleOf } from './support/roles-of.ts';

type Inputs = Readonly<Record<string, string>>;

const stage = await openFaultStage(readOrganization, 'proposed');
afterAll(() => stage.close());

/** A job by the role that plans. */
async function played(inputs: Inputs) {
  const play = await stage.begin();
  const { place } = play.aws.world.state;
  const { name: role, policies } = roleOf('PlanRole', {
    InstanceId: place.instance.id,
    ManagementAccountId: place.managementAccountId,
  });
  const allowed = isUpdating ? { allow: ['*'] } : { policies: Object.values(policies) };
  play.aws.callers[accessKeys.plan] = { role, ...allowed };
  const { report } = await play.run('drift', inputs);
  const { requests } = play.aws.log;
  const refused = requests.filter(
    ({ outcome }) => outcome.kind === 'error' && outcome.code === 'AccessDeniedException',
  );
  await play.close();
  return {
    result: report.result,
    asked: [...new Set(requests.map(iamActionOf))],
    refused: refused.map(iamActionOf),
  };
}

const questions: readonly Inputs[] = [
  { principal: 'kim', account: 'dev' },
  // Everybody is listed where nobody has the name as it is written.
  { principal: 'KIM', account: 'dev' },
  { principal: 'ada', account: 'prod', 'permission-set': 'Read' },
  { principal: 'Strangers', account: 'prod' },
  { rule: 'access/access.yaml:9' },
];

describe('the role that plans', () => {
  it('may do all that mode import asks for', async () => {
    const inputs = { config: 'imported', owner: 'platform', 'aws-region': 'eu-west-1' };
    const { asked, refused } = await played({ mode: 'import', ...inputs });
    expect(refused).toEqual([]);
    expect(asked.length).toBeGreaterThan(20);
  });

  it('may answer what mode explain is asked, and has a list of what that takes', async () => {
    const asked = new Set<string>();
    for (const question of questions) {
      const answered = await played({ mode: 'explain', ...question });
      expect(answered).toMatchObject({ result: 'clean', refused: [] });
      for (const action of answered.asked) asked.add(action);
    }
    const { allowed, called, files, made } = listsOf('explain', [...asked]);
    expect(allowed).toEqual(called);
    expect(files.map(readPolicy)).toEqual(made);
  });
});
