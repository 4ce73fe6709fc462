import { guardCodes } from '../core/guardrails/guard-codes.ts';
import { instanceId } from '../core/model/ids.ts';
import { collapsed, type Section } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { isAboutReading } from './finding-entry.ts';
import { hidesPeople, peopleIn } from './people-of-line.ts';
import type { PlanView } from './plan-view.ts';
import type { Plan } from '../core/plan/plan.ts';
import { count } from './words.ts';

function untouchedLines({ plan }: PlanView): string[] {
  const { unmanagedPermissionSets, ignoredAssignments, userAssignments } = plan.counts;
  const lines = [
    [unmanagedPermissionSets, 'permission set', 'that no file declares'],
    [ignoredAssignments, 'assignment', 'that `ignore` covers'],
    [userAssignments, 'assignment', 'of single users, which rules may not name here'],
  ] as const;
  const seen = lines.flatMap(([number, noun, what]) =>
    number > 0 ? [`- left alone: ${count(number, noun)} ${what}`] : [],
  );
  const left = plan.exhaustive ? seen : seen.map((line) => `${line}, as far as was read`);
  return [...howRead(plan), ...left];
}

/** Shorter readings cost nobody a thought. */
const LONG = 10;

function howRead({ exhaustive, reading }: Plan): string[] {
  const { requests, seconds } = reading.estimate;
  return [
    `- ${coverage(exhaustive, reading.strategy)}`,
    ...(reading.why === null ? [] : [`- read so because ${escapeMarkdown(reading.why)}`]),
    ...(seconds < LONG
      ? []
      : [
          `- estimated before it was read: about ${count(requests, 'request')} to IAM Identity Center, ${count(seconds, 'second')} at the allowed rate`,
        ]),
  ];
}

function coverage(exhaustive: boolean, strategy: Plan['reading']['strategy']): string {
  switch (strategy) {
    case 'complete':
      return exhaustive
        ? 'every assignment was read: what is not told here is as the files say'
        : 'every assignment was asked for, and not all could be read: other access may exist that no file declares';
    case 'by-group':
      return 'what every group holds was read, and who is in each account and permission set where no group is: beside a group, a single user or a principal that is gone may hold more; the input `read: complete` reads everything';
    case 'touched':
      return 'only what differs between the files was read: drift and access that no file declares may exist elsewhere';
  }
}

function comparedLine({ plan, occasion }: PlanView): string {
  const commit = `- commit ${codeSpan(plan.head)}, compared with`;
  if (occasion !== 'drift') {
    return `${commit} ${plan.base === null ? 'nothing before it' : codeSpan(plan.base)}`;
  }
  if (plan.base === plan.head) return `${commit} what is live; it was applied completely`;
  return plan.base === null
    ? `${commit} what is live; no apply was complete yet`
    : `${commit} what is live; the last complete apply was of ${codeSpan(plan.base)}`;
}

/** An error about a line of the files that no operation came of: what that line asks for is not counted. */
function isUnresolved({ findings }: Plan): boolean {
  return findings.some(
    ({ severity, code, origin, operations }) =>
      severity === 'error' &&
      origin !== null &&
      operations.length === 0 &&
      !guardCodes.has(code) &&
      code !== 'policy-refused-by-check',
  );
}

/** Who was counted, and net of what. */
function peopleLines(view: PlanView): string[] {
  const people = peopleIn(view);
  if (people === null) return [];
  const source = people.source === 'entra' ? 'Microsoft Entra ID' : 'the identity store';
  const net =
    people.netOf === 'aws'
      ? 'what they have already was read in AWS'
      : 'what they have already is what the files grant, where AWS was not asked';
  const ways =
    people.counts.loseLastWayIn === null
      ? '; who has another way into an account is not known everywhere'
      : '';
  const shown = hidesPeople(view) ? '; they are counted, not named' : '';
  return [`- people are the direct members of groups, from ${source}; ${net}${ways}${shown}`];
}

/** How far the plan can be trusted, and what was left alone. */
export function readingSections(view: PlanView): Section[] {
  const { plan } = view;
  return collapsed(
    'How this plan was read',
    [
      ...untouchedLines(view),
      ...peopleLines(view),
      ...plan.findings
        .filter(isAboutReading)
        .map(({ headline }) => `- ${escapeMarkdown(headline)}`),
      `- the files ask for ${isUnresolved(plan) ? 'at least ' : ''}${count(plan.counts.desiredAssignments, 'assignment')} in all`,
      `- instance ${codeSpan(instanceId(plan.instance))}, owner ${codeSpan(plan.owner)}`,
      comparedLine(view),
    ].join('\n'),
    [],
  );
}
