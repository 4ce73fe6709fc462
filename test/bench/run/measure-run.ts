import type { PlanCounts } from '../../../src/core/plan/plan.ts';
import type { LoggedRequest } from '../../../src/simulator/aws/request-log.ts';
import type { WorkflowEvent } from '../../../src/simulator/github/events/workflow-event.ts';
import { leastRequests } from '../bounds/least-requests.ts';
import { leastSeconds, leastWriting, type Pace } from '../bounds/least-seconds.ts';
import type { Question } from '../bounds/question.ts';
import { bucketOf, type Limits, rateOf } from '../bounds/rate-of.ts';
import { totalOf } from '../bounds/requests.ts';
import { terraformRequests } from '../bounds/terraform-requests.ts';
import type { Measurement, RunName, Writing } from './measurement.ts';
import { latency, type Stage } from './open-stage.ts';
import { type EndedJob, type JobInputs, runJob } from './run-job.ts';

export interface Run {
  readonly name: RunName;
  readonly inputs: JobInputs;
  readonly event: WorkflowEvent;
  readonly question: Question;
  /** What the run must say; otherwise the files and the organization do not agree. */
  readonly ends: Ending;
}

export type Ending = { readonly result: string } & Pick<
  PlanCounts,
  'grants' | 'revokes' | 'drift' | 'desiredAssignments'
>;

export async function measureRun(stage: Stage, run: Run): Promise<Measurement> {
  const { aws, gitHub } = stage;
  const { question } = run;
  aws.log.clear();
  gitHub.log.requests.length = 0;
  const job = await runJob(stage, run.inputs, run.event);
  requireEnding(run, job);
  const invalid = aws.log.invalid().length + gitHub.log.invalid.length;
  if (invalid > 0) throw new Error(`${run.name}: ${invalid} invalid requests`);
  const asked = aws.log.counts();
  const ofGitHub = Map.groupBy(gitHub.log.requests, ({ operation }) => operation ?? 'unknown');
  const pace = { knobs: aws.knobs, latency: latency / 1000, acceptedBefore: stage.accepted };
  const writing = writingOf(question, aws.log.requests, pace);
  stage.accepted += acceptedIn(aws.log.requests);
  const requests = leastRequests(question);
  const least = { requests, total: totalOf(requests), seconds: leastSeconds(question, pace) };
  const byTerraform = terraformRequests(question);
  const terraform = { requests: byTerraform, total: totalOf(byTerraform) };
  const awsRequests = totalOf(asked);
  return {
    run: run.name,
    result: job.result,
    exhaustive: job.plan?.exhaustive ?? false,
    strategy: job.plan?.strategy ?? '',
    requests: {
      ...asked,
      ...Object.fromEntries([...ofGitHub].map(([key, some]) => [`github:${key}`, some.length])),
    },
    awsRequests,
    simulatedSeconds: job.seconds,
    shareOfLimit: sharesOf(aws.knobs.throttle, aws.log.requests),
    throttledShare: aws.log.throttles().length / Math.max(1, aws.log.requests.length),
    writing,
    ...job.usage,
    least,
    timesLeast: { requests: awsRequests / least.total, seconds: job.seconds / least.seconds },
    terraform,
    ofTerraform: totalOf(asked, ['sso-admin', 'identitystore']) / terraform.total,
  };
}

function requireEnding({ name, ends }: Run, { result, plan }: EndedJob): void {
  const found: Readonly<Record<string, unknown>> = { ...plan?.counts, result };
  const wrong = Object.entries(ends).filter(([key, value]) => found[key] !== value);
  if (wrong.length === 0) return;
  const told = wrong.map(([key, value]) => `${key} ${String(found[key])}, not ${value}`);
  throw new Error(`${name}: ${told.join('; ')}`);
}

const writes = new Set(['CreateAccountAssignment', 'DeleteAccountAssignment']);

function writingOf(
  question: Question,
  requests: readonly LoggedRequest[],
  pace: Pace,
): Writing | null {
  const first = requests.find(({ operation }) => writes.has(operation));
  const last = requests.at(-1);
  if (question.kind !== 'touched' || first === undefined || last === undefined) return null;
  return {
    assignments: question.change.coming.length + question.change.going.length,
    seconds: (Date.parse(last.at) - Date.parse(first.at) + latency) / 1000,
    leastSeconds: leastWriting(question, pace),
  };
}

/** Requests that AWS carries out later. */
function acceptedIn(requests: readonly LoggedRequest[]): number {
  return requests.filter(
    ({ operation, outcome }) =>
      outcome.kind === 'answered' &&
      (writes.has(operation) || operation === 'ProvisionPermissionSet'),
  ).length;
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
