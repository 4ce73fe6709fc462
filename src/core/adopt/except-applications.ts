import { isScalar, Pair, type YAMLMap } from 'yaml';
import { buildDesired } from '../desired/build-desired.ts';
import type { ApplicationRule } from '../mapping/mapping.ts';
import { plainWord } from '../mapping/write/word.ts';
import { applicationRuleNode } from '../mapping/write/write-application-rule.ts';
import { textNode } from '../mapping/write/yaml-nodes.ts';
import { applicationKey } from '../model/application.ts';
import type { ApplicationOperation } from '../plan/operation.ts';
import { clustersOf } from './clusters.ts';
import type { AdoptionContext } from './context.ts';
import type { Change } from './edit/change.ts';
import { itemLines } from './edit/render.ts';
import { endOf, itemColumn, linesBetween, nodeAt, startOf } from './edit/yaml-file.ts';
import { keepMembers, type RuleEdit } from './edit-rule.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { Attempt } from './proposal.ts';
import { editTogether } from './edit-together.ts';

/** Takes assignments to applications that are not live out of the rules that ask for them. */
export function exceptApplications(
  missing: readonly ApplicationOperation[],
  context: AdoptionContext,
): readonly Attempt[] {
  return clustersOf(missing, context.mapping.applications).map(({ rules, operations }) => {
    const keys = new Set(
      operations.map(({ application, principal }) => applicationKey(application.arn, principal)),
    );
    return editTogether(rules, operations, context, (rule) => editRule(rule, keys, context));
  });
}

/** A place that every part of a rule without accounts has. */
const EVERYWHERE = ['everywhere'];

function editRule(
  rule: ApplicationRule,
  missing: ReadonlySet<string>,
  context: AdoptionContext,
): RuleEdit | 'untouched' | null {
  const path = context.pathOf(rule);
  const file = context.fileAt(rule.at.file);
  if (path === null || file === null) return null;
  const isMissing = (principal: number, application: number): boolean =>
    keysOf(rule, principal, application, context).some((key) => missing.has(key));
  const names = rule.applications.map((_, index) => String(index));
  const [main, ...others] = piecesOf({
    principals: rule.principals.length,
    permissionSets: names,
    accounts: EVERYWHERE,
    missing: (principal, name) => (isMissing(principal, Number(name)) ? EVERYWHERE : []),
  });
  const line = `line ${rule.at.line}`;
  if (main === undefined) {
    const node = nodeAt(file, path);
    const lines = linesBetween(file.text, startOf(node) ?? 0, endOf(node) ?? 0);
    return { kind: 'removal', changes: [{ kind: 'remove', path }], where: line, lines };
  }
  const isKept = (type: 'GROUP' | 'USER') =>
    rule.principals.flatMap(({ value }, index) =>
      value.type === type ? [main.principals.includes(index)] : [],
    );
  const nodes = [main, ...others].map((piece) => pieceNode(rule, piece, context));
  const changes: readonly Change[] = [
    ...keepMembers([...path, 'groups'], isKept('GROUP')),
    ...keepMembers([...path, 'users'], isKept('USER')),
    ...keepMembers(
      [...path, 'applications'],
      names.map((name) => main.permissionSets.includes(name)),
    ),
    ...nodes.slice(1).map((value): Change => {
      return { kind: 'add', path: ['applications'], value, after: Number(path[1]) };
    }),
  ];
  if (changes.length === 0) return 'untouched';
  const column = itemColumn(file, 'applications');
  const lines = nodes.map((node) => itemLines(node, column)).join('');
  return { kind: 'lines', changes, where: `instead of the rule at ${line}`, lines };
}

function keysOf(
  rule: ApplicationRule,
  principal: number,
  application: number,
  { mapping, snapshot, now }: AdoptionContext,
): readonly string[] {
  const part = {
    ...rule,
    principals: rule.principals.slice(principal, principal + 1),
    applications: rule.applications.slice(application, application + 1),
  };
  const desired = buildDesired({ ...mapping, rules: [], applications: [part] }, snapshot, now);
  return [...desired.applications.assignments.keys()];
}

function pieceNode(rule: ApplicationRule, piece: Piece, context: AdoptionContext): YAMLMap {
  const principals = rule.principals.filter((_, index) => piece.principals.includes(index));
  const words = (type: 'GROUP' | 'USER') =>
    principals.filter(({ value }) => value.type === type).map(({ value }) => plainWord(value.text));
  const node = applicationRuleNode({
    groups: words('GROUP'),
    users: words('USER'),
    applications: piece.permissionSets.map((name) =>
      plainWord(rule.applications[Number(name)]?.value.value ?? ''),
    ),
  });
  for (const [key, text] of [
    ['expires', expiresText(rule, context)],
    ['reason', rule.reason],
  ] as const) {
    if (text !== null) node.items.push(new Pair(textNode(key), textNode(text)));
  }
  return node;
}

/** As its author wrote it. */
function expiresText(rule: ApplicationRule, context: AdoptionContext): string | null {
  const [file, path] = [context.fileAt(rule.at.file), context.pathOf(rule)];
  const node = file === null || path === null ? undefined : nodeAt(file, [...path, 'expires']);
  return isScalar(node) && typeof node.value === 'string'
    ? node.value
    : (rule.expires?.value ?? null);
}
