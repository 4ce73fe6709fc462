import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { WorldDump } from '../../../src/simulator/aws/world/dump.ts';
import { openFaultStage, type JobName, type Play } from '../../faults/support/open-fault-stage.ts';
import { accessKeys, type Job } from '../../faults/support/run-job.ts';
import { untruths } from '../../faults/support/untruths.ts';
import { iamActionOf, isReading } from './iam-action-of.ts';
import type { Occasion } from './occasions.ts';

const outcomeMarker = '<!-- identity-center-reconciler:outcome ';

/** What a job of an occasion left behind, and what it asked of AWS on the way. */
export interface Played {
  readonly occasion: JobName;
  readonly job: Job;
  /** IAM actions, in order; of requests that were refused, too. */
  readonly asked: readonly string[];
  /** Everything that people can read of it. */
  readonly told: string;
  /** Comments on the pull request. */
  readonly comments: string;
  /** Where something else is told than what is live. */
  readonly untruths: readonly string[];
  /** Writes that AWS did. */
  readonly writes: readonly string[];
}

/** A role's policies, which name the instance and accounts of one organization. */
export type PoliciesFor = (aws: AwsSimulator) => readonly object[];

export interface OpenOccasion extends Occasion {
  play(policies: PoliciesFor): Promise<Played>;
  close(): Promise<void>;
}

/** One occasion, to be played as often as it is wanted, each time by a role with other policies. */
export async function openOccasion(occasion: Occasion): Promise<OpenOccasion> {
  const { story, moment, job, account } = occasion;
  const stage = await openFaultStage(story, moment);
  return {
    ...occasion,
    close: () => stage.close(),
    play: async (policies) => {
      const play = await stage.begin();
      const { aws } = play;
      aws.callers[accessKeys[job === 'hourly' ? 'apply' : job]] = {
        role: `identity-center-${job}`,
        policies: policies(aws),
        ...(account !== undefined && { account }),
      };
      const before = aws.world.dump();
      const done = await play.run(job);
      await aws.settled();
      const played = playedOf(play, job, done, before);
      await play.close();
      return played;
    },
  };
}

function playedOf(play: Play, occasion: JobName, job: Job, before: WorldDump): Played {
  const { aws, repository, pull } = play;
  const comments = repository.comments(pull.number).map(({ body }) => body);
  const issues = repository.issues().map(({ body }) => body);
  const outcome = comments.find((body) => body.startsWith(outcomeMarker)) ?? null;
  const wrong =
    job.report.outcomes.length === 0 ? [] : untruths(job, before, aws.world.dump(), outcome);
  return {
    occasion,
    job,
    asked: aws.log.requests.map(iamActionOf),
    told: [job.log, job.planJson, ...job.warnings, ...comments, ...issues].join('\n'),
    comments: comments.join('\n'),
    untruths: [...wrong, ...play.invalid().map((request) => `invalid: ${request}`)],
    writes: aws.log.requests
      .filter(({ outcome: { kind } }) => kind === 'answered')
      .map(iamActionOf)
      .filter((action) => !isReading(action)),
  };
}
