import { comparePolicies } from '../core/policy/compare-policies.ts';
import type { Operation, PermissionSetOperation } from '../core/plan/operation.ts';
import { attributeLines, readerLines } from './attribute-changes.ts';
import { describeOperation } from './describe-operation.ts';
import { escapeLogLine } from './escape-log-line.ts';
import { fieldChanges } from './field-changes.ts';
import { consequence, isGroupStep } from './group-steps.ts';
import type { PlanView } from './plan-view.ts';
import { policyDiff } from './policy-diff.ts';
import { policyDetails, policySentence } from './policy-words.ts';
import { statementLines } from './statement-words.ts';
import { plain } from './style.ts';
import { widerNote } from './wider-care.ts';

export type Paint = (color: 'bold' | 'red' | 'green' | 'yellow', line: string) => string;

function setFields({ before, after }: PermissionSetOperation): string[] {
  if (after === null) return [];
  return [
    ...fieldChanges(before, after, plain).map((line) => `    ${line}`),
    ...policyLines(before?.inlinePolicy ?? null, after.inlinePolicy),
  ];
}

function policyLines(before: string | null, after: string | null | undefined): string[] {
  if (after === undefined || after === before) return [];
  const change = comparePolicies(before, after);
  const lines = [...policyDetails(change, plain), ...statementLines(change.statements, plain)];
  return [
    `    inline policy: ${policySentence(change, plain)}`,
    ...lines.map((line) => `      ${line}`),
    ...policyDiff(before, after).lines.map((line) => `        ${line}`),
  ];
}

/** Every field that a step writes, for a terminal. */
export function stepFields(operation: Operation): string[] {
  switch (operation.kind) {
    case 'create-permission-set':
    case 'update-permission-set':
      return setFields(operation).map((line) => escapeLogLine(line));
    case 'update-access-control-attributes':
      return [...attributeLines(operation, plain), ...readerLines(operation, plain)].map((line) =>
        escapeLogLine(`    ${line}`),
      );
    case 'adopt-permission-set':
    case 'release-permission-set':
    case 'delete-permission-set':
    case 'provision-permission-set':
    case 'assign-group-to-application':
    case 'unassign-group-from-application':
    case 'provision-group':
    case 'assign-application':
    case 'unassign-application':
    case 'grant':
    case 'revoke':
      return [];
    default:
      return operation satisfies never;
  }
}

/** What an operation's own words do not say. */
export function stepNotes(operation: Operation): string[] {
  const follows = isGroupStep(operation) ? consequence(operation) : null;
  return [
    ...(operation.status === 'waiting' ? ['waits for Entra ID'] : []),
    ...(follows === null ? [] : [follows]),
  ];
}

/** A step that is no assignment, with what it writes. */
export function stepLines(operation: Operation, view: PlanView, paint: Paint): string[] {
  const isLoss = operation.kind === 'unassign-group-from-application';
  const words = describeOperation(operation, view.isPublicRepository);
  const head = escapeLogLine(
    `${isLoss ? '-' : '~'} ${[words, ...stepNotes(operation)].join(' · ')}`,
  );
  const wider = widerNote(operation, view, plain);
  return [
    paint(isLoss ? 'red' : 'yellow', head),
    ...(wider === null ? [] : [paint('yellow', escapeLogLine(`    ${wider}`))]),
    ...stepFields(operation),
  ];
}
