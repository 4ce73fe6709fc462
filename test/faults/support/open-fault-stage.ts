import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { unthrottled } from '../../../src/simulator/aws/knobs.ts';
import type { ServiceName } from '../../../src/simulator/aws/models/served-operations.ts';
import {
  type AwsSimulator,
  startAwsSimulator,
} from '../../../src/simulator/aws/start-aws-simulator.ts';
import { SimulatedClock } from '../../../src/simulator/clock.ts';
import type { WorkflowEvent } from '../../../src/simulator/github/events/workflow-event.ts';
import type { RepositoryHandle } from '../../../src/simulator/github/repository-handle.ts';
import { startGitHubSimulator } from '../../../src/simulator/github/start-github-simulator.ts';
import type { PullRequest } from '../../../src/simulator/github/world/threads.ts';
import {
  createCommandFiles,
  jobEnvironment,
} from '../../../src/simulator/runner/job-environment.ts';
import { FaultClock, silence } from './fault-clock.ts';
import type { FaultStory, Files } from './fault-story.ts';
import { rememberedTrees } from './remembered-trees.ts';
import { accessKeys, type Job, type JobMode, type Place, runJob, type Runner } from './run-job.ts';
import { type StsStandIn, startStsStandIn } from './sts-stand-in.ts';

export class Killed extends Error {}

/** How far GitHub has come when a case begins. */
export type Moment = 'merged' | 'proposed';
/** The job of the open pull request, of the push that merged it, of the hour, or of the morning. */
export type JobName = 'apply' | 'drift' | 'hourly' | 'plan';

/** One operation that a run sent. */
export interface Asked {
  readonly service: ServiceName | 'sts';
  readonly operation: string;
}

/** One case: an organization as the story has it, and GitHub as it was at the story's moment. */
export interface Play {
  readonly aws: AwsSimulator;
  readonly sts: StsStandIn;
  readonly repository: RepositoryHandle;
  readonly pull: PullRequest;
  /** What was asked of AWS so far, in order; of STS first. */
  asked(): Asked[];
  /** Requests that no service would have taken. */
  invalid(): string[];
  run(job: JobName, inputs?: Readonly<Record<string, string>>): Promise<Job>;
  /**
   * Ends the process of the job that runs, and whatever it may still send to AWS or GitHub, until `revive`.
   * Its `run` rejects with `Killed`.
   */
  kill(): void;
  revive(): Promise<void>;
  close(): Promise<void>;
}

/** One story's repository, where everything that comes before a case is done once. */
export interface FaultStage {
  readonly story: FaultStory;
  begin(): Promise<Play>;
  close(): Promise<void>;
}

const firstMoment = Date.parse('2026-11-02T09:00:00Z');
const hour = 3_600_000;
const readOnly = [
  ...['sso', 'identitystore', 'organizations'].flatMap((service) =>
    ['List', 'Describe', 'Get'].map((verb) => `${service}:${verb}*`),
  ),
  'access-analyzer:ValidatePolicy',
  'cloudtrail:LookupEvents',
];
const unlimited = { hourlyRequests: 1e9, contentWritesPerMinute: 1e9 };

