import { driftKinds, type DriftEntry, type DriftKind } from '../core/drift/drift-entry.ts';
import type { DriftCause } from '../core/drift/cause.ts';
import { attributeLines, isAttributes } from './attribute-changes.ts';
import { type Entry, indent } from './document.ts';
import { causeLines, causeSignature } from './drift-cause-words.ts';
import type { DriftView } from './drift-view.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { fieldChanges } from './field-changes.ts';
import { accountsCounted, accountsInFull, accountsInLine, sharedNames, whoWords } from './names.ts';
import { originLinks } from './plan-view.ts';
import { policyBlock } from './policy-block.ts';
import { reasonsInWords } from './reasons-in-words.ts';
import { isAssignment, warningOf } from './warning-of.ts';
import { count } from './words.ts';

type Members = readonly [DriftEntry, ...DriftEntry[]];

/** Entries that read the same but for the account are one line. */
export function driftEntries(kind: DriftKind, view: DriftView): Entry[] {
  const lines = new Map<string, [DriftEntry, ...DriftEntry[]]>();
  for (const entry of view.report.entries) {
    if (entry.kind !== kind) continue;
    const key = lineKey(entry, view);
    const line = lines.get(key);
    if (line === undefined) lines.set(key, [entry]);
    else line.push(entry);
  }
  return [...lines.values()].map((members) => entryOf(members, view));
}

function isFolded(kind: DriftKind): boolean {
  return kind === 'undeclared-grant' || kind === 'missing-grant';
}

function lineKey(entry: DriftEntry, view: DriftView): string {
  const { kind, key, operations } = entry;
  if (!isFolded(kind)) return key;
  const [{ principal, permissionSet, status, reason }] = operations;
  const isHidden = view.isPublicRepository && principal?.type === 'USER';
  return JSON.stringify([
    isHidden ? 'somebody' : principal?.id,
    permissionSet,
    status,
    reason,
    view.since.get(key),
    causeSignature(view.causes.of.get(key)),
  ]);
}

/** After what is told first. */
const RANKS = 10;

function entryOf(members: Members, view: DriftView): Entry {
  const [first] = members;
  const told = tell(members, view);
  const notes = [...blockNote(first, view), ...told.notes].map((note) => ` · ${note}`).join('');
  const history = historyOf(members, view);
  const line = `- ${told.line}${notes}`;
  const below = [...told.details, ...told.folded.filter((block) => block !== '')];
  const brief = [`- ${told.short}`, ...history.slice(0, 1).map(item)].join('\n');
  const middle = [line, ...history.map(item), ...told.details.slice(0, 8).map(indent)].join('\n');
  const full = [line, ...history.map(item), ...below.map(indent)].join('\n');
  const forms = [...new Set([middle, brief, `- ${told.short}`])].filter((form) => form !== full);
  const isGrave = told.isAdministrator && first.kind === 'undeclared-grant';
  return { danger: isGrave ? 0 : RANKS + driftKinds.indexOf(first.kind), forms: [full, ...forms] };
}

function item(line: string): string {
  return `  - ${line}`;
}

/** Who, when, and since when it is known. */
function historyOf(members: Members, view: DriftView): string[] {
  const [first] = members;
  const since = view.since.get(first.key);
  const causes = members.flatMap(({ key }): DriftCause[] => {
    const cause = view.causes.of.get(key);
    return cause === undefined ? [] : [cause];
  });
  const lines = causeLines(causes, view);
  const seen = since === undefined ? [] : [`first seen on ${since}`];
  const [head, ...more] = lines;
  return head === undefined ? seen : [[head, ...seen].join(' · '), ...more];
}

function blockNote({ operations }: DriftEntry, view: DriftView): string[] {
  const blocked = operations.find(({ status }) => status === 'blocked');
  if (blocked !== undefined) {
    const say = reasonsInWords(view.plan, view.isPublicRepository);
    const why = blocked.reason === null ? '' : `: ${escapeMarkdown(say(blocked.reason))}`;
    return [`**cannot be undone now**${why}`];
  }
  return operations.some(({ status }) => status === 'waiting') ? ['waits for Entra ID'] : [];
}

interface Told {
  readonly line: string;
  readonly short: string;
  readonly notes: readonly string[];
  /** Blocks below, each a list item or a collapsed part. */
  readonly details: readonly string[];
  readonly folded: readonly string[];
  readonly isAdministrator?: boolean;
}

function only(line: string, details: readonly string[] = [], notes: readonly string[] = []): Told {
  return { line, short: line, notes, details, folded: [] };
}

function tell(members: Members, view: DriftView): Told {
  const [first] = members;
  const set = codeSpan(first.operations[0].permissionSet ?? '');
  const assigned = first.operations.filter(isAssignment);
  const places = count(assigned.length, 'assignment');
  switch (first.kind) {
    case 'undeclared-grant':
    case 'missing-grant':
      return tellAssignments(members, view);
    case 'edited-set':
      return only(`${set} is not what the files declare`, edits(first), origins(first, view));
    case 'undeclared-set':
      return only(
        `${set} carries our ownership tag, and no file declares it`,
        assigned.length === 0 ? [] : [`- it gives access in ${places}`],
      );
    case 'missing-set':
      return only(
        `${set} no longer exists in AWS`,
        assigned.length === 0 ? [] : [`- the files give it in ${places}, which are gone with it`],
        origins(first, view),
      );
    case 'unowned-set':
      return only(`${set} has lost its ownership tag, or has another`, edits(first));
    case 'application':
      return only(tellApplication(first, view));
    case 'attributes':
      return only(
        'the session tags that AWS passes on are not what the files declare',
        edits(first),
      );
    case 'rebound-group':
      return tellRebind(first, view);
    case 'dead-principal':
      return tellDead(first, view);
    case 'old-version': {
      const accounts = first.operations.flatMap((operation) =>
        operation.kind === 'provision-permission-set' ? operation.accounts : [],
      );
      return {
        line: `${set} is on an older version in ${accountsInLine(accounts)}`,
        short: `${set} is on an older version in ${accountsCounted(accounts)}`,
        notes: [],
        details: [],
        folded: [accountsInFull(accounts)],
      };
    }
    case 'directory':
      return only(tellDirectory(first));
    default:
      return first.kind satisfies never;
  }
}

