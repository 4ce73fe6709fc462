import type { Finding, Origin } from '../core/diagnostics/finding.ts';
import type { Span } from '../core/diagnostics/span.ts';
import { nearest } from '../core/diagnostics/nearest.ts';
import type { DeclaredPermissionSet, Mapping } from '../core/mapping/mapping.ts';
import { placeInTree, placeOfText } from '../core/mapping/place-in-tree.ts';
import { plainValue, type Tree } from '../core/mapping/read/tree.ts';
import type { Operation, PermissionSetOperation } from '../core/plan/operation.ts';
import type { PolicyRemark } from '../core/policy/policy-remark.ts';
import { unknownActions } from '../core/policy/unknown-actions.ts';
import type { PolicyChecker } from '../ports/policy-check.ts';
import type { PortError } from '../ports/port-error.ts';
import { advice } from './advice.ts';
import { forEachAtMost } from './for-each-at-most.ts';

/** More are not asked about in one run; nobody reviews so many. */
const MOST_POLICIES = 50;
/** Of one policy. */
const MOST_REMARKS = 20;
const AT_ONCE = 4;

interface Subject {
  readonly operation: PermissionSetOperation;
  readonly set: DeclaredPermissionSet;
  /** Canonical. */
  readonly policy: string;
}

/**
 * What AWS remarks of the inline policies that a change creates or edits, at their lines: in the order
 * of the operations, the worst of each policy first. Where AWS may not be asked, or does not answer,
 * they are held to the list of actions alone; then the last finding says so.
 */
export async function checkPolicies(
  checker: PolicyChecker,
  operations: readonly Operation[],
  head: Mapping,
): Promise<readonly Finding[]> {
  const subjects = subjectsOf(operations, head);
  const asked = subjects.slice(0, MOST_POLICIES);
  const remarks = new Map<Subject, readonly PolicyRemark[]>();
  const refusals: string[] = [];
  await forEachAtMost(AT_ONCE, asked, async (subject) => {
    if (refusals.length > 0) return;
    const { value, error } = await advice(checker.validatePolicy(asWritten(subject)));
    if (error === null) remarks.set(subject, value);
    else refusals.push(whyNot(error));
  });
  const findings = subjects.flatMap((subject) => {
    const found = remarks.get(subject);
    return found === undefined ? ownFindings(subject) : remarkFindings(subject, found);
  });
  const left = subjects.length - remarks.size;
  return left === 0 ? findings : [...findings, uncheckedFinding(left, refusals[0] ?? null)];
}

function uncheckedFinding(number: number, why: string | null): Finding {
  const [policies, were] = number === 1 ? ['policy', 'was'] : ['policies', 'were'];
  const reason = why ?? `no more than ${MOST_POLICIES} are asked about in one run`;
  return {
    severity: 'info',
    code: 'policies-unchecked',
    headline: `${number} inline ${policies} of this change ${were} not checked by AWS: ${reason}`,
    why: null,
    help: null,
    origin: null,
    causedByHead: false,
    operations: [],
  };
}

function subjectsOf(operations: readonly Operation[], head: Mapping): Subject[] {
  const sets = new Map(head.permissionSets.map((set) => [set.name, set]));
  return operations.flatMap((operation): Subject[] => {
    if (operation.kind !== 'create-permission-set' && operation.kind !== 'update-permission-set') {
      return [];
    }
    const policy = operation.after?.inlinePolicy ?? null;
    const set = sets.get(operation.permissionSet);
    if (operation.cause !== 'change' || policy === null || set === undefined) return [];
    return policy === operation.before?.inlinePolicy ? [] : [{ operation, set, policy }];
  });
}

/** As its author ordered it, so that what AWS says of a place is said of theirs. */
function asWritten({ set, policy }: Subject): string {
  const { policyTree: tree = null } = set;
  return tree === null ? policy : JSON.stringify(plainValue(tree));
}

function whyNot(error: PortError): string {
  return error.kind === 'access-denied'
    ? `the role may not ask (${error.action}, which is optional)`
    : error.message;
}

const kinds = {
  error: { severity: 'error', code: 'policy-refused-by-check' },
  'security-warning': { severity: 'warning', code: 'policy-security-warning' },
  warning: { severity: 'info', code: 'policy-remark' },
  suggestion: { severity: 'info', code: 'policy-remark' },
} as const;

function remarkFindings(subject: Subject, remarks: readonly PolicyRemark[]): Finding[] {
  const order = Object.keys(kinds);
  const sorted = remarks.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  return sorted.slice(0, MOST_REMARKS).map(({ level, code, text, link, path }) => ({
    ...kinds[level],
    headline: `AWS on the inline policy of "${subject.set.name}": ${text}`,
    why: `IAM Access Analyzer calls this "${code}"`,
    help: link === null ? null : `read ${link}`,
    origin: originOf(subject, (tree) => placeInTree(tree, path ?? [])),
    causedByHead: true,
    operations: [subject.operation.id],
  }));
}

function originOf({ set, operation }: Subject, placeOf: (tree: Tree) => Span): Origin | null {
  const { policyTree: tree = null } = set;
  if (tree === null) return operation.origins[0] ?? { file: set.at.file, line: set.at.line };
  const { file, line } = placeOf(tree);
  return { file, line };
}

function ownFindings(subject: Subject): Finding[] {
  return unknownActions(subject.policy)
    .slice(0, MOST_REMARKS)
    .map(({ pattern, service }) => {
      const meant = nearest(pattern, service);
      return {
        severity: 'info',
        code: 'unknown-action',
        headline: `"${pattern}" in the inline policy of "${subject.set.name}" is no action known here`,
        why: 'it may be misspelt, or newer than the list of actions that ships with this tool',
        help: meant === null ? 'check its spelling' : `did you mean "${meant}"?`,
        origin: originOf(subject, (tree) => placeOfText(tree, pattern)),
        causedByHead: true,
        operations: [subject.operation.id],
      };
    });
}
