import { peopleStories } from './stories/apply-stories.ts';
import { applyCases } from './support/apply-cases.ts';

for (const story of peopleStories) await applyCases(story);
