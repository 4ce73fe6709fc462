import { allApplyStories } from '../../faults/stories/apply-stories.ts';
import { editedSet } from '../../faults/stories/edited-set.ts';
import { movedPeople } from '../../faults/stories/moved-people.ts';
import { planStories, readOrganization } from '../../faults/stories/read-organization.ts';
import { type FaultStory, narrowly } from '../../faults/support/fault-story.ts';
import type { JobName, Moment } from '../../faults/support/open-fault-stage.ts';
import { manyPairs } from './many-pairs.ts';

/** The modes that ask AWS about plans; the doctor is played elsewhere, and validate asks nobody. */
export type Mode = 'apply' | 'drift' | 'plan';

/** A job of a story. */
export interface Occasion {
  readonly name: string;
  readonly story: FaultStory;
  readonly moment: Moment;
  readonly job: JobName;
  /** Where its role is; the management account if left out. */
  readonly account: string | undefined;
}

const reading: readonly FaultStory[] = [...planStories, manyPairs];
const applying: readonly FaultStory[] = [
  ...allApplyStories.map(({ story }) => story),
  readOrganization,
  narrowly(readOrganization),
  ...planStories.filter(({ planAccount }) => planAccount !== undefined),
];

/** Between them, jobs that ask for everything that their mode may ask for. */
export const occasions: Readonly<Record<Mode, readonly Occasion[]>> = {
  plan: [...reading, editedSet].map((story) => occasion(story, 'proposed', 'plan')),
  drift: [
    ...reading.map((story) => occasion(story, 'proposed', 'drift')),
    occasion(movedPeople, 'merged', 'drift'),
  ],
  apply: applying.map((story) => occasion(story, 'merged', 'apply')),
};

function occasion(story: FaultStory, moment: Moment, job: JobName): Occasion {
  return { name: `${job} ${story.name}`, story, moment, job, account: story.planAccount };
}
