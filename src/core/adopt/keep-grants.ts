import { isMap } from 'yaml';
import type { Rule } from '../mapping/mapping.ts';
import { ruleNode } from '../mapping/write/write-rule.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { AccountReference } from '../model/account.ts';
import type { Principal } from '../model/principal.ts';
import type { AssignmentOperation } from '../plan/operation.ts';
import { type AdoptionContext, isOwnFile } from './context.ts';
import { itemLines } from './edit/render.ts';
import { itemColumn, pairOf, type YamlFile } from './edit/yaml-file.ts';
import { type Attempt, cannot, type Proposal } from './proposal.ts';

export const FOUND_LIVE = 'Found live in AWS and kept.';

/** Rules that declare live assignments of one set: groups with the same accounts share one. */
export function keepGrants(
  revokes: readonly AssignmentOperation[],
  context: AdoptionContext,
): readonly Attempt[] {
  return Array.from(
    Map.groupBy(revokes, ({ permissionSet }) => permissionSet),
    ([set, members]) => keepOnSet(set, members, context),
  ).flat();
}

function keepOnSet(
  permissionSet: string,
  revokes: readonly AssignmentOperation[],
  context: AdoptionContext,
): readonly Attempt[] {
  const file = fileForRules(permissionSet, context);
  if (file === null) {
    const ids = revokes.map(({ id }) => id);
    return [
      cannot(
        ids,
        'no file of this config directory could hold the rule',
        'add a file with "assignments" to the config directory, and the rule to it',
      ),
    ];
  }
  return ruleProposals(permissionSet, revokes, file, context);
}

/** One proposal for each rule, all at the end of the file's assignments. */
export function ruleProposals(
  permissionSet: string,
  revokes: readonly AssignmentOperation[],
  file: string,
  context: AdoptionContext,
): readonly Proposal[] {
  const yaml = context.fileAt(file);
  const column = yaml === null ? 2 : itemColumn(yaml, 'assignments');
  return folded(revokes).map(({ principals, accounts, operations }) => {
    const words = (type: Principal['type']) =>
      principals.filter((one) => one.type === type).map(context.principalWord);
    const value = ruleNode({
      groups: words('GROUP'),
      users: words('USER'),
      permissionSets: [permissionSet],
      accounts: accounts.map(context.accountWord),
      except: [],
      comment: [FOUND_LIVE],
    });
    const lines = itemLines(value, column);
    return {
      kind: 'proposal',
      operations,
      changes: new Map([[file, [{ kind: 'add', path: ['assignments'], value }]]]),
      texts: new Map(),
      steps: [{ kind: 'lines', operations, file, where: 'at the end of assignments', lines }],
      rules: [],
      permissionSets: [],
    };
  });
}

interface Folded {
  readonly principals: readonly Principal[];
  readonly accounts: readonly AccountReference[];
  readonly operations: readonly string[];
}

function folded(revokes: readonly AssignmentOperation[]): readonly Folded[] {
  const byPrincipal = Map.groupBy(revokes, ({ principal }) => `${principal.type} ${principal.id}`);
  const byAccounts = Map.groupBy(byPrincipal.values(), (members) =>
    members
      .map(({ account }) => account.id)
      .toSorted(compareText)
      .join(' '),
  );
  return Array.from(byAccounts.values(), (held) => {
    const principals = held.flatMap(([first]) => (first === undefined ? [] : [first.principal]));
    const accounts = (held[0] ?? []).map(({ account }) => account);
    return {
      principals: sortedBy(principals, ({ name, id }) => `${name} ${id}`),
      accounts: sortedBy(accounts, ({ name, id }) => `${name} ${id}`),
      operations: held.flat().map(({ id }) => id),
    };
  });
}

function hasKey(file: YamlFile | null, key: string): boolean {
  const root = file?.document.contents;
  return isMap(root) && pairOf(root, key) !== undefined;
}

/** Where that set's rules are, else where most rules are, else where the set is declared. */
export function fileForRules(permissionSet: string, context: AdoptionContext): string | null {
  const { mapping, source } = context;
  const isOurs = ({ at }: Pick<Rule, 'at'>): boolean => isOwnFile(source, at.file);
  const rules = mapping.rules.filter(isOurs);
  const naming = rules.findLast((rule) =>
    rule.permissionSets.some(({ value }) => value === permissionSet),
  );
  if (naming !== undefined) return naming.at.file;
  const counted = [...Map.groupBy(rules, ({ at }) => at.file)];
  const [most] = counted.toSorted(
    ([a, some], [b, others]) => others.length - some.length || compareText(a, b),
  );
  if (most !== undefined) return most[0];
  const empty = source.files.find(
    ({ path }) => /\.ya?ml$/.test(path) && hasKey(context.fileAt(path), 'assignments'),
  );
  if (empty !== undefined) return empty.path;
  const declared = mapping.permissionSets.filter(isOurs);
  const places = [
    ...declared.filter(({ name }) => name === permissionSet),
    ...declared,
    ...[mapping.settings].filter(isOurs),
  ];
  return places[0]?.at.file ?? null;
}
