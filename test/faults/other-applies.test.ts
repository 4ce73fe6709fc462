import { movedPeople } from './stories/moved-people.ts';
import { otherStories } from './stories/apply-stories.ts';
import { applyCases, blindApplyCases } from './support/apply-cases.ts';
import { narrowly } from './support/fault-story.ts';

for (const story of otherStories) await applyCases(story);
for (const story of [movedPeople, narrowly(movedPeople)]) await blindApplyCases(story);
