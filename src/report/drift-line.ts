import { type DriftEntry, type MovedEntry, setNameOf } from '../core/drift/drift-entry.ts';
import { attributeLines, isAttributes } from './attribute-changes.ts';
import type { DriftView } from './drift-view.ts';
import { codeSpan } from './escape.ts';
import { fieldChanges } from './field-changes.ts';
import { accountsCounted, accountsInFull, accountsInLine, sharedNames, whoWords } from './names.ts';
import { originLinks } from './plan-view.ts';
import { policyBlock } from './policy-block.ts';
import { isAssignment } from '../core/plan/access-operation.ts';
import { warningOf } from './warning-of.ts';
import { count } from './words.ts';

/** Entries of one kind that read the same but for the account. */
export type DriftLine = readonly [DriftEntry, ...DriftEntry[]];

/** What one line of drift says. */
export interface Told {
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

/** A line's words, by kind: what is so, and not what undoing it would do. */
export function tellDriftLine(members: DriftLine, view: DriftView): Told {
  const [first] = members;
  const set = codeSpan(setNameOf(first) ?? '');
  const assigned = first.operations.filter(isAssignment);
  const places = count(assigned.length, 'assignment');
  switch (first.kind) {
    case 'undeclared-grant':
    case 'missing-grant':
      return tellAssignments(members, view);
    case 'edited-set':
      return {
        ...only(`${set} is not what the files declare`, edits(first), [
          ...(becameAdministrator(first, view) ? ['**now administrator-level**'] : []),
          ...origins(first, view),
        ]),
        isAdministrator: becameAdministrator(first, view),
      };
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
    case 'unmanaged-set': {
      const isAdministrator = first.set.administrator !== null;
      const note = isAdministrator ? ['**administrator-level**'] : [];
      return { ...only(set, [], note), isAdministrator };
    }
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
      return first satisfies never;
  }
}

/** Of a declared set that is not meant to be. */
function becameAdministrator({ operations }: DriftEntry, { administrators }: DriftView): boolean {
  return operations.some(
    (operation) =>
      operation.kind === 'update-permission-set' &&
      administrators.has(operation.permissionSet) &&
      warningOf(operation, 'administrator') === null,
  );
}

function tellAssignments(members: DriftLine, view: DriftView): Told {
  const operations = members.flatMap((entry) => [...entry.operations].filter(isAssignment));
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

function tellApplication({ operations: [operation] }: MovedEntry, view: DriftView): string {
  if (operation.kind !== 'assign-application' && operation.kind !== 'unassign-application')
    return '';
  const { principal, application, kind } = operation;
  const who = whoWords({ principals: [principal], hasNamesake: false }, view.isPublicRepository);
  const what = codeSpan(application.name);
  return kind === 'assign-application'
    ? `${who} is not assigned to the application ${what}, though the files say so`
    : `${who} is assigned to the application ${what}, and no file says so`;
}

function tellRebind({ operations }: MovedEntry, view: DriftView): Told {
  const rebind = operations
    .map((operation) => warningOf(operation, 'group-recreated'))
    .find((warning) => warning !== null);
  const missing = operations.filter(({ kind }) => kind === 'grant');
  const [first = operations[0]] = missing;
  const name = codeSpan(first.principal?.name ?? '');
  const ids = `${codeSpan(rebind?.from ?? '')} → ${codeSpan(rebind?.to ?? '')}`;
  const links = originLinks(
    missing.flatMap((one) => one.origins),
    'head',
    view,
  );
  return only(
    `${name} was deleted and created again: its AWS id is another one, ${ids}`,
    [
      `- its people have lost ${count(missing.length, 'assignment')}; undoing it gives them to the new group and removes the old`,
    ],
    links === '' ? [] : [links],
  );
}

function tellDead({ operations }: MovedEntry, view: DriftView): Told {
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

function tellDirectory({ operations: [operation] }: MovedEntry): string {
  const group = codeSpan(operation.principal?.name ?? '');
  if (operation.kind === 'unassign-group-from-application') {
    return `${group} is assigned to the enterprise application, and is not to be`;
  }
  return operation.kind === 'provision-group'
    ? `${group} is not in AWS, though the enterprise application has it`
    : `${group} is no longer assigned to the enterprise application`;
}
