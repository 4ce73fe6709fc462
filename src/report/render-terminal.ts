import { instanceId } from '../core/model/ids.ts';
import { sortedBy } from '../core/model/order.ts';
import type { Operation } from '../core/plan/operation.ts';
import type { Plan } from '../core/plan/plan.ts';
import { type AccessGroup, groupAccess } from './access-group.ts';
import { describeOperation } from './describe-operation.ts';
import { escapeLogLine } from './escape-log-line.ts';
import { toldBySteps } from './group-findings.ts';
import { accessVerb, causeNote, waitingNote } from './moods.ts';
import { accountWithId, whoWords } from './names.ts';
import { hidesPeople, lastWaysFirst } from './people-of-line.ts';
import { peopleNames } from './people-names.ts';
import { peopleNotes } from './people-words.ts';
import { comingIn, isComing, isOwn, type Occasion, type PlanView } from './plan-view.ts';
import { renderDiagnosticsText } from './render-diagnostics-text.ts';
import { type Paint, stepFields, stepLines, stepNotes } from './step-lines.ts';
import { plain } from './style.ts';
import { undeclaredLines } from './undeclared-sets-section.ts';
import { verdict } from './verdict.ts';
import { isAccess } from '../core/plan/access-operation.ts';
import { applicationWords } from './what-words.ts';
import { count, instantWords, listWords } from './words.ts';

export interface TerminalOptions {
  readonly color: boolean;
  readonly occasion?: Occasion;
  /** A public repository's logs are public too: people are counted. */
  readonly isPublicRepository?: boolean;
}

const colors = { bold: 1, red: 31, green: 32, yellow: 33 } as const;

function groupLines(group: AccessGroup, view: PlanView, paint: Paint): string[] {
  const gain = group.kind === 'grant';
  const origins = new Set(
    group.operations.flatMap(({ origins: places }) =>
      places.map(({ file, line }) => `${file}:${line}`),
    ),
  );
  const cause = causeNote(group.cause, view.occasion, 'will');
  const notes = [
    ...(cause === null ? [] : [cause]),
    ...(group.administrator === null ? [] : ['administrator']),
    ...(group.expired === null
      ? []
      : [`granted until ${instantWords(group.expired) ?? group.expired}`]),
    ...(group.expires === null ? [] : [`until ${instantWords(group.expires) ?? group.expires}`]),
    ...(group.waiting ? [waitingNote(group.kind)] : []),
    ...(group.replacedBy === null ? [] : [`keeps it as ${group.replacedBy}`]),
    ...(group.ghost ? ['no longer exists'] : []),
    ...group.reasons,
    ...origins,
  ];
  const who = whoWords(group, hidesPeople(view), plain);
  const people = peopleNotes(group, view, plain);
  const { what } = group;
  const told =
    what.kind === 'application'
      ? applicationWords(what, plain)
      : `${plain.name(what.name)} in ${count(group.accounts.length, 'account')}`;
  const head = `${gain ? '+' : '-'} ${who} ${accessVerb(group)} ${told}`;
  return [
    paint(gain ? 'green' : 'red', escapeLogLine(head)),
    ...group.accounts.map((account) => escapeLogLine(`    ${accountWithId(account, plain)}`)),
    ...(people.length === 0 ? [] : [escapeLogLine(`    ${people.join(' · ')}`)]),
    ...peopleNames(group, view, plain).map((line) => escapeLogLine(`    ${line}`)),
    ...(notes.length === 0 ? [] : [escapeLogLine(`    ${notes.join(' · ')}`)]),
  ];
}

/** What is not done, with every field that it would write. */
function undoneLines({ plan, isPublicRepository }: PlanView): string[] {
  const undone = plan.operations.filter((operation) => !isComing(operation));
  const lines = undone.flatMap((operation) => {
    const words = describeOperation(operation, isPublicRepository);
    const why = operation.reason ?? 'no reason was recorded';
    return [escapeLogLine(`  ${operation.status} ${words}: ${why}`), ...stepFields(operation)];
  });
  return lines.length === 0 ? [] : ['', 'Not done:', ...lines];
}

/** What grants wait for comes before them. */
function isEarly({ kind }: Operation): boolean {
  return kind === 'assign-group-to-application' || kind === 'provision-group';
}

function elsewhereLines({ plan, occasion, isPublicRepository }: PlanView): string[] {
  const others = plan.operations.filter(
    (operation) => !isOwn(operation, occasion) && isComing(operation),
  );
  const lines = sortedBy(others, ({ cause }) => cause).map((operation) => {
    const words = describeOperation(operation, isPublicRepository);
    return escapeLogLine(
      `  ${[`${operation.cause} ${words}`, ...stepNotes(operation)].join(' · ')}`,
    );
  });
  return lines.length === 0 ? [] : ['', 'Not from this change:', ...lines];
}

/** How much was read, and what was left alone of it. */
function readLine({ exhaustive, counts }: Plan): string {
  const left = [
    [counts.unmanagedPermissionSets, 'undeclared permission set'] as const,
    [counts.ignoredAssignments, 'ignored assignment'] as const,
  ].flatMap(([number, noun]) => (number === 0 ? [] : [count(number, noun)]));
  const read = exhaustive
    ? 'every assignment was read'
    : 'only what was asked for was read: other access may exist that no file declares';
  return left.length === 0 ? read : `${read}; left alone: ${listWords(left)}`;
}

/** The plan for a person at a terminal. */
export function renderTerminal(plan: Plan, options: TerminalOptions): string {
  const { color, occasion = 'pull-request', isPublicRepository = false } = options;
  const paint: Paint = (name, line) => (color ? `\u001B[${colors[name]}m${line}\u001B[0m` : line);
  const coming = comingIn({ plan, occasion });
  const view = { plan, occasion, runUrl: null, repositoryUrl: null, isPublicRepository };
  const told = toldBySteps(plan.operations, plan.findings);
  const findings = plan.findings.filter((finding) => !told.has(finding));
  const stepsOf = (test: (operation: Operation) => boolean): string[] =>
    coming
      .filter((operation) => !isAccess(operation) && test(operation))
      .flatMap((operation) => stepLines(operation, view, paint));
  return [
    escapeLogLine(`access plan for ${plan.owner} on ${instanceId(plan.instance)}`),
    paint('bold', escapeLogLine(verdict(view, plain))),
    ...(findings.length === 0
      ? []
      : ['', renderDiagnosticsText(findings, 'plan', color).trimEnd()]),
    ...(coming.length === 0 ? [] : ['']),
    ...stepsOf(isEarly),
    ...lastWaysFirst(groupAccess(coming, hidesPeople(view)), view).flatMap((group) =>
      groupLines(group, view, paint),
    ),
    ...stepsOf((operation) => !isEarly(operation)),
    ...undoneLines(view),
    ...elsewhereLines(view),
    ...undeclaredLines(view),
    '',
    readLine(plan),
    escapeLogLine(`plan digest ${plan.digest}`),
    '',
  ].join('\n');
}
