import { marker } from '../../../src/core/approval/markers.ts';
import { accessReportSummary } from '../../../src/report/access-report-summary.ts';
import type { Occasion } from '../../../src/report/plan-view.ts';
import { doctorSummary } from '../../../src/report/doctor-summary.ts';
import { renderDriftIssue, renderDriftWhole } from '../../../src/report/drift-issue.ts';
import { renderAdoption } from '../../../src/report/render-adoption.ts';
import { renderComment } from '../../../src/report/render-comment.ts';
import { renderDriftFailure } from '../../../src/report/render-drift-failure.ts';
import {
  renderErrorComment,
  renderErrorSummary,
} from '../../../src/report/render-error-comment.ts';
import {
  renderInvalidComment,
  renderInvalidSummary,
} from '../../../src/report/render-invalid-comment.ts';
import { renderOutcome, renderOutcomeSummary } from '../../../src/report/render-outcome.ts';
import { renderReadingComment } from '../../../src/report/render-reading-comment.ts';
import { renderSummary } from '../../../src/report/render-summary.ts';
import { renderSupersededSummary } from '../../../src/report/render-superseded.ts';
import { DIGEST, HEAD } from '../build-plan.ts';
import { RECORD } from './corpus.ts';
import { driftOf } from './drift-of.ts';
import type { Material } from './material.ts';
import { reportOf } from './report-of.ts';

export const REPOSITORY = 'https://github.com/acme/access';
const COMMENT = 60_000;
const SUMMARY = 1_048_576;

/** Who reads it, and how much room there is. */
export interface Place {
  readonly isPublicRepository: boolean;
  /** Of a comment, in bytes. */
  readonly limitBytes: number;
}

export const roomy: Place = { isPublicRepository: false, limitBytes: COMMENT };

export interface Rendering {
  readonly markdown: string;
  /** How many HTML comments of ours stand in it. */
  readonly hidden: number;
  readonly limitBytes: number;
}

function frame({ report, detail }: Material, { isPublicRepository, limitBytes }: Place) {
  const { instance, owner } = report.plan;
  return {
    // Both have a length that the inputs keep.
    marker: marker('plan', { instance, owner: owner.slice(0, 60), directory: detail.slice(0, 60) }),
    record: RECORD,
    runUrl: `${REPOSITORY}/actions/runs/1`,
    repositoryUrl: REPOSITORY,
    isPublicRepository,
    limitBytes,
    head: HEAD,
    approveDigest: DIGEST,
    approvedByHand: detail,
    together: [2, 11],
    reviewed: { operations: 3, alreadySo: 2 },
    allowances: [{ by: detail, at: detail, digest: detail, url: `${REPOSITORY}/pull/2` }],
  };
}

type Frame = ReturnType<typeof frame>;
type Write = (material: Material, frame: Frame) => string;

function comment(write: Write, hidden = 2) {
  return (material: Material, place: Place): Rendering => ({
    markdown: write(material, frame(material, place)),
    hidden,
    limitBytes: place.limitBytes,
  });
}

function summary(write: Write) {
  return (material: Material, place: Place): Rendering => ({
    markdown: write(material, frame(material, { ...place, limitBytes: SUMMARY })),
    hidden: 0,
    limitBytes: SUMMARY,
  });
}

const summaryOf = (occasion: Occasion) =>
  summary(({ report }, at) => renderSummary(report.plan, { ...at, occasion }));

/** Everything that people read on GitHub. */
export const renderings = {
  comment: comment(({ report }, at) => renderComment(report.plan, at).body),
  outcome: comment(
    ({ report, diagnostics }, at) => renderOutcome(report, { ...at, reviews: diagnostics }).body,
  ),
  'outcome without digest': comment(
    ({ report }, at) => renderOutcome(report, { ...at, approveDigest: null }).body,
  ),
  invalid: comment(({ diagnostics }, at) => renderInvalidComment(diagnostics, at).body),
  error: comment(({ diagnostics }, at) => renderErrorComment(diagnostics, at).body),
  reading: comment(
    ({ report, detail }, at) => renderReadingComment({ ...report.plan.reading, why: detail }, at),
    1,
  ),
  'drift issue': comment(
    (material, at) =>
      renderDriftIssue(driftOf(material, at), {
        marker: at.marker,
        record: '',
        limitBytes: at.limitBytes,
      }).body,
    1,
  ),
  'drift issue of a failed check': comment(
    ({ diagnostics }, at) => renderDriftFailure(diagnostics, { ...at, record: '' }),
    1,
  ),
  'pull request that keeps drift': summary(
    (material, at) => renderAdoption(driftOf(material, at), { isJobToken: true }).body,
  ),
  'summary of who drifted': summary((material, at) => renderDriftWhole(driftOf(material, at))),
  'summary of a plan': summaryOf('pull-request'),
  'summary of a plan of an apply': summaryOf('apply'),
  'summary of drift': summaryOf('drift'),
  'summary of an outcome': summary(({ report, diagnostics }, at) =>
    renderOutcomeSummary(report, { ...at, reviews: diagnostics }),
  ),
  'summary of invalid files': summary(({ diagnostics }, at) =>
    renderInvalidSummary(diagnostics, at),
  ),
  'summary of an error': summary(({ diagnostics }, at) =>
    renderErrorSummary(diagnostics, { ...at, attempt: 'apply' }),
  ),
  'summary of a superseded apply': summary(({ detail }) => renderSupersededSummary(detail)),
  'summary of an access report': summary((material, { isPublicRepository, runUrl }) =>
    accessReportSummary(reportOf(material, isPublicRepository), runUrl),
  ),
  'summary of a check-up': summary(({ diagnosis }, { runUrl }) => doctorSummary(diagnosis, runUrl)),
} as const;

export type RenderingName = keyof typeof renderings;
