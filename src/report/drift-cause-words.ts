import type { DriftCause, Evidence } from '../core/drift/cause.ts';
import type { Doubt } from '../core/drift/facet.ts';
import { sortedUnique } from '../core/model/order.ts';
import type { DriftView } from './drift-view.ts';
import { codeSpan } from './escape.ts';
import { link } from './plan-view.ts';
import { listWords } from './words.ts';

type CauseView = Pick<DriftView, 'isPublicRepository' | 'repositoryUrl'>;

/** Equal texts for what can be told in one line: the same caller and call, on the same day. */
export function causeSignature(cause: DriftCause | undefined): string {
  if (cause === undefined) return '';
  switch (cause.kind) {
    case 'explained':
      return JSON.stringify([cause.whole, ...cause.by.map(signature)]);
    case 'perhaps':
      return JSON.stringify([cause.why, signature(cause.by)]);
    case 'unexplained':
    case 'elsewhere':
      return cause.kind;
    default:
      return cause satisfies never;
  }
}

function signature(one: Evidence): readonly unknown[] {
  return [one.event.name, ...caller(one)];
}

function caller({ event, outcome, applyRun }: Evidence): readonly unknown[] {
  const { actor, at } = event;
  return [actor.arn, actor.name, actor.console, actor.from, at.slice(0, 10), outcome, applyRun];
}

const doubts: Readonly<Record<Doubt, string>> = {
  'old-console': 'for that call of the old console names neither account nor permission set',
  'nameless-set': 'for that call names the permission set by an id that nobody knows any more',
};

const MOST = 3;

/** Who did it and when, a line each caller and day; of several causes with one signature, all are told. */
export function causeLines(causes: readonly DriftCause[], view: CauseView): string[] {
  const [cause] = causes;
  if (cause === undefined) return [];
  switch (cause.kind) {
    case 'explained': {
      const calls = Map.groupBy(
        causes.flatMap((one) => (one.kind === 'explained' ? one.by : [])),
        (one) => JSON.stringify(caller(one)),
      );
      const lines = [...calls.values()].map((members) => callWords(members, view));
      const more = lines.length - MOST;
      return [
        ...lines.slice(0, MOST),
        ...(more > 0 ? [`and ${more} earlier ${more === 1 ? 'call' : 'calls'}`] : []),
        ...(cause.whole ? [] : ['part of it has no explanation in CloudTrail']),
      ];
    }
    case 'perhaps': {
      return [
        `perhaps ${callWords([cause.by], view)}; CloudTrail cannot tell, ${doubts[cause.why]}`,
      ];
    }
    case 'unexplained':
      return ['nothing in CloudTrail explains it'];
    case 'elsewhere':
      return ['who did it stands in the audit log of Entra ID, not in CloudTrail'];
    default:
      return cause satisfies never;
  }
}

function callWords(calls: readonly Evidence[], view: CauseView): string {
  const [first] = calls;
  if (first === undefined) return '';
  const names = sortedUnique(calls.map(({ event }) => event.name));
  const told = listWords(names.map((name) => codeSpan(name)));
  const when = whenWords(calls.map(({ event }) => event.at));
  return `by ${actorWords(first, view)} ${when} (${told}${outcomeWords(first.outcome, names)})`;
}

/** Sessions and users are people, too. */
function actorWords({ event, applyRun }: Evidence, view: CauseView): string {
  const { name, arn, console, from } = event.actor;
  const known = console === true ? ' in the console' : ' through the API';
  const way = console === null ? '' : known;
  if (applyRun !== null) {
    const url =
      view.repositoryUrl === null ? null : `${view.repositoryUrl}/actions/runs/${applyRun}`;
    return `this repository’s own ${link(`apply run ${applyRun}`, url)}, by the name of its session,`;
  }
  if (view.isPublicRepository) return `somebody${way}`;
  const place = from === null ? '' : ` from ${codeSpan(from)}`;
  return `${codeSpan(name)}${way}${roleWords(name, arn)}${place}`;
}

const roleSession = /^arn:[^:]*:sts::(\d{12}):assumed-role\/([^/]+)\//;
const ofPermissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** What they were signed in with; of a role, no more of its ARN than tells it. */
function roleWords(name: string, arn: string | null): string {
  if (arn === null || arn === name) return '';
  const [, account, role] = roleSession.exec(arn) ?? [];
  if (account === undefined || role === undefined) return `, as ${codeSpan(arn, 300)}`;
  const [, set] = ofPermissionSet.exec(role) ?? [];
  const as = set === undefined ? `the role ${codeSpan(role)}` : codeSpan(set);
  return `, signed in as ${as} of ${account},`;
}

const isoMinute = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/;

/** `on 2026-11-02 at 09:14 UTC`, or the first and the last minute of that day. */
function whenWords(times: readonly string[]): string {
  const sorted = times.toSorted();
  const first = isoMinute.exec(sorted[0] ?? '');
  const last = isoMinute.exec(sorted.at(-1) ?? '');
  if (first === null || last === null) return 'at a time that CloudTrail does not tell';
  const [, day = '', from = ''] = first;
  const to = last[2] ?? from;
  return `on ${day} ${from === to ? `at ${from}` : `between ${from} and ${to}`} UTC`;
}

/** What it takes to ask how a call ended, by its name. */
const asking: Readonly<Record<string, string>> = {
  CreateAccountAssignment: '`sso:DescribeAccountAssignmentCreationStatus`',
  DeleteAccountAssignment: '`sso:DescribeAccountAssignmentDeletionStatus`',
};

function outcomeWords(outcome: Evidence['outcome'], names: readonly string[]): string {
  switch (outcome) {
    case 'unknown':
      return '; AWS no longer knows whether it succeeded';
    case 'unfinished':
      return '; AWS is not done with it';
    case 'unasked': {
      const actions = names.flatMap((name) => asking[name] ?? []);
      const takes = actions.length === 0 ? '' : `, which takes ${listWords(actions)}`;
      return `; how it ended was not asked${takes}`;
    }
    case 'succeeded':
    case null:
      return '';
    default:
      return outcome satisfies never;
  }
}
