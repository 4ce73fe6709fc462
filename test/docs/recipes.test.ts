import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import { renderDiagnosticsText } from '../../src/report/render-diagnostics-text.ts';
import { sourceOf } from '../core/mapping/support/source-of.ts';
import { codeBlocks } from './markdown.ts';

const blocks = codeBlocks('docs/recipes.md').flatMap(({ text }) => {
  const path = /^# (\S+\.ya?ml)\n/.exec(text)?.[1];
  return path === undefined ? [] : [{ path, text }];
});

describe('the recipes', () => {
  it('are mapping files that nothing is wrong with, one directory together', () => {
    const files = blocks.filter(({ path }) => path.startsWith('access/'));
    const source = sourceOf(Object.fromEntries(files.map(({ path, text }) => [path, text])));
    expect(renderDiagnosticsText(loadMapping(source).diagnostics)).toBe('');
    expect(files.length).toBeGreaterThan(3);
  });

  it.each(['europe', 'america'])('are valid for the organization %s too', (organization) => {
    const directory = `organizations/${organization}`;
    const files = blocks.filter(({ path }) => path.startsWith('organizations/'));
    const source = sourceOf(Object.fromEntries(files.map(({ path, text }) => [path, text])));
    const isRead = ({ path }: { readonly path: string }): boolean =>
      path.startsWith(`${directory}/`) || path.startsWith('organizations/shared/');
    const { diagnostics } = loadMapping({
      ...source,
      directory,
      included: ['organizations/shared'],
      files: source.files.filter(isRead),
    });
    expect(renderDiagnosticsText(diagnostics)).toBe('');
  });

  const workflows = blocks.filter(({ path }) => path.startsWith('.github/workflows/'));
  it.each(workflows)("has a workflow that GitHub's own parser accepts: $path", ({ path, text }) => {
    const { context } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map((error) => error.message)).toEqual([]);
  });
});
