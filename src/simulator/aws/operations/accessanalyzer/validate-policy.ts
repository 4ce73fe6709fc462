import { isJsonObject, parseJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { servicePrefixes } from './service-prefixes.ts';

interface Check {
  readonly code: string;
  readonly type: 'ERROR' | 'SECURITY_WARNING' | 'WARNING' | 'SUGGESTION';
  readonly details: string;
}

type Path = readonly JsonObject[];

/** A few of the checks of AWS's policy check reference, for identity policies. */
const checks = {
  notJson: {
    code: 'JSON_SYNTAX_ERROR',
    type: 'ERROR',
    details: 'Fix the JSON syntax error at index 0 line 1 column 0.',
  },
  version: {
    code: 'MISSING_VERSION',
    type: 'WARNING',
    details:
      'We recommend that you specify the Version element to help you with debugging permission issues.',
  },
  arnPrefix: {
    code: 'INVALID_ARN_PREFIX',
    type: 'ERROR',
    details: 'Add the required ARN prefix "arn" to the resource ARN.',
  },
  service: {
    code: 'INVALID_SERVICE_IN_ACTION',
    type: 'ERROR',
    details: 'The service specified in the action does not exist.',
  },
  passRole: {
    code: 'PASS_ROLE_WITH_STAR_IN_RESOURCE',
    type: 'SECURITY_WARNING',
    details:
      'Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive because it allows iam:PassRole permissions on multiple resources. We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement.',
  },
  redundant: {
    code: 'REDUNDANT_ACTION',
    type: 'SUGGESTION',
    details: 'Some actions are redundant because they provide similar permissions.',
  },
} as const satisfies Record<string, Check>;

/** What AWS would find in a policy, with the place of each as a path into its JSON. */
export function validatePolicy(text: string): JsonObject[] {
  const report = (check: Check, path: Path): JsonObject => ({
    findingType: check.type,
    issueCode: check.code,
    findingDetails: check.details,
    learnMoreLink: `https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#${check.code.toLowerCase().replaceAll('_', '-')}`,
    locations: [{ path: [...path], span: span(text, path) }],
  });
  const document = parseJsonObject(text);
  if (document === undefined) return [report(checks.notJson, [])];
  const statement = document['Statement'] ?? [];
  const statements: [Path, Json][] = Array.isArray(statement)
    ? statement.map((each, index) => [[{ value: 'Statement' }, { index }], each])
    : [[[{ value: 'Statement' }], statement]];
  return [
    ...(document['Version'] === undefined ? [report(checks.version, [])] : []),
    ...statements.flatMap(([path, each]) =>
      isJsonObject(each) ? inStatement(each, path, report) : [],
    ),
  ];
}

function inStatement(
  statement: JsonObject,
  path: Path,
  report: (check: Check, path: Path) => JsonObject,
): JsonObject[] {
  const actions = texts(statement, 'Action', path);
  const resources = texts(statement, 'Resource', path);
  const isEverywhere = resources.some(([, text]) => text === '*');
  const passes = actions.find(([, text]) => text.toLowerCase() === 'iam:passrole');
  const isOpen = statement['Effect'] === 'Allow' && isEverywhere;
  return [
    ...actions
      .filter(([, text]) => text !== '*' && !servicePrefixes.has(prefixOf(text)))
      .map(([at]) => report(checks.service, at)),
    ...resources
      .filter(([, text]) => text !== '*' && !text.startsWith('arn:'))
      .map(([at]) => report(checks.arnPrefix, at)),
    ...(passes !== undefined && isOpen ? [report(checks.passRole, passes[0])] : []),
    ...actions
      .filter(([, text]) =>
        actions.some(
          ([, other]) =>
            other !== text && other.endsWith(':*') && prefixOf(other) === prefixOf(text),
        ),
      )
      .map(([at]) => report(checks.redundant, at)),
  ];
}

/** IAM reads prefixes without regard to case. */
function prefixOf(action: string): string {
  return (action.split(':')[0] ?? '').toLowerCase();
}

function texts(statement: JsonObject, name: string, path: Path): (readonly [Path, string])[] {
  const value = statement[name] ?? [];
  const all: readonly (readonly [Path, Json])[] = Array.isArray(value)
    ? value.map((each, index) => [[...path, { value: name }, { index }], each])
    : [[[...path, { value: name }], value]];
  return all.flatMap(([at, each]) => (typeof each === 'string' ? [[at, each] as const] : []));
}

/** Of the whole text; what points into it is the path. */
function span(text: string, path: Path): JsonObject {
  const end = path.length === 0 ? 0 : text.length;
  return {
    start: { line: 1, column: 0, offset: 0 },
    end: { line: 1, column: end, offset: end },
  };
}
