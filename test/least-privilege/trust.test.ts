import { describe, expect, it } from 'vitest';
import type { WorkflowEvent } from '../../src/simulator/github/events/workflow-event.ts';
import { idTokenClaims } from '../../src/simulator/runner/id-token-claims.ts';
import { given, mayAssume, roleOf, type RoleName } from './support/roles-of.ts';
import type { Parameters } from './support/resolve-template.ts';

const main = 'refs/heads/main';
const merge = 'refs/pull/7/merge';

interface Job {
  readonly on: WorkflowEvent['name'];
  readonly ref: string;
  readonly environment?: string;
  /** The workflow's file without its ending; `access` if left out. */
  readonly workflow?: string;
  readonly repository?: Partial<WorkflowEvent['repository']>;
  readonly claims?: Readonly<Record<string, string>>;
}

const repository = { fullName: 'fernhill/access', id: 22, owner: 'fernhill', ownerId: 11 };

/** Who may assume a role, by both forms of GitHub's subjects, which must not differ. */
function assumes(name: RoleName, job: Job, parameters: Parameters = {}): boolean {
  const { on, ref, environment, workflow = 'access', claims } = job;
  const event: WorkflowEvent = {
    name: on,
    payload: {},
    sha: 'a'.repeat(40),
    ref,
    baseRef: '',
    headRef: '',
    actor: 'ines',
    actorId: 5,
    repository: { ...repository, ...job.repository },
  };
  const role = roleOf(name, parameters);
  const verdicts = (['ids', 'names'] as const).map((subjects) =>
    mayAssume(role, {
      aud: 'sts.amazonaws.com',
      ...idTokenClaims(
        { event, workflow, ...(environment !== undefined && { environment }) },
        subjects,
      ),
      ...claims,
    }),
  );
  expect(new Set(verdicts).size).toBe(1);
  return verdicts[0] === true;
}

const planned: Job = { on: 'pull_request', ref: merge };
const applied: Job = { on: 'push', ref: main, environment: 'aws-access' };

