import { setStories } from './stories/apply-stories.ts';
import { applyCases } from './support/apply-cases.ts';

for (const story of setStories) await applyCases(story);
