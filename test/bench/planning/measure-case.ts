import { approve } from '../../../src/core/approval/approve.ts';
import { recordFrom, recordParts } from '../../../src/core/approval/record-text.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import { asAsked } from '../../../src/core/desired/as-asked.ts';
import { buildDesired } from '../../../src/core/desired/build-desired.ts';
import { includesOf } from '../../../src/core/mapping/includes.ts';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import type { Mapping } from '../../../src/core/mapping/mapping.ts';
import { buildPlan } from '../../../src/core/plan/build-plan.ts';
import type { PlanCounts } from '../../../src/core/plan/plan.ts';
import { stagesOf } from '../../../src/core/plan/stages.ts';
import { planJson } from '../../../src/report/plan-json.ts';
import { renderComment } from '../../../src/report/render-comment.ts';
import { renderSummary } from '../../../src/report/render-summary.ts';
import { renderTerminal } from '../../../src/report/render-terminal.ts';
import { mappingSource } from './mapping-source.ts';
import type { Files, MeasuredCase, PlanningCase, PlanningStep } from './planning-case.ts';

const now = '2026-01-01T00:00:00.000Z';
const lastAppliedAt = '2025-12-31T00:00:00.000Z';
const head = 'b'.repeat(40);
const base = 'a'.repeat(40);
/** As long as the run's own parts of a record. */
const recordPart = 18_000;
const views = { runUrl: null, repositoryUrl: 'https://github.com/example/access' };

function load(files: Files, blobs: Map<string, Uint8Array>): Mapping {
  const source = mappingSource(files, blobs);
  const { value: directories } = includesOf(source);
  if (directories?.length !== 0) throw new Error('the files include others');
  const { value, diagnostics } = loadMapping(source);
  if (value === null) throw new Error(diagnostics.map(({ headline }) => headline).join('\n'));
  return value;
}

/** Does all that a run computes, from the files' text to the last report, and says what it took. */
export function measureCase(input: PlanningCase): MeasuredCase {
  const { snapshot, occasion, expected } = input;
  const seconds: Partial<Record<PlanningStep, number>> = {};
  const timed = <T>(step: PlanningStep, work: () => T): T => {
    const before = cpuSeconds();
    const done = work();
    seconds[step] = cpuSeconds() - before;
    return done;
  };
  globalThis.gc?.();
  const dataMiB = mebibytes(process.memoryUsage.rss());

  const blobs = new Map<string, Uint8Array>();
  const loadFrom = (files: Files | null): Mapping | null =>
    files === null ? null : load(files, blobs);
  const mappings = timed('load', () => ({
    head: load(input.head, blobs),
    base: loadFrom(input.base),
    lastApplied: loadFrom(input.lastApplied),
  }));
  const versions = timed('resolve', () => {
    const resolve = (mapping: Mapping) => ({
      mapping,
      desired: buildDesired(mapping, asAsked(mapping, mappings.head, snapshot), now),
    });
    const joined = new Map<string, string | null>(
      snapshot.accounts.map(({ id, joinedAt }) => [id, joinedAt]),
    );
    return {
      head: resolve(mappings.head),
      base: mappings.base === null ? null : resolve(mappings.base),
      lastApplied: mappings.lastApplied === null ? null : resolve(mappings.lastApplied),
      lastAppliedAt: mappings.lastApplied === null ? null : lastAppliedAt,
      between: [],
      joinedAt: (id: string) => joined.get(id) ?? null,
    };
  });
  const built = timed('plan', () =>
    buildPlan({
      snapshot,
      versions,
      headCommit: head,
      baseCommit: base,
      guarded: occasion === 'pull-request',
      baseMapping: mappings.base,
      baseUnreadable: false,
      digestIncludesDrift: occasion === 'drift',
    }),
  );
  const { plan } = built;
  requireCounts(input.name, plan.counts, expected);
  const record = timed('record', () => recordParts(recordOf(built), recordPart));
  const options = { ...views, isPublicRepository: false };
  const written = [
    timed('comment', () =>
      renderComment(plan, { ...options, marker: '', record: record[0] ?? null }),
    ).body,
    timed('summary', () => renderSummary(plan, { ...options, occasion })),
    timed('terminal', () => renderTerminal(plan, { color: false, occasion })),
    timed('planFile', () => planJson(plan)),
  ];
  if (written.some((text) => text === '')) throw new Error(`${input.name}: a report is empty`);
  timed('approve', () => {
    const read = recordFrom(record);
    const records = read === null ? [] : [read];
    const { plan: approved, approved: ids } = approve(built, {
      kind: 'reviewed',
      records,
      newAccounts: 'grant',
    });
    stagesOf(approved.operations.filter(({ id }) => ids.has(id)));
  });
  return {
    seconds: complete(seconds),
    operations: plan.operations.length,
    dataMiB,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
}

/** Of all threads: what collects garbage and compiles counts too. */
function cpuSeconds(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e6;
}

function mebibytes(bytes: number): number {
  return bytes / 1024 / 1024;
}

function requireCounts(name: string, counts: PlanCounts, expected: PlanningCase['expected']): void {
  const found: Readonly<Record<string, number>> = { ...counts };
  const wrong = Object.entries(expected).filter(([key, value]) => found[key] !== value);
  if (wrong.length === 0) return;
  const told = wrong.map(([key, value]) => `${key} ${found[key]}, not ${value}`);
  throw new Error(`${name}: ${told.join('; ')}`);
}

function complete(seconds: Partial<Record<PlanningStep, number>>): MeasuredCase['seconds'] {
  const zero = { load: 0, resolve: 0, plan: 0, record: 0, comment: 0 };
  return { ...zero, summary: 0, terminal: 0, planFile: 0, approve: 0, ...seconds };
}
