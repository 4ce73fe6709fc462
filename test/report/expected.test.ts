import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderComment } from '../../src/report/render-comment.ts';
import { renderErrorComment } from '../../src/report/render-error-comment.ts';
import { renderInvalidComment } from '../../src/report/render-invalid-comment.ts';
import { renderOutcome } from '../../src/report/render-outcome.ts';
import { renderSummary } from '../../src/report/render-summary.ts';
import { renderTerminal } from '../../src/report/render-terminal.ts';
import { DIGEST, HEAD } from './build-plan.ts';
import * as entra from './entra-plans.ts';
import * as applied from './entra-reports.ts';
import * as people from './people-plans.ts';
import * as plans from './sample-plans.ts';
import * as reports from './sample-reports.ts';
import * as wider from './wider-plans.ts';

const frame = {
  marker: '<!-- identity-center-reconciler plan ssoins-0123456789abcdef platform -->',
  record: null,
  runUrl: 'https://github.com/acme/access/actions/runs/1',
  repositoryUrl: 'https://github.com/acme/access',
  isPublicRepository: false,
};
const links = { ...frame, head: HEAD };
const outcome = { ...frame, approveDigest: DIGEST };
const later = { ...frame, approveDigest: null };

const texts: Readonly<Record<string, () => string>> = {
  'first-grants.md': () => renderComment(plans.firstGrants, frame).body,
  'small-change.md': () => renderComment(plans.smallChange, frame).body,
  'small-change-in-public.md': () =>
    renderComment(plans.smallChange, { ...frame, isPublicRepository: true }).body,
  'no-changes.md': () => renderComment(plans.noChanges, frame).body,
  'all-blocked.md': () => renderComment(plans.allBlocked, frame).body,
  'renamed.md': () => renderComment(plans.renamed, frame).body,
  'policy-edit.md': () => renderComment(plans.policyEdit, frame).body,
  'big.md': () => renderComment(plans.big, { ...frame, limitBytes: 12_000 }).body,
  'drift-summary.md': () => renderSummary(plans.smallChange, { ...frame, occasion: 'drift' }),
  'invalid.md': () => renderInvalidComment(reports.invalidFiles, links).body,
  'error.md': () => renderErrorComment(reports.noAccess, links).body,
  'outcome-mixed.md': () => renderOutcome(reports.mixedOutcome, outcome).body,
  'outcome-held.md': () =>
    renderOutcome(reports.heldOutcome, { ...outcome, reviews: [reports.reviewOfNobody] }).body,
  'outcome-clean.md': () => renderOutcome(reports.cleanOutcome, outcome).body,
  'outcome-superseded.md': () => renderOutcome(reports.supersededOutcome, outcome).body,
  'outcome-held-update.md': () => renderOutcome(reports.heldUpdate, outcome).body,
  'outcome-other-digest.md': () =>
    renderOutcome(reports.otherDigest, { ...outcome, approvedByHand: 'f'.repeat(64) }).body,
  'outcome-together.md': () =>
    renderOutcome(reports.togetherOutcome, {
      ...outcome,
      approvedByHand: DIGEST,
      together: [2, 11],
      reviewed: { operations: 3, alreadySo: 2 },
    }).body,
  'outcome-joined.md': () =>
    renderOutcome(reports.joinedOutcome, { ...outcome, approveDigest: null }).body,
  'many-losses.md': () => renderComment(plans.manyLosses, frame).body,
  'drifted.md': () => renderSummary(plans.drifted, { ...frame, occasion: 'drift' }),
  'held-update.txt': () =>
    renderTerminal(reports.heldUpdate.plan, { color: false, occasion: 'apply' }),
  'small-change.txt': () => renderTerminal(plans.smallChange, { color: false }),
  'policy-edit.txt': () => renderTerminal(plans.policyEdit, { color: false }),
  'entra-managed.md': () => renderComment(entra.managed, frame).body,
  'entra-managed.txt': () => renderTerminal(entra.managed, { color: false }),
  'entra-unsynced.md': () => renderComment(entra.unsyncedGroups, frame).body,
  'entra-unsynced.txt': () => renderTerminal(entra.unsyncedGroups, { color: false }),
  'entra-elsewhere.md': () => renderComment(entra.elsewhereInEntra, frame).body,
  'entra-elsewhere.txt': () => renderTerminal(entra.elsewhereInEntra, { color: false }),
  'entra-unresolved.md': () => renderComment(entra.unresolvedInEntra, frame).body,
  'entra-many.md': () => renderComment(entra.manyGroups, { ...frame, limitBytes: 7_000 }).body,
  'entra-waiting-drift.md': () =>
    renderSummary(entra.waitingDrift, { ...frame, occasion: 'drift' }),
  'entra-drift.md': () => renderSummary(entra.driftInEntra, { ...frame, occasion: 'drift' }),
  'session-tags.md': () => renderComment(entra.sessionTags, frame).body,
  'session-tags.txt': () => renderTerminal(entra.sessionTags, { color: false }),
  'people.md': () => renderComment(people.teamChange, frame).body,
  'people.txt': () => renderTerminal(people.teamChange, { color: false }),
  'people-counted.md': () => renderComment(people.counted(people.teamChange), frame).body,
  'people-who-keep-it.md': () => renderComment(people.movedTeam, frame).body,
  'people-of-an-edit.md': () => renderComment(people.grownSet, frame).body,
  'wider.md': () => renderComment(wider.wider, frame).body,
  'wider.txt': () => renderTerminal(wider.wider, { color: false }),
  'wider-for-one.md': () => renderComment(wider.widerForOne, frame).body,
  'outcome-entra-done.md': () => renderOutcome(applied.entraDone, later).body,
  'outcome-entra-mixed.md': () => renderOutcome(applied.entraMixed, later).body,
  'outcome-entra-waiting.md': () => renderOutcome(applied.entraWaiting, later).body,
  'outcome-entra-soon.md': () => renderOutcome(applied.entraSoon, later).body,
  'outcome-entra-held.md': () => renderOutcome(applied.entraHeld, outcome).body,
};

