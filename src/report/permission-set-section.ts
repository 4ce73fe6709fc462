import { sortedBy } from '../core/model/order.ts';
import type {
  Operation,
  OwnershipOperation,
  PermissionSetFields,
  PermissionSetOperation,
  ProvisionOperation,
} from '../core/plan/operation.ts';
import { danger, type Entry, headed, indent, type Section } from './document.ts';
import { codeBlock, codeSpan } from './escape.ts';
import { fieldChanges } from './field-changes.ts';
import { accountsInFull, accountsInLine } from './names.ts';
import { originLinks, type PlanView } from './plan-view.ts';
import { policyDiff, prettyPolicy } from './policy-diff.ts';
import { count } from './words.ts';

type SetOperation = PermissionSetOperation | OwnershipOperation | ProvisionOperation;

export function isSetOperation(operation: Operation): operation is SetOperation {
  return operation.kind !== 'grant' && operation.kind !== 'revoke';
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
  readonly verb: string;
  readonly full: readonly string[];
  readonly short: readonly string[];
}

function tellSet(operation: PermissionSetOperation): Told {
  const { before, after } = operation;
  const verb = { create: 'Create', update: 'Change', delete: 'Delete' };
  if (after === null) {
    const was = before === null ? [] : fieldChanges(null, before).map((line) => `- was: ${line}`);
    return { verb: verb.delete, full: was, short: [] };
  }
  const fields = fieldChanges(before, after).map((line) => `- ${line}`);
  const [policy, policyShort] = policyWords(before, after);
  return {
    verb: before === null ? verb.create : verb.update,
    full: [...fields, policy].filter((line) => line !== ''),
    short: [...fields.slice(0, 8), policyShort].filter((line) => line !== ''),
  };
}

function ownerWords(owner: string | null): string {
  return owner === null ? 'nobody' : codeSpan(owner);
}

function tellOwner(operation: OwnershipOperation): Told {
  const line = `- managed by: ${ownerWords(operation.before.owner)} → ${ownerWords(operation.after.owner)}`;
  const verb = operation.kind === 'adopt-permission-set' ? 'Adopt' : 'Release';
  return { verb, full: [line], short: [line] };
}

function tellProvisioning(operation: ProvisionOperation): Told {
  if (operation.accounts.length === 0) return { verb: 'Provision', full: [], short: [] };
  const line = `- reaches ${accountsInLine(operation.accounts)}`;
  const full = accountsInFull(operation.accounts);
  return {
    verb: 'Provision',
    full: [full === '' ? line : `${line}\n${indent(full)}`],
    short: [`- reaches ${count(operation.accounts.length, 'account')}`],
  };
}

function tell(operation: SetOperation): Told {
  switch (operation.kind) {
    case 'create-permission-set':
    case 'update-permission-set':
    case 'delete-permission-set':
      return tellSet(operation);
    case 'adopt-permission-set':
    case 'release-permission-set':
      return tellOwner(operation);
    case 'provision-permission-set':
      return tellProvisioning(operation);
    default:
      return operation satisfies never;
  }
}

/** One entry a set: adoption, edit and re-provisioning are one thing to a reader. */
function setEntry(operations: readonly SetOperation[], view: PlanView): Entry[] {
  const [first] = operations;
  if (first === undefined) return [];
  const told = operations.map(tell);
  const verbs = told
    .map(({ verb }) => verb)
    .filter((verb, index) => index === 0 || verb !== 'Provision');
  const side = first.kind === 'delete-permission-set' ? 'base' : 'head';
  const origins = originLinks(
    operations.flatMap((operation) => operation.origins),
    side,
    view,
  );
  const title = `- **${verbs.join(', ')}** ${codeSpan(first.permissionSet)}`;
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