function tellAssignments(members: Members, view: DriftView): Told {
  const operations = members.flatMap(({ operations: all }) => all.filter(isAssignment));
  const [first] = operations;
  if (first === undefined) return only('');
  const { principal, permissionSet } = first;
  const principals = [
    ...new Map(operations.map((one) => [one.principal.id, one.principal])).values(),
  ];
  const hasNamesake = sharedNames(view.plan.operations).has(principal.name);
  const who = whoWords({ principals, hasNamesake }, view.isPublicRepository);
  const has =
    first.kind === 'revoke'
      ? principals.length > 1
        ? 'have'
        : 'has'
      : principals.length > 1
        ? 'lack'
        : 'lacks';
  const accounts = operations.map(({ account }) => account);
  const isAdministrator =
    view.administrators.has(permissionSet) || warningOf(first, 'administrator') !== null;
  const start = `${who} ${has} ${codeSpan(permissionSet)} in`;
  const strong = isAdministrator ? ['**administrator**'] : [];
  return {
    line: `${start} ${accountsInLine(accounts)}`,
    short: [`${start} ${accountsCounted(accounts)}`, ...strong].join(' · '),
    notes: [...strong, ...members.flatMap((entry) => origins(entry, view)).slice(0, 1)],
    details: [],
    folded: [accountsInFull(accounts)],
    isAdministrator,
  };
}

function origins({ operations }: DriftEntry, view: DriftView): string[] {
  const links = originLinks(
    operations.flatMap((one) => one.origins),
    'head',
    view,
  );
  return links === '' ? [] : [links];
}

/** From what is declared to what is live: what somebody did, not what undoing it does. */
function edits({ operations }: DriftEntry): string[] {
  return operations.flatMap((operation) => {
    if (operation.kind === 'adopt-permission-set' || operation.kind === 'release-permission-set') {
      const owner = operation.before.owner;
      return [`- owner in AWS: ${owner === null ? 'nobody' : codeSpan(owner)}`];
    }
    if (isAttributes(operation)) {
      const { before, after } = operation;
      const done = { ...operation, before: after, after: before };
      return attributeLines(done).map((line) => `- ${line}`);
    }
    if (operation.kind !== 'update-permission-set') return [];
    const { before, after } = operation;
    if (before === null || after === null) return [];
    const policy = policyBlock(after.inlinePolicy, before.inlinePolicy);
    return [
      ...fieldChanges(after, before).map((line) => `- ${line}`),
      ...(policy === null ? [] : [policy.full]),
    ];
  });
}

function tellApplication({ operations: [operation] }: DriftEntry, view: DriftView): string {
  if (operation.kind !== 'assign-application' && operation.kind !== 'unassign-application')
    return '';
  const { principal, application, kind } = operation;
  const who = whoWords({ principals: [principal], hasNamesake: false }, view.isPublicRepository);
  const what = codeSpan(application.name);
  return kind === 'assign-application'
    ? `${who} is not assigned to the application ${what}, as the files say`
    : `${who} is assigned to the application ${what}, and no file says so`;
}

function tellRebind({ operations }: DriftEntry, view: DriftView): Told {
  const rebind = operations
    .map((operation) => warningOf(operation, 'group-recreated'))
    .find((warning) => warning !== null);
  const missing = operations.filter(({ kind }) => kind === 'grant');
  const [first = operations[0]] = missing;
  const name = codeSpan(first.principal?.name ?? '');
  const ids = `${codeSpan(rebind?.from ?? '')} → ${codeSpan(rebind?.to ?? '')}`;
  return only(
    `${name} was deleted and created again: its AWS id is another one, ${ids}`,
    [
      `- its people have lost ${count(missing.length, 'assignment')}; undoing it gives them to the new group and removes the old`,
    ],
    originLinks(
      missing.flatMap((one) => one.origins),
      'head',
      view,
    ) === ''
      ? []
      : origins(
          { kind: 'missing-grant', key: '', elusive: false, operations: [first, ...missing] },
          view,
        ),
  );
}

function tellDead({ operations }: DriftEntry, view: DriftView): Told {
  const [{ principal }] = operations;
  const assigned = operations.filter(isAssignment);
  const isPerson = principal?.type === 'USER';
  const id = isPerson && view.isPublicRepository ? 'a person' : codeSpan(principal?.name ?? '');
  const sets = [...new Set(assigned.map(({ permissionSet }) => permissionSet))];
  return only(
    `${id} no longer exists, and still stands in ${count(assigned.length, 'assignment')}: nobody has access by it`,
    sets.slice(0, 5).map((set) => {
      const accounts = assigned
        .filter(({ permissionSet }) => permissionSet === set)
        .map(({ account }) => account);
      return `- ${codeSpan(set)} in ${accountsInLine(accounts)}`;
    }),
  );
}

function tellDirectory({ operations: [operation] }: DriftEntry): string {
  const group = codeSpan(operation.principal?.name ?? '');
  if (operation.kind === 'unassign-group-from-application') {
    return `${group} is assigned to the enterprise application, and is not to be`;
  }
  return operation.kind === 'provision-group'
    ? `${group} is not in AWS, though the enterprise application has it`
    : `${group} is no longer assigned to the enterprise application`;
}
