import type { Finding } from '../core/diagnostics/finding.ts';
import { danger, type Entry } from './document.ts';
import { escapeMarkdown } from './escape.ts';
import { isAboutToLeave, isAside } from './group-findings.ts';
import { LEAVING } from './group-step-care.ts';
import { originLink, type PlanView } from './plan-view.ts';

/** Changes to what the tool itself may do; told before everything else. */
const aboutTheRules: ReadonlySet<string> = new Set([
  'settings-changed',
  'guardrails-loosened',
  'account-sets-changed',
  'ignore-widened',
]);

/** Told where things end, not where care is asked for. */
const aboutEndings: ReadonlySet<string> = new Set(['grant-expires']);

/** Said of every plan of such files, whatever it changes. */
export function isAboutVersion({ code }: Finding): boolean {
  return code === 'guardrail-broken-before';
}

/** Said of how a plan was made, where that is told. */
export function isAboutReading({ code }: Finding): boolean {
  return code === 'policies-unchecked';
}

export type FindingPlace = 'settings' | 'errors' | 'identities' | 'warnings' | 'endings' | 'notes';

export function placeOf(finding: Finding, view: PlanView): FindingPlace {
  if (aboutTheRules.has(finding.code)) return 'settings';
  if (finding.severity === 'error') return 'errors';
  if (finding.code === 'group-recreated') return 'identities';
  if (aboutEndings.has(finding.code)) return 'endings';
  return finding.severity === 'warning' && !isAside(finding, view) ? 'warnings' : 'notes';
}

const dangerOf: Readonly<Record<FindingPlace, number>> = {
  settings: danger.settings,
  errors: danger.error,
  identities: danger.care,
  warnings: danger.care,
  endings: danger.ending,
  notes: danger.note,
};

const label: Readonly<Record<FindingPlace, string>> = {
  settings: '**Settings:** ',
  errors: '**Error:** ',
  identities: '**Group created again:** ',
  warnings: '**Warning:** ',
  endings: '',
  notes: '',
};

function labelOf(finding: Finding, place: FindingPlace, view: PlanView): string {
  // Without an operation that moves its access, it may as well have been made in AWS.
  const isUncertain = place === 'identities' && finding.operations.length === 0;
  if (isUncertain) return '**Another group of that name:** ';
  const isLeaving = place === 'warnings' && isAboutToLeave(finding, view.plan.operations);
  return isLeaving ? `**${LEAVING}:** ` : label[place];
}

/** Why and help below the headline; the code last, for searching. */
export function findingEntry(
  finding: Finding,
  view: PlanView,
  heading: string | null = null,
): Entry {
  const place = placeOf(finding, view);
  const where = finding.origin === null ? '' : ` · ${originLink(finding.origin, 'head', view)}`;
  const start = heading ?? labelOf(finding, place, view);
  const first = `- ${start}${escapeMarkdown(finding.headline)}${where} · \`${finding.code}\``;
  const more = [
    ...(finding.why === null ? [] : [`  - why: ${escapeMarkdown(finding.why)}`]),
    ...(finding.help === null ? [] : [`  - help: ${escapeMarkdown(finding.help)}`]),
  ];
  const forms = [first, ...more].join('\n');
  return { danger: dangerOf[place], forms: more.length === 0 ? [first] : [forms, first] };
}
