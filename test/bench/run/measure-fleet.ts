import type { PullRequest } from '../../../src/simulator/github/world/threads.ts';
import type { Change } from '../fleet/make-changes.ts';
import { factsOnceMerged, type Fleet, type FleetFacts } from '../fleet/make-fleet.ts';
import { type Ending, measureRun, type Run } from './measure-run.ts';
import type { Measurement, RunName } from './measurement.ts';
import type { Stage } from './open-stage.ts';

const nothing = { grants: 0, revokes: 0, drift: 0 };

/**
 * Runs what a repository sees: a first apply, pull requests, their merges, and drift runs. Plans are
 * made once as in a repository where nobody planned before, and once where a plan's comment stands.
 */
export async function measureFleet(
  fleet: Fleet,
  stage: Stage,
  told: (run: string) => void = () => undefined,
): Promise<Measurement[]> {
  const { repository, time } = stage;
  const { events } = repository;
  const { facts } = fleet;
  const { handOver, scattered, rollOut } = fleet.changes;
  const afterTen = factsOnceMerged(fleet, [handOver]);
  const afterBoth = factsOnceMerged(fleet, [handOver, scattered]);
  const found: Measurement[] = [];

  const measure = async (run: Run): Promise<void> => {
    told(run.name);
    found.push(await measureRun(stage, run));
    time.nextMoment();
  };
  const planning = (
    name: RunName,
    pull: PullRequest,
    action: 'opened' | 'synchronize',
    change: Change,
    before: FleetFacts,
  ): Promise<void> =>
    measure({
      name,
      inputs: { mode: 'plan' },
      event: events.pullRequest(pull, action),
      question: {
        kind: 'touched',
        facts: before,
        change,
        namesKnown: repository.state.comments.size > 0,
        writes: false,
      },
      ends: changed('changes', change, before),
    });
  const applying = (
    name: RunName,
    pull: PullRequest,
    change: Change,
    before: FleetFacts,
  ): Promise<void> =>
    measure({
      name,
      inputs: { mode: 'apply' },
      event: events.push(repository.merge(pull, { by: 'rosa', method: 'squash' })),
      question: { kind: 'touched', facts: before, change, namesKnown: true, writes: true },
      ends: changed('applied', change, before),
    });

  await measure({
    name: 'first apply',
    inputs: { mode: 'apply' },
    event: events.push(stage.first),
    question: { kind: 'complete', facts },
    ends: unchanged(facts),
  });

  const ten = propose(stage, handOver);
  await planning('plan of ten', ten, 'opened', handOver, facts);
  forgetPlans(stage);
  const other = propose(stage, scattered);
  await planning('plan of ten scattered', other, 'opened', scattered, facts);
  pushAgain(stage, ten);
  await planning('plan of ten, record', ten, 'synchronize', handOver, facts);
  pushAgain(stage, other);
  await planning('plan of ten scattered, record', other, 'synchronize', scattered, facts);
  await applying('apply of ten', ten, handOver, facts);
  await applying('apply of ten scattered', other, scattered, afterTen);

  await measure({
    name: 'drift',
    inputs: { mode: 'drift' },
    event: events.schedule('47 5 * * *'),
    question: { kind: 'by-group', facts: afterBoth },
    ends: unchanged(afterBoth),
  });
  await measure({
    name: 'drift, complete',
    inputs: { mode: 'drift', read: 'complete' },
    event: events.schedule('47 5 * * 0'),
    question: { kind: 'complete', facts: afterBoth },
    ends: unchanged(afterBoth),
  });

  const many = propose(stage, rollOut);
  await planning('plan of roll-out', many, 'opened', rollOut, afterBoth);
  await applying('apply of roll-out', many, rollOut, afterBoth);
  return found;
}

function unchanged({ assignments }: FleetFacts): Ending {
  return { result: 'clean', ...nothing, desiredAssignments: assignments };
}

function changed(result: string, { coming, going }: Change, before: FleetFacts): Ending {
  return {
    result,
    grants: coming.length,
    revokes: going.length,
    drift: 0,
    desiredAssignments: before.assignments + coming.length - going.length,
  };
}

function propose({ repository }: Stage, { name, title, files }: Change): PullRequest {
  repository.commit({ branch: name, files, message: title, author: 'ines' });
  return repository.openPullRequest({ head: name, author: 'ines', title });
}

/** Another commit, with nothing in the mapping files. */
function pushAgain({ repository }: Stage, { head, title }: PullRequest): void {
  const files = { [`notes/${head.ref}.md`]: `${title}.\n` };
  repository.commit({ branch: head.ref, files, message: 'Say why', author: 'ines' });
}

function forgetPlans({ repository }: Stage): void {
  repository.state.comments.clear();
}
