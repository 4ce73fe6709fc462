import type { Finding } from '../diagnostics/finding.ts';
import type { Operation } from '../plan/operation.ts';
import { originOf } from '../select/finding-at.ts';
import type { Given, Reached, RuleVerdict } from './rule-verdict.ts';

const NAMED = 3;

/** What a rule says of a plan, in at most one finding of each kind. */
export function ruleFindings(verdict: RuleVerdict): readonly Finding[] {
  const { asked, broken, unknown, fresh, standing, unjudged } = verdict;
  const { rule } = asked;
  const isError = rule.severity === 'error';
  const isOwn = (operation: Operation): boolean => operation.cause === 'change';
  const [own, others] = parted([...broken.values()], isOwn);
  const [ownUnknown, otherUnknown] = parted(
    [...unknown.values()].map(({ operation }) => operation),
    isOwn,
  );
  const say = (
    headline: string,
    more: Pick<Finding, 'severity' | 'causedByHead'> & Partial<Finding>,
  ): Finding => ({
    code: 'guardrail-broken',
    headline,
    why: because(verdict),
    help: null,
    origin: placeOf(verdict),
    operations: [],
    ...more,
  });
  const refuses = isError ? 'refuses' : 'warns of';
  const help = isError
    ? 'take it out of this change; a guardrail is changed in a pull request of its own, merged first'
    : null;
  const findings: Finding[] = [];
  if (own.length > 0) {
    findings.push(
      say(`guardrail "${rule.name}" ${refuses} ${brokenBy(own, verdict)}`, {
        severity: rule.severity,
        help,
        causedByHead: true,
        why: becauseOf(own, verdict),
        operations: own.map(({ id }) => id),
      }),
    );
  }
  if (others.length > 0) {
    findings.push(
      say(
        `guardrail "${rule.name}" ${refuses} ${brokenBy(others, verdict, ' that this change does not cause')}`,
        {
          severity: 'warning',
          causedByHead: false,
          why: becauseOf(others, verdict),
          operations: others.map(({ id }) => id),
        },
      ),
    );
  }
  if (fresh.length > 0) {
    findings.push(
      say(
        `guardrail "${rule.name}" ${isError ? 'refuses' : 'warns of'} what this change makes of ${listed(fresh.map(toldGrant), 'standing assignment')}`,
        { severity: rule.severity, help, causedByHead: true },
      ),
    );
  }
  for (const [operations, causedByHead] of [
    [ownUnknown, true],
    [otherUnknown, false],
  ] as const) {
    const [first] = operations;
    if (first === undefined) continue;
    findings.push(
      say(
        `guardrail "${rule.name}" cannot be evaluated, so it refuses ${listed(operations.map(told), 'operation')}`,
        {
          code: 'guardrail-unknown',
          severity: causedByHead ? 'error' : 'warning',
          why: unknown.get(first.id)?.why ?? null,
          help: 'mend what is not known, and run it again',
          causedByHead,
          operations: operations.map(({ id }) => id),
        },
      ),
    );
  }
  if (standing.length > 0 || unjudged > 0) findings.push(standingFinding(verdict));
  return findings;
}

/** What stands is told once a rule, with its number: it is nobody's change. */
function standingFinding(verdict: RuleVerdict): Finding {
  const { asked, standing, unjudged } = verdict;
  const count = standing.length;
  const parts = [
    ...(count === 0
      ? []
      : [
          `${counted(count, 'assignment')} ${count === 1 ? 'breaks' : 'break'} it: ${named(standing.map(toldGrant))}`,
        ]),
    ...(unjudged === 0 ? [] : [`of ${counted(unjudged, 'assignment')} nobody can say`]),
  ];
  return {
    code: 'guardrail-broken-before',
    severity: 'warning',
    headline: `guardrail "${asked.rule.name}" speaks against what stands already: ${parts.join('; ')}`,
    why: because(verdict),
    help: null,
    origin: placeOf(verdict),
    causedByHead: false,
    operations: [],
  };
}

/** A line of base's files is another one in head's, if it is there at all. */
function placeOf({ asked, by }: RuleVerdict): Finding['origin'] {
  return by === 'base' ? null : originOf(asked.rule.at);
}

function because({ asked, by }: RuleVerdict): string {
  const { message, at } = asked.rule;
  switch (by) {
    case 'base':
      return `${message} (as the base commit has it at ${at.file}:${at.line}: a change cannot loosen its own guard)`;
    case 'head':
      return `${message} (as this change has it)`;
    case null:
      return message;
  }
}

function brokenBy(operations: readonly Operation[], { reached }: RuleVerdict, which = ''): string {
  const whom = new Set(operations.flatMap(({ id }) => reached.get(id) ?? []).map(toldGrant));
  const about = whom.size === 0 ? '' : `; whom it reaches: ${named([...whom])}`;
  const count = `${counted(operations.length, 'operation')}${which}`;
  return `${count}: ${named(operations.map(told))}${about}`;
}

/** With what makes a set administrator-level, which its name need not tell. */
function becauseOf(operations: readonly Operation[], verdict: RuleVerdict): string {
  const sets = new Set(operations.map(({ permissionSet }) => permissionSet ?? ''));
  const reasons = [...sets].flatMap((set) => {
    const why = verdict.administrators.get(set);
    return why === undefined ? [] : [`"${set}": ${why}`];
  });
  return [because(verdict), ...(reasons.length === 0 ? [] : [named(reasons)])].join('; ');
}

function parted<T>(items: readonly T[], test: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function listed(names: readonly string[], word: string): string {
  return `${counted(names.length, word)}: ${named(names)}`;
}

function named(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function told(operation: Operation): string {
  const { kind, permissionSet, account, principal } = operation;
  const what = 'application' in operation ? operation.application.name : permissionSet;
  return [
    kind.replaceAll('-', ' '),
    ...(what === null ? [] : [`"${what}"`]),
    ...(principal === null ? [] : [`of ${who(principal)}`]),
    ...(account === null ? [] : [`on ${account.name}`]),
  ].join(' ');
}

function toldGrant(given: Reached | Given): string {
  return 'application' in given
    ? `application "${given.application.name}" of ${who(given.principal)}`
    : `"${given.permissionSet}" of ${who(given.principal)} on ${given.account.name}`;
}

/** A headline is read in public repositories too, so a user is not named. */
function who({ type, name }: { readonly type: 'GROUP' | 'USER'; readonly name: string }): string {
  return type === 'GROUP' ? `"${name}"` : 'one user';
}
