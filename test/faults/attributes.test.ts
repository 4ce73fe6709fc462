import { attributeCases } from './stories/apply-stories.ts';
import { applyCases } from './support/apply-cases.ts';

for (const story of attributeCases) await applyCases(story);
