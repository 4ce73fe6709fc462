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
import { folded, policyBlock } from './policy-block.ts';
import { prettyPolicy } from './policy-diff.ts';
import { reachWords } from './reach-words.ts';
import { count, listWords, sentence } from './words.ts';

type SetOperation = PermissionSetOperation | OwnershipOperation | ProvisionOperation;

export function isSetOperation(operation: Operation): operation is SetOperation {
  return (
    isAboutPermissionSet(operation) && operation.kind !== 'grant' && operation.kind !== 'revoke'
  );
}

/** The same lines three times: all there is, without what can be looked up, and the least. */
interface Told {
  readonly full: readonly string[];
  readonly middle: readonly string[];
  readonly short: readonly string[];
}

function always(lines: readonly string[]): Told {
  return { full: lines, middle: lines, short: lines };
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
  if (after === null) {
    return { ...always([]), full: before === null ? [] : formerLines(before) };
  }
  const fields = fieldChanges(before, after).map((line) => `- ${line}`);
  const policy = policyBlock(before?.inlinePolicy, after.inlinePolicy);
  if (policy === null) return { ...always(fields), short: fields.slice(0, 8) };
  const { full, middle, short } = policy;
  return {
    full: [...fields, full],
    middle: [...fields, middle],
    short: [...fields.slice(0, 8), short],
  };
}

function ownerWords(owner: string | null): string {
  return owner === null ? 'nobody' : codeSpan(owner);
}

function tellOwner(operation: OwnershipOperation): Told {
  const line = `- managed by: ${ownerWords(operation.before.owner)} → ${ownerWords(operation.after.owner)}`;
  return always([line]);
}

function tellProvisioning({ accounts }: ProvisionOperation, isAlone: boolean): Told {
  if (accounts.length === 0) return always([]);
  const start = isAlone ? '- brings up to date' : '- reaches';
  const line = `${start} ${accountsInLine(accounts)}`;
  const full = accountsInFull(accounts);
  return {
    full: [full === '' ? line : `${line}\n${indent(full)}`],
    middle: [line],
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
  const reach = reachWords(first.permissionSet, view);
  const told = [
    ...operations.map((operation) => tell(operation, operations.length === 1)),
    always(reach === null ? [] : [`- who: ${reach}`]),
  ];
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
  const placed = origins === '' ? title : `${title} · ${origins}`;
  const write = (heading: string, lines: readonly string[]): string =>
    [heading, ...lines.map(indent)].join('\n');
  return [
    {
      danger: danger.permissionSet,
      forms: [
        write(
          placed,
          told.flatMap(({ full }) => full),
        ),
        write(
          placed,
          told.flatMap(({ middle }) => middle),
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
