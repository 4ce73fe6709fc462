import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Tags } from '../../model/permission-set.ts';
import { awsLimits } from '../limits.ts';

export function checkTagCount(tags: Tags, at: Span): readonly Diagnostic[] {
  const count = Object.keys(tags).length;
  if (count + 1 <= awsLimits.tags) return [];
  return [
    errorAt(at, 'too-many-tags', `the permission set has ${count} tags`, {
      why: `AWS allows ${awsLimits.tags}, of which one is the ownership tag; tags from settings.defaults count too`,
      help: `keep at most ${awsLimits.tags - 1}`,
    }),
  ];
}
