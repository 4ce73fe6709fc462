import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '../../src/report/fit-to-limit.ts';
import { renderComment } from '../../src/report/render-comment.ts';
import { renderDiagnosticsText } from '../../src/report/render-diagnostics-text.ts';
import { renderErrorComment } from '../../src/report/render-error-comment.ts';
import { renderInvalidComment } from '../../src/report/render-invalid-comment.ts';
import { renderOutcome } from '../../src/report/render-outcome.ts';
import { renderSummary } from '../../src/report/render-summary.ts';
import { renderTerminal } from '../../src/report/render-terminal.ts';
import { DIGEST, HEAD } from './build-plan.ts';
import { foreignMarkdown } from './foreign-markdown.ts';
import { hostileFinding, hostilePlan, hostileReport } from './hostile-plan.ts';
import { hostile, MARKER, RECORD } from './hostile-text.ts';

const frame = {
  marker: MARKER,
  record: RECORD,
  runUrl: 'https://github.com/acme/access/actions/runs/1',
  repositoryUrl: 'https://github.com/acme/access',
};
const limits = fc.constantFrom(5_000, 8_000, 60_000);
const diagnostic = fc.record({
  code: fc.constant('unknown-group' as const),
  severity: fc.constantFrom('error' as const, 'warning' as const),
  headline: hostile,
  why: fc.option(hostile),
  help: fc.option(hostile),
  at: fc.option(
    fc.record({
      file: hostile,
      line: fc.integer({ min: 1, max: 9999 }),
      column: fc.integer({ min: 1, max: 300 }),
      length: fc.integer({ min: 1, max: 300 }),
      sourceLine: hostile,
    }),
  ),
});

function wrongInComment(body: string, limitBytes: number): string[] {
  return [
    ...(utf8Bytes(body) <= limitBytes ? [] : [`${utf8Bytes(body)} bytes`]),
    ...(body.startsWith(`${MARKER}\n`) ? [] : ['no marker']),
    ...(body.endsWith(`${RECORD}\n`) ? [] : ['no record']),
    ...foreignMarkdown(body, [MARKER, RECORD]),
  ];
}

function wrongInLog(text: string): string[] {
  // oxlint-disable-next-line no-control-regex -- that is what must not be there
  const wrong = /^\s*::|##\[|[\u0000-\u001F\u007F-\u009F\u2028\u2029]/;
  return text.split('\n').filter((line) => wrong.test(line));
}

describe('hostile text in every field', () => {
  it('stays text in the plan comment, which stays within its limit', () => {
    fc.assert(
      fc.property(hostilePlan, limits, fc.boolean(), (plan, limitBytes, isPublicRepository) => {
        const { body } = renderComment(plan, { ...frame, limitBytes, isPublicRepository });
        expect(wrongInComment(body, limitBytes)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('stays text in the summary of any occasion', () => {
    const occasions = fc.constantFrom('pull-request' as const, 'apply' as const, 'drift' as const);
    fc.assert(
      fc.property(hostilePlan, occasions, (plan, occasion) => {
        const summary = renderSummary(plan, { ...frame, occasion, isPublicRepository: false });
        expect(foreignMarkdown(summary, [])).toEqual([]);
      }),
    );
  });

  it('stays text in the outcome comment', () => {
    fc.assert(
      fc.property(hostileReport, limits, (report, limitBytes) => {
        const options = { ...frame, limitBytes, isPublicRepository: false, approveDigest: DIGEST };
        expect(wrongInComment(renderOutcome(report, options).body, limitBytes)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('stays text in comments about invalid files and errors', () => {
    fc.assert(
      fc.property(fc.array(diagnostic, { maxLength: 20 }), limits, (diagnostics, limitBytes) => {
        const options = { ...frame, head: HEAD, limitBytes };
        const invalid = renderInvalidComment(diagnostics, options).body;
        const error = renderErrorComment(diagnostics, options).body;
        expect(wrongInComment(invalid, limitBytes)).toEqual([]);
        expect(wrongInComment(error, limitBytes)).toEqual([]);
      }),
    );
  });

  it('is never a workflow command in a log', () => {
    fc.assert(
      fc.property(
        hostilePlan,
        fc.array(fc.oneof(diagnostic, hostileFinding)),
        (plan, diagnostics) => {
          expect(wrongInLog(renderTerminal(plan, { color: false }))).toEqual([]);
          expect(wrongInLog(renderDiagnosticsText(diagnostics, 'apply'))).toEqual([]);
        },
      ),
    );
  });
});
