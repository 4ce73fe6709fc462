import { applyStories } from './stories/apply-stories.ts';
import { applyCases } from './support/apply-cases.ts';

await applyCases(applyStories.renaming);