describe('the plan role trusts', () => {
  it.each<[string, Job, boolean]>([
    ['a pull request', planned, true],
    ['the default branch', { on: 'push', ref: main }, true],
    ['a schedule', { on: 'schedule', ref: main }, true],
    [
      'the merge queue',
      { on: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7-1' },
      true,
    ],
    ['another branch', { on: 'push', ref: 'refs/heads/other' }, false],
    ['a tag', { on: 'push', ref: 'refs/tags/main' }, false],
    [
      'the queue of another branch',
      { on: 'merge_group', ref: 'refs/heads/gh-readonly-queue/x/1' },
      false,
    ],
    ['another workflow', { ...planned, workflow: 'ci' }, false],
    ['an environment', { ...planned, environment: 'aws-access-plan' }, false],
    ['another repository', { ...planned, repository: { fullName: 'fernhill/web', id: 33 } }, false],
    ['whoever took over the name', { ...planned, repository: { id: 99 } }, false],
    [
      'another owner',
      {
        ...planned,
        repository: { fullName: 'mallory/access', owner: 'mallory', ownerId: 66, id: 67 },
      },
      false,
    ],
    [
      'a token for somebody else',
      { ...planned, claims: { aud: 'api://AzureADTokenExchange' } },
      false,
    ],
  ])('%s: %3$s', (_who, job, expected) => {
    expect(assumes('PlanRole', job)).toBe(expected);
  });

  const environment = { PlanTrust: 'environment', PlanWorkflow: 'access-*.yml' };
  const inPlace: Job = { ...planned, workflow: 'access-plan', environment: 'aws-access-plan' };
  it.each<[string, Job, boolean]>([
    ['a pull request in its environment', inPlace, true],
    [
      'drift in its environment',
      { ...inPlace, on: 'schedule', ref: main, workflow: 'access-drift' },
      true,
    ],
    ['a pull request without it', { ...planned, workflow: 'access-plan' }, false],
    ['the environment of apply', { ...inPlace, environment: 'aws-access' }, false],
    ['another workflow in it', { ...inPlace, workflow: 'ci' }, false],
  ])('with examples/workflows, %s: %3$s', (_who, job, expected) => {
    expect(assumes('PlanRole', job, environment)).toBe(expected);
  });

  const trusted = { ...environment, PlanTrust: 'default-branch' };
  it.each<[string, Job, boolean]>([
    [
      'the default branch for a pull request',
      { ...inPlace, on: 'pull_request_target', ref: main, workflow: 'access-plan-trusted' },
      true,
    ],
    ['drift', { ...inPlace, on: 'schedule', ref: main, workflow: 'access-drift' }, true],
    ["a pull request's own workflow", inPlace, false],
    ['a pushed branch', { ...inPlace, on: 'push', ref: 'refs/heads/other' }, false],
    [
      'the merge queue',
      { ...inPlace, on: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7-1' },
      false,
    ],
  ])('with the trusted plan, %s: %3$s', (_who, job, expected) => {
    expect(assumes('PlanRole', job, trusted)).toBe(expected);
  });
});

describe('the apply role trusts', () => {
  it.each<[string, Job, boolean]>([
    ['a push in its environment', applied, true],
    ['a schedule in its environment', { ...applied, on: 'schedule' }, true],
    [
      'a run by hand in the environment of approvals',
      { ...applied, on: 'workflow_dispatch', environment: 'aws-access-approval' },
      true,
    ],
    ['the default branch without an environment', { on: 'push', ref: main }, false],
    ['another environment', { ...applied, environment: 'aws-access-plan' }, false],
    ['an environment that begins like it', { ...applied, environment: 'aws-access-x' }, false],
    [
      'another branch, whatever GitHub lets into the environment',
      { ...applied, ref: 'refs/heads/other' },
      false,
    ],
    ['a pull request in it', { ...applied, on: 'pull_request', ref: merge }, false],
    ['a tag in it', { ...applied, ref: 'refs/tags/v1' }, false],
    ['another workflow of the default branch in it', { ...applied, workflow: 'ci' }, false],
    ['another repository', { ...applied, repository: { fullName: 'fernhill/web', id: 33 } }, false],
    ['whoever took over the name', { ...applied, repository: { id: 99 } }, false],
    [
      'a token for somebody else',
      { ...applied, claims: { aud: 'api://AzureADTokenExchange' } },
      false,
    ],
    [
      'a workflow of another repository that is called',
      {
        ...applied,
        claims: { job_workflow_ref: `mallory/x/.github/workflows/access.yml@${main}` },
      },
      false,
    ],
  ])('%s: %3$s', (_who, job, expected) => {
    expect(assumes('ApplyRole', job)).toBe(expected);
  });

  it('the workflow that it is told', () => {
    const parameters = { ApplyWorkflow: 'access-apply.yml' };
    expect(assumes('ApplyRole', { ...applied, workflow: 'access-apply' }, parameters)).toBe(true);
    expect(assumes('ApplyRole', applied, parameters)).toBe(false);
  });

  it('nobody whose token lacks a claim', () => {
    const { trust } = roleOf('ApplyRole');
    const needed = Object.values(trust.Statement[0].Condition).flatMap((keys) => Object.keys(keys));
    for (const key of needed) {
      const claim = key.slice(key.indexOf(':') + 1);
      expect(assumes('ApplyRole', { ...applied, claims: { [claim]: '' } })).toBe(false);
    }
    expect(needed).toHaveLength(5);
  });
});

describe('no parameter', () => {
  it.each([
    ['Owner', '*'],
    ['Repository', 'access/*'],
    ['RepositoryId', '*'],
    ['Branch', '*'],
    ['ApplyWorkflow', '*.yml'],
    ['InstanceId', '*'],
    ['OwnershipTag', '*'],
    ['ManagementAccountId', '*'],
  ])('%s may widen a role as %s', (name, value) => {
    expect(() => roleOf('ApplyRole', { ...given, [name]: value })).toThrow(name);
  });
});
