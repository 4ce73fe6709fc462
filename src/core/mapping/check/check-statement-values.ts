import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { codePointName } from '../../diagnostics/hidden-characters.ts';
import { describeTree, type MapTree, type ScalarTree, type Tree } from '../read/tree.ts';

interface Words {
  readonly headline: string;
  readonly help: string;
}

/** The values of a statement: what each element may hold. */
export function checkStatementValues(statement: MapTree): Diagnostic[] {
  return [...statement.entries].flatMap(([key, { value }]) => {
    switch (key) {
      case 'Sid':
        return checkSid(value);
      case 'Action':
      case 'NotAction':
        return texts(key, value, actionProblem);
      case 'Resource':
      case 'NotResource':
        return texts(key, value, resourceProblem);
      case 'Condition':
        return checkCondition(value);
      default:
        return [];
    }
  });
}

function checkSid(tree: Tree): Diagnostic[] {
  const text = tree.kind === 'scalar' ? tree.value : null;
  return typeof text === 'string' && /^[A-Za-z0-9]*$/.test(text)
    ? []
    : [invalid(tree, 'a Sid has only letters and digits', 'write it without spaces and signs')];
}

function actionProblem(action: string): Words | null {
  if (action === '*' || /^[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+$/.test(action)) return null;
  return {
    headline: `"${action}" is not an action`,
    help: 'write service:Action, such as s3:GetObject or s3:Get*',
  };
}

function resourceProblem(resource: string): Words | null {
  if (/^(?:arn:|[*?$])/.test(resource)) return null;
  return {
    headline: `"${resource}" is not a resource`,
    help: 'write an ARN, such as arn:aws:s3:::bucket/*, or "*"',
  };
}

function texts(key: string, tree: Tree, problemOf: (text: string) => Words | null): Diagnostic[] {
  if (tree.kind === 'list' && tree.items.length === 0) {
    return [invalid(tree, `${key} is an empty list`, 'name at least one, or delete the statement')];
  }
  return scalarsOf(tree).flatMap((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') {
      return [
        invalid(
          item,
          `${key} takes text or a list of text, but this is ${describeTree(item)}`,
          null,
        ),
      ];
    }
    const problem = problemOf(item.value);
    if (problem !== null) return [invalid(item, problem.headline, problem.help)];
    return refusedCharacter(item, item.value);
  });
}

function checkCondition(tree: Tree): Diagnostic[] {
  if (tree.kind !== 'map') {
    return [
      invalid(
        tree,
        `Condition is a map of operators, but this is ${describeTree(tree)}`,
        'write { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }',
      ),
    ];
  }
  return [...tree.entries].flatMap(([operator, entry]) => {
    if (entry.value.kind !== 'map') {
      return [
        invalid(
          entry.value,
          `the condition "${operator}" is a map of condition keys, but this is ${describeTree(entry.value)}`,
          null,
        ),
      ];
    }
    return [...entry.value.entries].flatMap(([key, { value }]) =>
      scalarsOf(value).flatMap((item) => {
        if (item.kind !== 'scalar' || item.value === null) {
          return [
            invalid(
              item,
              `the condition key "${key}" takes text or a list of text, but this is ${describeTree(item)}`,
              null,
            ),
          ];
        }
        return typeof item.value === 'string' ? refusedCharacter(item, item.value) : [];
      }),
    );
  });
}

function scalarsOf(tree: Tree): readonly Tree[] {
  return tree.kind === 'list' ? tree.items : [tree];
}

/** An inline policy travels as text of Latin-1. */
function refusedCharacter(tree: ScalarTree, text: string): Diagnostic[] {
  const refused = /[^\t\n\r\u0020-\u00ff]/u.exec(text);
  if (refused === null) return [];
  const name = codePointName(refused[0].codePointAt(0) ?? 0);
  return [
    invalid(
      tree,
      `AWS refuses the character "${refused[0]}" (${name}) in inline policies`,
      'replace it by a ? wildcard',
    ),
  ];
}

function invalid(tree: Tree, headline: string, help: string | null): Diagnostic {
  return errorAt(tree.at, 'invalid-policy', headline, { help });
}
