import { sortedBy } from '../core/model/order.ts';
import {
  isAboutPermissionSet,
  type Operation,
  type OwnershipOperation,
  type PermissionSetFields,
  type PermissionSetOperation,
  type ProvisionOperation,
} from '../core/plan/operation.ts';
import { danger, type Entry, headed, indent, type Section } from './document.ts';
import { codeBlock, codeSpan } from './escape.ts';
import { fieldChanges, formerFields } from './field-changes.ts';
import { causeNote } from './moods.ts';
import { accountsInFull, accountsInLine } from './names.ts';
import { originLinks, type PlanView } from './plan-view.ts';
import { policyDiff, prettyPolicy } from './policy-diff.ts';
import { count, listWords, sentence } from './words.ts';

type SetOperation = PermissionSetOperation | OwnershipOperation | ProvisionOperation;

export function isSetOperation(operation: Operation): operation is SetOperation {
  return (
    isAboutPermissionSet(operation) && operation.kind !== 'grant' && operation.kind !== 'revoke'
  );
}

const LINES_SHOWN_OPEN = 60;

function folded(summary: string, block: string): string {
  return `<details><summary>${summary}</summary>\n\n${block}\n\n</details>`;
}

/** The inline policy, in full and in a line; empty where it is not touched. */
function policyWords(
  before: PermissionSetFields | null,
  after: PermissionSetFields,
): readonly [full: string, short: string] {
  if (after.inlinePolicy === undefined) return ['', ''];
  const old = before?.inlinePolicy ?? null;
  if (after.inlinePolicy === old) return ['', ''];
  if (old === null) {
    const lines = prettyPolicy(after.inlinePolicy);
    const told = `- inline policy: **adds** one of ${count(lines.length, 'line')}`;
    return [`${told}\n${indent(folded('the policy', codeBlock(lines, 'json')))}`, told];
  }
  const { lines, added, removed } = policyDiff(old, after.inlinePolicy);
  const verb = after.inlinePolicy === null ? '**removes** it' : 'changes';
  const told = `- inline policy: ${verb}, ${count(added, 'line')} added, ${count(removed, 'line')} removed`;
  const block = codeBlock(lines, 'diff');
  const shown = lines.length > LINES_SHOWN_OPEN ? folded('the difference', block) : block;
  return [`${told}\n\n${indent(shown)}`, told];
}

interface Told {
  readonly full: readonly string[];
  readonly short: readonly string[];
}

function formerLines(before: PermissionSetFields): string[] {
  const policy = prettyPolicy(before.inlinePolicy ?? null);
  const block = indent(folded('the policy', codeBlock(policy, 'json')));
  return [
    ...formerFields(before).map((line) => `- was: ${line}`),
    ...(policy.length === 0
      ? []
      : [`- was: inline policy of ${count(policy.length, 'line')}\n${block}`]),
  ];
}

function tellSet(operation: PermissionSetOperation): Told {
  const { before, after } = operation;
  if (after === null) return { full: before === null ? [] : formerLines(before), short: [] };
  const fields = fieldChanges(before, after).map((line) => `- ${line}`);
  const [policy, policyShort] = policyWords(before, after);
  return {
    full: [...fields, policy].filter((line) => line !== ''),
    short: [...fields.slice(0, 8), policyShort].filter((line) => line !== ''),
  };
}

function ownerWords(owner: string | null): string {
  return owner === null ? 'nobody' : codeSpan(owner);
}

function tellOwner(operation: OwnershipOperation): Told {
  const line = `- managed by: ${ownerWords(operation.before.owner)} → ${ownerWords(operation.after.owner)}`;
  return { full: [line], short: [line] };
}

function tellProvisioning({ accounts }: ProvisionOperation, isAlone: boolean): Told {
  if (accounts.length === 0) return { full: [], short: [] };
  const start = isAlone ? '- brings up to date' : '- reaches';
  const line = `${start} ${accountsInLine(accounts)}`;
  const full = accountsInFull(accounts);
  return {
    full: [full === '' ? line : `${line}\n${indent(full)}`],
    short: [`${start} ${count(accounts.length, 'account')}`],
  };
}

function tell(operation: SetOperation, isAlone: boolean): Told {
  switch (operation.kind) {
    case 'create-permission-set':
    case 'update-permission-set':
    case 'delete-permission-set':
      return tellSet(operation);
    case 'adopt-permission-set':
    case 'release-permission-set':
      return tellOwner(operation);
    case 'provision-permission-set':
      return tellProvisioning(operation, isAlone);
    default:
      return operation satisfies never;
  }
}

const verbs = [
  ['create-permission-set', 'create'],
  ['adopt-permission-set', 'adopt'],
  ['update-permission-set', 'change'],
  ['provision-permission-set', 'provision'],
  ['release-permission-set', 'release'],
  ['delete-permission-set', 'delete'],
] as const;

/** `Adopt, change and provision`: in the order in which it is done. */
function verbsOf(operations: readonly SetOperation[]): string {
  const kinds = new Set<string>(operations.map(({ kind }) => kind));
  return sentence(listWords(verbs.flatMap(([kind, verb]) => (kinds.has(kind) ? [verb] : []))));
}

/** One entry a set: adoption, edit and re-provisioning are one thing to a reader. */
function setEntry(operations: readonly SetOperation[], view: PlanView): Entry[] {
  const [first] = operations;
  if (first === undefined) return [];
  const told = operations.map((operation) => tell(operation, operations.length === 1));
  const causes = operations.map(({ cause }) => causeNote(cause, view.occasion, 'will'));
  const [cause = null] = causes;
  const isShared = cause !== null && causes.every((other) => other === cause);
  const isWaiting = operations.some(({ status }) => status === 'waiting');
  const note = `${isShared ? ` · ${cause}` : ''}${isWaiting ? ' · waits for Entra ID' : ''}`;
  const side = first.kind === 'delete-permission-set' ? 'base' : 'head';
  const origins = originLinks(
    operations.flatMap((operation) => operation.origins),
    side,
    view,
  );
  const title = `- **${verbsOf(operations)}** ${codeSpan(first.permissionSet)}${note}`;
  const write = (heading: string, lines: readonly string[]): string =>
    [heading, ...lines.map(indent)].join('\n');
  return [
    {
      danger: danger.permissionSet,
      forms: [
        write(
          origins === '' ? title : `${title} · ${origins}`,
          told.flatMap(({ full }) => full),
        ),
        write(
          title,
          told.flatMap(({ short }) => short),
        ),
        title,
      ],
    },
  ];
}

export function permissionSetEntries(operations: readonly Operation[], view: PlanView): Entry[] {
  const bySet = new Map<string, SetOperation[]>();
  for (const operation of operations.filter(isSetOperation)) {
    const known = bySet.get(operation.permissionSet);
    if (known === undefined) bySet.set(operation.permissionSet, [operation]);
    else known.push(operation);
  }
  return sortedBy(bySet, ([set]) => set).flatMap(([, members]) => setEntry(members, view));
}

export function permissionSetSections(operations: readonly Operation[], view: PlanView): Section[] {
  return headed('### Permission sets', permissionSetEntries(operations, view));
}
