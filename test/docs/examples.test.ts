import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import { renderDiagnosticsText } from '../../src/report/render-diagnostics-text.ts';
import { sourceOf } from '../core/mapping/support/source-of.ts';
import { codeBlocks } from './markdown.ts';

/** Examples that say, in their first line or behind the backticks, which file they are. */
function filesOn(page: string): ReadonlyMap<string, string> {
  return new Map(
    codeBlocks(page).flatMap(({ info, text }): [string, string][] => {
      const path = /^# (\S+\.ya?ml)\n/.exec(text)?.[1] ?? /^json (\S+)$/.exec(info)?.[1];
      return path === undefined ? [] : [[path, text]];
    }),
  );
}

describe('the examples in the documentation', () => {
  it.each(['README.md', 'docs/mapping-files.md'])(
    'are, on %s, mapping files that nothing is wrong with',
    (page) => {
      const files = [...filesOn(page)].filter(([path]) => path.startsWith('access/'));
      expect(files.length).toBeGreaterThan(0);
      const { diagnostics } = loadMapping(sourceOf(Object.fromEntries(files)));
      expect(renderDiagnosticsText(diagnostics)).toBe('');
    },
  );

  it("hold a workflow that GitHub's own parser accepts", () => {
    const name = '.github/workflows/access.yml';
    const content = filesOn('README.md').get(name) ?? '';
    const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map((error) => error.message)).toEqual([]);
    expect(value).toBeDefined();
  });
});
