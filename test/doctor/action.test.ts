import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readFolder } from '../scenarios/harness/read-folder.ts';
import { runJob } from '../scenarios/harness/run-job.ts';
import { openStage } from '../scenarios/harness/stage.ts';

const example = fileURLToPath(new URL('../../examples/entra', import.meta.url));

it('runs as a step of a job, signed in with the token of the job', async () => {
  const stage = await openStage(example, { base: 'access' });
  onTestFinished(() => stage.close());
  const files = Object.entries(readFolder(`${example}/access`)).map(
    ([path, text]) => [`access/${path}`, text] as const,
  );
  const repository = stage.gitHub.createRepository({
    owner: 'fernhill',
    name: 'access',
    files: Object.fromEntries(files),
  });
  const event = repository.events.workflowDispatch({ actor: 'rosa' });
  const job = await runJob(stage, repository, 'doctor', event);
  expect(job.log).toMatch(/^federation check-up\n7 checks cannot tell and 23 pass\.\n/);
  expect(job.log).toMatch(/\nPASS\n(?:.*\n)*? {2}oidc-subject /);
  expect(job.summary).toContain('## Federation check-up');
  expect(job).toMatchObject({ result: 'clean', exitCode: 0, plan: null });
  expect(job.outputs).toMatchObject({ 'plan-path': '', 'summary-path': 'summary.md' });
});
