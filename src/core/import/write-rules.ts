import type { PrincipalWord } from '../mapping/write/principal-words.ts';
import type { Word } from '../mapping/write/word.ts';
import { type WrittenRule, ruleNode } from '../mapping/write/write-rule.ts';
import { apart, listNode, mapNode, yamlText } from '../mapping/write/yaml-nodes.ts';
import { compareText } from '../model/order.ts';
import type { Where } from './account-sets.ts';
import { type Files, pathIn } from './files-as-source.ts';
import type { Folded } from './fold-grants.ts';
import { createSafeNames } from '../mapping/write/safe-names.ts';
import { schemaLine } from './schema-line.ts';

/** A rule with the units that hold all of its accounts, from the root down. */
export interface PlacedRule {
  readonly rule: WrittenRule;
  /** `['Workloads', 'Payments']`; empty where only the root holds them all. */
  readonly place: readonly string[];
}

/** Lines of rules up to which one file holds them all, and up to which it stays one. */
const FEW_LINES = 250;
const MOST_LINES = 400;
/** Fewer are not worth a file of their own. */
const FEWEST_LINES = 60;
/** Units deeper than this make no file of their own. */
const DEEPEST = 3;

export function placeRule(
  { principals, permissionSets, accounts }: Folded,
  where: Where,
  wordOf: PrincipalWord,
  pathOf: (ouIds: readonly string[]) => readonly string[],
  comment: readonly string[],
): PlacedRule {
  const words = (type: 'GROUP' | 'USER'): readonly Word[] =>
    principals.filter((one) => one.type === type).map(wordOf);
  return {
    rule: { groups: words('GROUP'), users: words('USER'), permissionSets, ...where, comment },
    place: accounts
      .map(({ ouIds }) => pathOf(ouIds))
      .reduce((common, path) => common.slice(0, commonLength(common, path))),
  };
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((name, at) => name !== b[at]);
  return differs === -1 ? a.length : differs;
}

/** One file where that is not long, else one for each part of the organization. */
export function ruleFiles(
  directory: string,
  rules: readonly PlacedRule[],
  about: readonly string[],
): Files {
  const sorted = rules.toSorted((a, b) => compareText(rank(a), rank(b)));
  const fileOf = (some: readonly PlacedRule[]): string =>
    yamlText(mapNode([['assignments', apart(listNode(some.map(({ rule }) => ruleNode(rule))))]]), [
      schemaLine,
      ...about,
    ]);
  if (rules.length === 0) return new Map();
  if (linesOf(sorted) <= FEW_LINES) {
    return new Map([[pathIn(directory, 'assignments.yaml'), fileOf(sorted)]]);
  }
  const nameFor = createSafeNames();
  const parts = inParts(sorted, []).toSorted((a, b) => compareText(a.name, b.name));
  return new Map(
    parts.map(({ name, rules: some }) => [
      pathIn(directory, `assignments/${nameFor(name)}.yaml`),
      fileOf(some),
    ]),
  );
}

interface Part {
  readonly name: string;
  readonly rules: readonly PlacedRule[];
}

/** By unit below this one where that makes files of some size; what is left stays together. */
function inParts(rules: readonly PlacedRule[], place: readonly string[]): readonly Part[] {
  const depth = place.length + 1;
  const isCut = place.length === 0 || (linesOf(rules) > MOST_LINES && depth <= DEEPEST);
  const byUnit = Map.groupBy(rules, (rule) => (isCut ? (rule.place[depth - 1] ?? null) : null));
  const units = [...byUnit].filter(
    ([unit, some]) => unit !== null && linesOf(some) >= FEWEST_LINES,
  );
  const elsewhere = new Set(units.flatMap(([, some]) => some));
  const left = rules.filter((rule) => !elsewhere.has(rule));
  return [
    ...inPieces(place.length === 0 ? 'organization' : place.join('-'), left),
    ...units.flatMap(([unit, some]) => inParts(some, [...place, unit ?? ''])),
  ];
}

function inPieces(name: string, rules: readonly PlacedRule[]): readonly Part[] {
  if (rules.length === 0) return [];
  const pieces: PlacedRule[][] = [[]];
  let lines = 0;
  for (const rule of rules) {
    const more = linesOf([rule]);
    if (lines > 0 && lines + more > MOST_LINES) {
      pieces.push([]);
      lines = 0;
    }
    lines += more;
    pieces.at(-1)?.push(rule);
  }
  const digits = String(pieces.length).length;
  return pieces.map((some, at) => ({
    name: pieces.length === 1 ? name : `${name}-${String(at + 1).padStart(digits, '0')}`,
    rules: some,
  }));
}

/** As the file will have them, near enough to choose by. */
function linesOf(rules: readonly PlacedRule[]): number {
  const listed = (words: readonly Word[]): number =>
    words.length > 6 || words.some(({ comment }) => comment !== null) ? words.length : 0;
  return rules.reduce((sum, { rule: { groups, users, accounts, except } }) => {
    const rows = [groups, users, accounts, except].filter((words) => words.length > 0);
    return sum + 1 + rows.reduce((lines, words) => lines + 1 + listed(words), 0);
  }, 0);
}

/** What reaches far comes first, then by place, set and group, so that like stands beside like. */
function rank({ rule }: PlacedRule): string {
  const [first = ''] = rule.accounts.map(({ text }) => text);
  const reach = ['all', 'ou', 'tag', 'set'].indexOf(first.split(/[:-]/)[0] ?? '');
  return JSON.stringify([
    reach === -1 ? 9 : reach,
    rule.accounts.map(({ text }) => text),
    rule.permissionSets,
    [...rule.groups, ...rule.users].map(({ text }) => text),
  ]);
}
