import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import type { SourceFile } from '../../src/core/mapping/mapping-source.ts';
import { renderDiagnosticsText } from '../../src/report/render-diagnostics-text.ts';

const root = 'examples/entra';

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

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

describe('examples/entra', () => {
  it('has mapping files that nothing is wrong with, before and after its change', () => {
    const base = filesBelow('access');
    expect(base.size).toBeGreaterThan(3);
    expect(problemsOf(base)).toBe('');
    expect(problemsOf(new Map([...base, ...filesBelow('change')]))).toBe('');
  });

  it("has a workflow that GitHub's own parser accepts", () => {
    const name = '.github/workflows/access.yml';
    const { context } = parseWorkflow({ name, content: read(name) }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map((error) => error.message)).toEqual([]);
  });

  it('signs in to Entra ID wherever it runs the Action, to apply as somebody else than to plan', () => {
    const steps = read('.github/workflows/access.yml').split(/identity-center-reconciler@v1.*\n/);
    const told = steps.slice(1).map((step) => ({
      mode: /mode: (\w+)/.exec(step)?.[1],
      client: /entra-client-id: \$\{\{ vars\.(\w+) \}\}/.exec(step)?.[1],
    }));
    expect(told).toEqual([
      { mode: 'plan', client: 'ENTRA_PLAN_CLIENT_ID' },
      { mode: 'apply', client: 'ENTRA_APPLY_CLIENT_ID' },
      { mode: 'drift', client: 'ENTRA_PLAN_CLIENT_ID' },
      { mode: 'apply', client: 'ENTRA_APPLY_CLIENT_ID' },
      { mode: 'doctor', client: 'ENTRA_PLAN_CLIENT_ID' },
    ]);
  });

  it('names the schema in the first line of every mapping file, so that editors complete', () => {
    for (const { path, bytes } of [
      ...filesBelow('access').values(),
      ...filesBelow('change').values(),
    ]) {
      const [first] = Buffer.from(bytes ?? [])
        .toString('utf8')
        .split('\n');
      expect(`${path}: ${first}`).toMatch(
        /: # yaml-language-server: \$schema=https:.*mapping\.schema\.json$/,
      );
    }
  });
});
