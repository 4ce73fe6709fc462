import { accessReportJson } from '../report/access-report-json.ts';
import { doctorJson } from '../report/doctor-json.ts';
import { driftJson } from '../report/drift-json.ts';
import { planJson } from '../report/plan-json.ts';
import type { RunReport } from './run-report.ts';

export const RESULT_SCHEMA = 'identity-center-reconciler/result/v1';

/** A file of this name is what its mode has to say. */
const documents = ['explain.json', 'import.json'];

/** A run as one JSON document: what its mode found out, else how it ended and why. */
export function runDocument(
  report: RunReport,
  occasion: 'pull-request' | 'apply' | 'drift',
): string {
  const {
    plan,
    diagnosis,
    accessReport,
    drift,
    files = {},
    outcomes,
    result,
    exitCode,
    diagnostics,
  } = report;
  if (accessReport !== undefined) return [...accessReportJson(accessReport)].join('');
  if (diagnosis !== undefined) return doctorJson(diagnosis);
  const own = documents.map((name) => files[name]).find((text) => text !== undefined);
  if (own !== undefined) return own;
  if (plan !== null && occasion === 'drift') return driftJson(plan, result, drift ?? null);
  if (plan !== null && occasion !== 'apply') return planJson(plan);
  const ended = outcomes.map(({ operation, outcome }) => ({ operation: operation.id, ...outcome }));
  return `${JSON.stringify(
    {
      schema: RESULT_SCHEMA,
      result,
      exitCode,
      diagnostics,
      ...(occasion === 'apply' && {
        outcomes: ended,
        plan: plan === null ? null : (JSON.parse(planJson(plan)) as unknown),
      }),
    },
    null,
    2,
  )}\n`;
}
