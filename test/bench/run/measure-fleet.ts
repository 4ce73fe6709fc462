import type { PlanCounts } from '../../../src/core/plan/plan.ts';
import type { LoggedRequest } from '../../../src/simulator/aws/request-log.ts';
import type { WorkflowEvent } from '../../../src/simulator/github/events/workflow-event.ts';
import { leastRequests, type Question } from '../bounds/least-requests.ts';
import { bucketOf, type Limits, rateOf, secondsAtRate } from '../bounds/rate-of.ts';
import { type Requests, totalOf } from '../bounds/requests.ts';
import { terraformRequests } from '../bounds/terraform-requests.ts';
import type { Fleet, FleetFacts } from '../fleet/make-fleet.ts';
import type { Stage } from './open-stage.ts';
import { type EndedJob, type Mode, runJob } from './run-job.ts';

/** What one run took, beside the least that it could take and what Terraform would. */
export interface Measurement {
  readonly run: string;
  readonly result: string;
  /** Whether everything was read. */
  readonly exhaustive: boolean;
  /** Of AWS and of GitHub, by `service:operation`. */
  readonly requests: Requests;
  readonly awsRequests: number;
  /** From start to end at AWS's rate, latency and durations included. */
  readonly simulatedSeconds: number;
  /** Of the rate that AWS allows, between the first and the last request that count against it. */
  readonly shareOfLimit: Readonly<Record<string, number>>;
  readonly throttledShare: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly least: { readonly requests: Requests; readonly total: number; readonly seconds: number };
  readonly timesLeast: { readonly requests: number; readonly seconds: number };
  readonly terraform: { readonly requests: Requests; readonly total: number };
  /** Requests to the same two services, in parts of Terraform's. */
  readonly ofTerraform: number;
}

const nothing = { grants: 0, revokes: 0, drift: 0 };

/** Runs what a repository sees: a first apply, a pull request, its merge, and the morning's drift run. */
export async function measureFleet(
  fleet: Fleet,
  stage: Stage,
  told: (run: string) => void = () => undefined,
): Promise<Measurement[]> {
  const { repository, time } = stage;
  const { events } = repository;
  const { facts, factsAfter } = fleet;
  const change = { grants: facts.change.coming, revokes: facts.change.going, drift: 0 };
  const found: Measurement[] = [];
  const run = async (name: string, step: Step): Promise<void> => {
    told(name);
    found.push(await measure(name, stage, step));
    time.nextMoment();
  };

  await run('first apply', {
    mode: 'apply',
    event: events.push(stage.first),
    question: 'everything',
    facts,
    ends: { result: 'clean', ...nothing, desiredAssignments: facts.assignments },
  });

  const message = 'Hand over the rota';
  repository.commit({ branch: 'rota', files: fleet.change, message, author: 'ines' });
  const pull = repository.openPullRequest({ head: 'rota', author: 'ines', title: message });
  await run('plan of ten', {
    mode: 'plan',
    event: events.pullRequest(pull, 'opened'),
    question: 'change',
    facts,
    ends: { result: 'changes', ...change, desiredAssignments: factsAfter.assignments },
  });

  const merged = repository.merge(pull, { by: 'rosa', method: 'squash' });
  await run('apply of ten', {
    mode: 'apply',
    event: events.push(merged),
    question: 'change-and-write',
    facts,
    ends: { result: 'applied', ...change, desiredAssignments: factsAfter.assignments },
  });

  await run('drift', {
    mode: 'drift',
    event: events.schedule('47 5 * * *'),
    question: 'everything',
    facts: factsAfter,
    ends: { result: 'clean', ...nothing, desiredAssignments: factsAfter.assignments },
  });
  return found;
}

interface Step {
  readonly mode: Mode;
  readonly event: WorkflowEvent;
  readonly question: Question;
  readonly facts: FleetFacts;
  /** What the run must say; otherwise the files and the organization do not agree. */
  readonly ends: Ending;
}

type Ending = { readonly result: string } & Pick<
  PlanCounts,
  'grants' | 'revokes' | 'drift' | 'desiredAssignments'
>;

async function measure(
  name: string,
  stage: Stage,
  { mode, event, question, facts, ends }: Step,
): Promise<Measurement> {
  const { aws, gitHub } = stage;
  aws.log.clear();
  gitHub.log.requests.length = 0;
  const job = await runJob(stage, mode, event);
  requireEnding(name, job, ends);
  const invalid = aws.log.invalid().length + gitHub.log.invalid.length;
  if (invalid > 0) throw new Error(`${name}: ${invalid} invalid requests`);
  const asked = aws.log.counts();
  const ofGitHub = Map.groupBy(gitHub.log.requests, ({ operation }) => operation ?? 'unknown');
  return {
    ...compared(name, question, facts, aws.knobs.throttle, asked, job),
    requests: {
      ...asked,
      ...Object.fromEntries([...ofGitHub].map(([key, some]) => [`github:${key}`, some.length])),
    },
    shareOfLimit: sharesOf(aws.knobs.throttle, aws.log.requests),
    throttledShare: aws.log.throttles().length / Math.max(1, aws.log.requests.length),
  };
}

function requireEnding(name: string, { result, plan }: EndedJob, ends: Ending): void {
  const found: Readonly<Record<string, unknown>> = { ...plan?.counts, result };
  const wrong = Object.entries(ends).filter(([key, value]) => found[key] !== value);
  if (wrong.length === 0) return;
  const told = wrong.map(([key, value]) => `${key} ${String(found[key])}, not ${value}`);
  throw new Error(`${name}: ${told.join('; ')}`);
}

function compared(
  run: string,
  question: Question,
  facts: FleetFacts,
  limits: Limits,
  asked: Requests,
  { result, plan, seconds, usage }: EndedJob,
) {
  const requests = leastRequests(question, facts);
  const least = { requests, total: totalOf(requests), seconds: secondsAtRate(limits, requests) };
  const byTerraform = terraformRequests(question, facts);
  const terraform = { requests: byTerraform, total: totalOf(byTerraform) };
  const awsRequests = totalOf(asked);
  return {
    run,
    result,
    exhaustive: plan?.exhaustive ?? false,
    awsRequests,
    simulatedSeconds: seconds,
    ...usage,
    least,
    timesLeast: { requests: awsRequests / least.total, seconds: seconds / least.seconds },
    terraform,
    ofTerraform: totalOf(asked, ['sso-admin', 'identitystore']) / terraform.total,
  };
}

/** Perfect pacing is 1; a burst at the start may come to more. */
function sharesOf(limits: Limits, requests: readonly LoggedRequest[]): Record<string, number> {
  const byBucket = Map.groupBy(requests, ({ service, operation }) =>
    bucketOf(`${service}:${operation}`),
  );
  return Object.fromEntries(
    [...byBucket].map(([bucket, some]) => {
      const times = some.map(({ at }) => Date.parse(at));
      const span = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
      return [bucket, some.length / (span * rateOf(limits, bucket).perSecond + 1)];
    }),
  );
}
