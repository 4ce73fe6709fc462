import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Draft } from '../draft.ts';
import { resolveIncludes } from '../includes.ts';

export function checkIncludes(draft: Draft): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const included = resolveIncludes(draft.directory, draft.settings?.include ?? [], problems);
  for (const { value, at } of included) {
    if (draft.included.includes(value)) continue;
    problems.push(
      errorAt(at, 'invalid-include', `there is no directory "${value}" at this commit`, {
        why: `an include counts from "${draft.directory}"`,
        help: 'correct the path, or add the directory',
      }),
    );
  }
  return problems;
}