/** `UPDATE_EXPECTED=1 npm run vitest` writes the files anew; read them before you commit them. */
describe('reports as people read them', () => {
  it.each(Object.keys(texts))('%s', (name) => {
    const path = new URL(`fixtures/expected/${name}`, import.meta.url);
    const text = texts[name]?.() ?? '';
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(path, text);
    expect(existsSync(path), `run UPDATE_EXPECTED=1 to write ${name}`).toBe(true);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  it('keeps the most dangerous of a plan that is too large', () => {
    const { body, leftOut } = renderComment(plans.big, { ...frame, limitBytes: 12_000 });
    expect(leftOut).toBeGreaterThan(0);
    expect(body).toContain('`Leavers` loses `AdministratorAccess`');
    expect(body).toContain('grants 3,000 assignments');
    expect(body).toContain(DIGEST);
  });

  it('tells the whole of it in the summary', () => {
    const summary = renderSummary(plans.big, { ...frame, occasion: 'pull-request' });
    expect(summary).toContain('`Team-599-Developers`');
    expect(summary).not.toContain('Too long');
  });

  it('names nobody on a public repository', () => {
    const options = { ...frame, isPublicRepository: true };
    expect(renderComment(plans.smallChange, options).body).not.toContain('mallory');
    expect(
      renderTerminal(plans.smallChange, { color: false, isPublicRepository: true }),
    ).not.toContain('mallory');
  });

  it('never claims that nothing else exists when not everything was read', () => {
    const { body } = renderComment({ ...plans.noChanges, exhaustive: false }, frame);
    expect(body).toContain('other access may exist that no file declares');
    expect(body).not.toContain('every assignment was read');
  });
});
