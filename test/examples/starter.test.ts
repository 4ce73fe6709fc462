import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import type { SourceFile } from '../../src/core/mapping/mapping-source.ts';
import { renderDiagnosticsText } from '../../src/report/render-diagnostics-text.ts';

const root = 'examples/starter';

function filesBelow(folder: string): Map<string, SourceFile> {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const full = join(entry.parentPath, entry.name);
        const bytes = readFileSync(full);
        const path = full.slice(full.indexOf('access/'));
        return [path, { path, kind: 'file', bytes, size: bytes.byteLength }];
      }),
  );
}

function problemsOf(files: ReadonlyMap<string, SourceFile>): string {
  const { diagnostics } = loadMapping({
    directory: 'access',
    included: [],
    exists: true,
    files: [...files.values()],
  });
  return renderDiagnosticsText(diagnostics);
}

describe('examples/starter', () => {
  it('has mapping files that nothing is wrong with, before and after its changes', () => {
    const base = filesBelow('access');
    expect(base.size).toBeGreaterThan(5);
    expect(problemsOf(base)).toBe('');
    for (const folder of ['change', 'clean-up'])
      expect(problemsOf(new Map([...base, ...filesBelow(folder)]))).toBe('');
  });

  it("has a workflow that GitHub's own parser accepts", () => {
    const name = '.github/workflows/access.yml';
    const content = readFileSync(join(root, name), 'utf8');
    const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map((error) => error.message)).toEqual([]);
  });

  it('names the schema in the first line of every mapping file, so that editors complete', () => {
    for (const { path, bytes } of filesBelow('access').values()) {
      if (!path.endsWith('.yaml')) continue;
      const [first] = Buffer.from(bytes ?? [])
        .toString('utf8')
        .split('\n');
      expect(`${path}: ${first}`).toMatch(
        /: # yaml-language-server: \$schema=https:.*mapping\.schema\.json$/,
      );
    }
  });
});
