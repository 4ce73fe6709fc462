import type { Evidence, DriftCause } from '../../../src/core/drift/cause.ts';
import { driftReport } from '../../../src/core/drift/drift-report.ts';
import { sha256 } from '../../../src/core/plan/digest.ts';
import type { DriftView } from '../../../src/report/drift-view.ts';
import type { Material } from './material.ts';

/** What CloudTrail and mapping files could say in a drift issue. */
export interface ToldDrift {
  readonly actor: string;
  readonly arn: string | null;
  readonly from: string | null;
  readonly call: string;
  readonly file: string;
  readonly where: string;
  readonly lines: string;
  readonly why: string;
}

type Frame = Pick<DriftView, 'runUrl' | 'repositoryUrl' | 'isPublicRepository'>;

/** All that the material's plan would do, as drift, each with another kind of cause. */
export function driftOf({ report, drift }: Material, frame: Frame): DriftView {
  const operations = report.plan.operations.map((operation, index) => ({
    ...operation,
    cause: 'drift' as const,
    // Names are in ids alone, so that the same entries come of harmless ones.
    digest: sha256(String(index)),
  }));
  const plan = { ...report.plan, operations };
  const found = driftReport(plan);
  const kinds = [explained(drift), perhaps(drift), unexplained, elsewhere];
  const causes = found.entries.flatMap(({ key }, index): [string, DriftCause][] => {
    const cause = kinds[index % kinds.length];
    return cause === undefined ? [] : [[key, cause]];
  });
  const ids = operations.map(({ id }) => id);
  const step = { operations: ids, file: drift.file, where: drift.where, lines: drift.lines };
  return {
    ...frame,
    occasion: 'drift',
    plan,
    report: found,
    causes: {
      trail: { kind: 'read', reach: { since: '2026-08-01T00:00:00Z', why: drift.why } },
      delegated: true,
      of: new Map(causes),
    },
    adoption: {
      files: new Map([['access/a.yaml', drift.lines]]),
      before: new Map([['access/a.yaml', `${drift.lines}\n${drift.where}\n`]]),
      steps: [
        { ...step, kind: 'lines', file: 'access/a.yaml' },
        { ...step, kind: 'lines' },
        { ...step, kind: 'removal' },
        { kind: 'file', operations: ids, file: drift.file, text: drift.lines },
        { kind: 'cannot', operations: ids, why: drift.why, instead: drift.where },
      ],
    },
    adoptionUrl: null,
    administrators: new Set(ids),
    since: new Map(found.entries.map(({ key }) => [key, '2026-11-02'])),
    notLooked: 2,
  };
}

function evidence({ actor, arn, from, call }: ToldDrift, at: string): Evidence {
  return {
    event: {
      eventId: at,
      name: call,
      at,
      actor: { name: actor, arn, console: true, from },
      errorCode: null,
      requestId: null,
      request: {},
    },
    outcome: 'unknown',
    applyRun: null,
  };
}

function explained(drift: ToldDrift): DriftCause {
  const first = evidence(drift, '2026-11-02T09:00:00Z');
  const inRole = { ...drift, arn: `arn:aws:sts::123456789012:assumed-role/${drift.call}/x` };
  return {
    kind: 'explained',
    whole: false,
    by: [first, evidence(inRole, '2026-11-01T09:00:00Z')],
  };
}

function perhaps(drift: ToldDrift): DriftCause {
  return { kind: 'perhaps', why: 'old-console', by: evidence(drift, drift.why) };
}

const unexplained: DriftCause = { kind: 'unexplained' };
const elsewhere: DriftCause = { kind: 'elsewhere' };