export async function openFaultStage(story: FaultStory, moment: Moment): Promise<FaultStage> {
  let time = new SimulatedClock({ scale: 0, startAt: new Date(firstMoment).toISOString() });
  let aws: AwsSimulator | undefined;
  const gitHub = await startGitHubSimulator({
    clock: { now: () => new Date(time.now()) },
    settings: unlimited,
  });
  const sts = await startStsStandIn(() => aws?.url ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const repository = gitHub.createRepository({
    owner: 'fernhill',
    name: 'access',
    files: below(story.base),
  });
  repository.addCollaborator('rosa', 'maintain');
  const first = repository.commitAndPush({
    branch: 'main',
    files: { 'README.md': 'Who may do what in AWS.\n' },
    message: 'Explain the repository',
    author: 'rosa',
  });

  const places = new Map<string, Place>();
  const read = gitHub.jobToken(repository, {
    contents: 'read',
    'pull-requests': 'write',
    statuses: 'read',
    issues: 'write',
  });
  const write = gitHub.jobToken(repository, {
    contents: 'read',
    'pull-requests': 'write',
    statuses: 'write',
  });
  const runner: Runner = {
    gitHub,
    tokens: { plan: read, drift: read, apply: write },
    remembered: rememberedTrees(),
    placeOf: (event) => {
      const key = `${event.name} ${event.ref} ${event.sha}`;
      const known = places.get(key);
      if (known !== undefined) return known;
      const temp = join(folder, String(places.size));
      const workspace = join(temp, 'work');
      mkdirSync(workspace, { recursive: true });
      repository.checkout(event.sha, workspace, { ref: event.ref });
      const job = jobEnvironment({ event, workspace, temp, api: gitHub }, createCommandFiles(temp));
      places.set(key, { workspace, job });
      return { workspace, job };
    },
  };

  const openAws = async (at: number): Promise<AwsSimulator> => {
    time = new SimulatedClock({ scale: 0, startAt: new Date(at).toISOString() });
    aws = await startAwsSimulator({
      seed: story.organization,
      clock: time,
      knobs: { ...unthrottled, ...story.knobs },
      callers: {
        [accessKeys.plan]: {
          role: 'plan',
          allow: readOnly,
          ...(story.planAccount !== undefined && { account: story.planAccount }),
        },
      },
    });
    const settings = {
      ...aws.environment,
      AWS_ENDPOINT_URL_STS: sts.url,
      AWS_SECRET_ACCESS_KEY: 's',
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    return aws;
  };
  const play = (
    on: AwsSimulator,
    events: (job: JobName) => WorkflowEvent,
    pull: PullRequest,
  ): Play => {
    const hangs = hangsIn(on);
    const stsBefore = sts.asked;
    const newClock = (): FaultClock => new FaultClock(time, () => sts.hangs + hangs());
    let clock = newClock();
    let die: (error: Killed) => void = () => undefined;
    return {
      aws: on,
      sts,
      repository,
      pull,
      asked: () => [
        ...(sts.asked > stsBefore
          ? [{ service: 'sts', operation: 'GetCallerIdentity' } as const]
          : []),
        ...on.log.requests.map(({ service, operation }) => ({
          service: service as ServiceName,
          operation,
        })),
      ],
      invalid: () => [
        ...on.log.invalid().map(({ operation, invalid }) => `${operation}: ${invalid.join()}`),
        ...gitHub.log.invalid.map(({ method, path }) => `${method} ${path}`),
      ],
      run: (job, inputs = {}) => {
        const death = new Promise<never>((_resolve, reject) => {
          die = reject;
        });
        return Promise.race([runJob(runner, clock, modeOf[job], events(job), inputs), death]);
      },
      kill: () => {
        on.faults.add({ operation: '*', effect: { kind: 'connection-reset' } });
        gitHub.fail({ operation: '*', times: Infinity, effect: { kind: 'reset' } });
        clock.stop();
        die(new Killed());
      },
      revive: async () => {
        await silence();
        clock = newClock();
        on.faults.clear();
        gitHub.faults.clear();
      },
      close: () => on.close(),
    };
  };

  // Before the story: the first apply marks its commit, and the change is proposed, planned and merged.
  const before = await openAws(firstMoment);
  repository.commit({
    branch: 'change',
    files: below(story.change),
    message: 'Change who may do what',
    author: 'ines',
  });
  const pull = repository.openPullRequest({ head: 'change', author: 'ines', title: story.name });
  let push = first;
  const events = (job: JobName): WorkflowEvent => {
    switch (job) {
      case 'plan':
        return repository.events.pullRequest(pull, 'opened');
      case 'apply':
        return repository.events.push(push);
      case 'hourly':
        return repository.events.schedule('23 * * * *');
      case 'drift':
        return repository.events.schedule('47 5 * * *');
    }
  };
  const beginning = play(before, events, pull);
  await endsAs(beginning, 'apply', 'clean');
  time.advance(hour);
  if (moment === 'merged') {
    await endsAs(beginning, 'plan', 'changes');
    time.advance(hour);
    push = repository.merge(pull, { by: 'rosa' });
  }
  await before.close();
  const begins = time.now() + hour + (story.days ?? 0) * 24 * hour;
  const { statuses, comments, threads } = repository.state;
  const kept = {
    statuses: statuses.length,
    comments: new Set(comments.keys()),
    threads: new Set(threads.keys()),
  };

  return {
    story,
    async begin() {
      statuses.length = kept.statuses;
      for (const id of comments.keys()) if (!kept.comments.has(id)) comments.delete(id);
      for (const id of threads.keys()) if (!kept.threads.has(id)) threads.delete(id);
      gitHub.log.requests.length = 0;
      gitHub.faults.clear();
      sts.fails(null);
      const on = await openAws(begins);
      story.byHand?.(on.world);
      return play(on, events, pull);
    },
    async close() {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
      await sts.close();
      await gitHub.close();
    },
  };
}

const modeOf: Readonly<Record<JobName, JobMode>> = {
  plan: 'plan',
  drift: 'drift',
  apply: 'apply',
  hourly: 'apply',
};

async function endsAs(play: Play, job: JobName, result: string): Promise<void> {
  const { report, log } = await play.run(job);
  if (report.result !== result)
    throw new Error(`${job} ended ${report.result}, not ${result}:\n${log}`);
}

function below(files: Files): Record<string, string | null> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`access/${path}`, text]));
}

/** Counts on from where it was; it is asked very often. */
function hangsIn({ log }: AwsSimulator): () => number {
  let looked = 0;
  let hangs = 0;
  return () => {
    for (const { outcome } of log.requests.slice(looked)) {
      if (outcome.kind === 'no-answer' && outcome.why === 'hang') hangs += 1;
    }
    looked = log.requests.length;
    return hangs;
  };
}
