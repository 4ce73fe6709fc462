import { isScalar, isSeq, Pair, Scalar, type YAMLMap } from 'yaml';
import type { Rule } from '../mapping/mapping.ts';
import { plainWord, type Word } from '../mapping/write/word.ts';
import { ruleNode } from '../mapping/write/write-rule.ts';
import { wordNode, wordsNode } from '../mapping/write/yaml-nodes.ts';
import type { AdoptionContext } from './context.ts';
import type { Change, YamlPath } from './edit/change.ts';
import { itemLines } from './edit/render.ts';
import { endOf, itemColumn, linesBetween, nodeAt, startOf } from './edit/yaml-file.ts';
import { type Piece, piecesOf } from './pieces.ts';

/** How one rule is to say the same but for some grants. */
export interface RuleEdit {
  readonly kind: 'lines' | 'removal';
  readonly changes: readonly Change[];
  readonly where: string;
  readonly lines: string;
}

/** Null where the rule cannot be edited where it stands. */
export function editRule(
  rule: Rule,
  missing: ReadonlySet<string>,
  context: AdoptionContext,
): RuleEdit | 'untouched' | null {
  const isAsked = context.grantsOf(rule).some((of) => of.some(({ key }) => missing.has(key)));
  if (!isAsked) return 'untouched';
  const path = context.pathOf(rule);
  const file = context.fileAt(rule.at.file);
  if (path === null || file === null) return null;
  const pieces = piecesFor(rule, missing, context);
  const line = `line ${rule.at.line}`;
  const [main, ...others] = pieces;
  if (main === undefined) {
    const node = nodeAt(file, path);
    const lines = linesBetween(file.text, startOf(node) ?? 0, endOf(node) ?? 0);
    return { kind: 'removal', changes: [{ kind: 'remove', path }], where: line, lines };
  }
  const column = itemColumn(file, 'assignments');
  const nodes = [main, ...others].map((piece) => pieceNode(rule, piece, context));
  const excepted = exceptions(rule, main, path, context);
  if (excepted === null) return null;
  const changes: Change[] = [
    ...keepOnly(rule, main, path),
    ...excepted,
    ...nodes.slice(1).map((value): Change => {
      return { kind: 'add', path: ['assignments'], value, after: Number(path[1]) };
    }),
  ];
  if (others.length > 0) {
    const lines = nodes.map((node) => itemLines(node, column)).join('');
    return { kind: 'lines', changes, where: `instead of the rule at ${line}`, lines };
  }
  const except = wordsNode(exceptWords(rule, main, context), column);
  const lines = itemLines(onlyKey('except', except), column).replace('-', ' ');
  return { kind: 'lines', changes, where: `in the rule at ${line}`, lines };
}

function piecesFor(
  rule: Rule,
  missing: ReadonlySet<string>,
  context: AdoptionContext,
): readonly Piece[] {
  const byReference = context.grantsOf(rule);
  const accounts = new Set(byReference.flat().map(({ account }) => account.id));
  return piecesOf({
    principals: rule.principals.length,
    permissionSets: rule.permissionSets.map(({ value }) => value),
    accounts: [...accounts],
    missing: (principal, set) =>
      (byReference[principal] ?? []).flatMap(({ key, permissionSet, account }) =>
        permissionSet === set && missing.has(key) ? [account.id] : [],
      ),
  });
}

/** Takes out of the rule what other pieces of it say. */
function keepOnly(rule: Rule, piece: Piece, path: YamlPath): readonly Change[] {
  const ofType = (type: 'GROUP' | 'USER') =>
    rule.principals.flatMap(({ value }, index) =>
      value.type === type ? [piece.principals.includes(index)] : [],
    );
  const sets = rule.permissionSets.map(({ value }) => piece.permissionSets.includes(value));
  return [
    ...keepMembers([...path, 'groups'], ofType('GROUP')),
    ...keepMembers([...path, 'users'], ofType('USER')),
    ...keepMembers([...path, 'permissionSets'], sets),
  ];
}

/** Takes out of a list, or of a key that holds one text, what is not kept. */
export function keepMembers(path: YamlPath, isKept: readonly boolean[]): readonly Change[] {
  if (isKept.every(Boolean)) return [];
  if (!isKept.some(Boolean)) return [{ kind: 'remove', path }];
  return isKept.flatMap((kept, index): readonly Change[] =>
    kept ? [] : [{ kind: 'remove', path: [...path, index] }],
  );
}

function exceptions(
  rule: Rule,
  piece: Piece,
  path: YamlPath,
  context: AdoptionContext,
): readonly Change[] | null {
  if (piece.missing.length === 0) return [];
  const at = [...path, 'except'];
  const file = context.fileAt(rule.at.file);
  const present = file === null ? undefined : nodeAt(file, at);
  if (isSeq(present)) {
    return newExceptWords(piece, context).map((word) => {
      return { kind: 'add', path: at, value: wordNode(word) };
    });
  }
  if (present !== undefined && !isScalar(present)) return null;
  const value = wordsNode(exceptWords(rule, piece, context), 20);
  return [{ kind: 'set', path: at, value, after: 'accounts' }];
}

function exceptWords(rule: Rule, piece: Piece, context: AdoptionContext): readonly Word[] {
  const written = rule.except.map(({ value }) => plainWord(value.text));
  return [...written, ...newExceptWords(piece, context)];
}

function newExceptWords({ missing }: Piece, { snapshot, accountWord }: AdoptionContext): Word[] {
  const wanted = new Set(missing);
  return snapshot.accounts
    .filter(({ id }) => wanted.has(id))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(accountWord);
}

/** The piece as a rule of its own, with all else that its rule says. */
function pieceNode(rule: Rule, piece: Piece, context: AdoptionContext): YAMLMap {
  const references = rule.principals.filter((_, index) => piece.principals.includes(index));
  const words = (type: 'GROUP' | 'USER') =>
    references.filter(({ value }) => value.type === type).map(({ value }) => plainWord(value.text));
  const node = ruleNode({
    groups: words('GROUP'),
    users: words('USER'),
    permissionSets: piece.permissionSets,
    accounts: rule.accounts.map(({ value }) => plainWord(value.text)),
    except: exceptWords(rule, piece, context),
    expires: expiresText(rule, context),
    reason: rule.reason,
  });
  if (rule.allowEmpty) node.items.push(new Pair(new Scalar('allowEmpty'), new Scalar(true)));
  return node;
}

/** As its author wrote it. */
function expiresText(rule: Rule, context: AdoptionContext): string | null {
  const file = context.fileAt(rule.at.file);
  const path = context.pathOf(rule);
  const node = file === null || path === null ? undefined : nodeAt(file, [...path, 'expires']);
  return isScalar(node) && typeof node.value === 'string'
    ? node.value
    : (rule.expires?.value ?? null);
}

function onlyKey(key: string, value: ReturnType<typeof wordsNode>): YAMLMap {
  const node = ruleNode({ groups: [], users: [], permissionSets: [], accounts: [], except: [] });
  node.items = [new Pair(new Scalar(key), value)];
  return node;
}
