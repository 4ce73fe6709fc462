import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { WorkflowEvent } from '../../src/simulator/github/events/workflow-event.ts';
import type { ActionResult } from '../../src/simulator/runner/read-result.ts';
import { change, Place } from '../action/place.ts';
import { ourStep, readWorkflow } from './support/workflow-problems.ts';

type Permissions = Readonly<Record<string, string>>;

/** What starts each job, and how it ends where it may do what it says. */
const jobs: readonly {
  readonly file: string;
  readonly name: string;
  readonly checksOut: boolean;
  readonly result: string;
  readonly start: (place: Place) => Promise<WorkflowEvent>;
}[] = [
  {
    file: 'access-plan.yml',
    name: 'plan',
    checksOut: true,
    result: 'changes',
    start: async (place) => place.repository.events.pullRequest(place.propose(), 'opened'),
  },
  {
    file: 'access-plan-trusted.yml',
    name: 'plan',
    checksOut: false,
    result: 'changes',
    start: async (place) => place.repository.events.pullRequestTarget(place.propose(), 'opened'),
  },
  {
    file: 'access-plan-trusted.yml',
    name: 'validate',
    checksOut: false,
    result: 'clean',
    start: async ({ repository }) => {
      const fork = repository.fork('stranger');
      fork.commit({ branch: 'wish', files: change, message: 'Wish', author: 'stranger' });
      const pull = { head: 'wish', author: 'stranger', title: 'Wish', headRepository: fork };
      return repository.events.pullRequestTarget(repository.openPullRequest(pull), 'opened');
    },
  },
  {
    file: 'access-plan-trusted.yml',
    name: 'validate',
    checksOut: false,
    result: 'clean',
    start: async (place) => {
      const [group] = place.repository.queue([place.propose()], 'mira');
      if (group === undefined) throw new Error('no group');
      return place.repository.events.mergeGroup(group);
    },
  },
  {
    file: 'access-apply.yml',
    name: 'apply',
    checksOut: true,
    result: 'applied',
    start: async (place) => (await place.merged()).push,
  },
  {
    file: 'access-drift.yml',
    name: 'drift',
    checksOut: true,
    result: 'drift',
    start: async (place) => {
      place.aws.world.consoleGrant({ group: 'Auditors' }, 'Developer', 'prod');
      return place.repository.events.schedule('47 5 * * *');
    },
  },
  {
    file: 'access-report.yml',
    name: 'report',
    checksOut: true,
    result: 'clean',
    start: async (place) => place.repository.events.schedule('17 4 1 * *'),
  },
];

function permissionsOf(file: string, name: string): Permissions {
  const { jobs: all } = readWorkflow(readFileSync(`examples/workflows/${file}`, 'utf8'));
  const { 'id-token': _signIn, ...scopes } = all[name]?.permissions ?? {};
  return scopes;
}

const withoutCredentials = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
};

async function run(
  place: Place,
  { file, name, checksOut, start }: (typeof jobs)[number],
  permissions: Permissions,
): Promise<ActionResult> {
  const { jobs: all } = readWorkflow(readFileSync(`examples/workflows/${file}`, 'utf8'));
  const job = all[name];
  if (job === undefined) throw new Error(name);
  const event = await start(place);
  const signsIn = job.steps.some(({ uses }) => uses?.startsWith('aws-actions/'));
  return place.run(event, {
    ...(!signsIn && { env: withoutCredentials }),
    token: place.github.jobToken(place.repository, permissions),
    inputs: { mode: String(ourStep(job).with?.['mode']) },
    ...(!checksOut && { checkout: null }),
  });
}

describe.each(jobs)('the job $name of $file', (job) => {
  const permissions = permissionsOf(job.file, job.name);

  it('may do with its token all that it does', async () => {
    await using place = await Place.open();
    const { log, outputs } = await run(place, job, permissions);
    expect(outputs['result']).toBe(job.result);
    expect(log).not.toContain('permission "');
    expect(place.invalid()).toEqual([]);
  });

  // An apply reads artifacts only where the settings say that records are some, and a report does without
  // pull requests where it may not read them.
  const optional = ['actions', ...(job.name === 'report' ? ['pull-requests'] : [])];
  const scopes = Object.entries(permissions).filter(([scope]) => !optional.includes(scope));
  const weaker = scopes.flatMap(([scope, access]) => [
    [scope, 'nothing', { ...permissions, [scope]: 'none' }] as const,
    ...(access === 'write' ? [[scope, 'read', { ...permissions, [scope]: 'read' }] as const] : []),
  ]);

  it.each(weaker)('fails and names %s where it has %s of it', async (scope, _, fewer) => {
    await using place = await Place.open();
    const { exitCode, log } = await run(place, job, fewer);
    expect(exitCode).toBe(1);
    expect(log).toContain(`permission "${scope}: `);
  });
});
