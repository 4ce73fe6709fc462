import { isMap, isSeq } from 'yaml';
import type { ApplicationRule, Mapping, Rule } from '../mapping/mapping.ts';
import type { MappingSource } from '../mapping/mapping-source.ts';
import { parsePrincipal } from '../mapping/parse-principal.ts';
import { isWithin } from '../mapping/paths.ts';
import { type AccountWord, createAccountWord } from '../mapping/write/account-words.ts';
import { createPrincipalWord, type PrincipalWord } from '../mapping/write/principal-words.ts';
import { partitionOf } from '../model/ids.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { BuiltPlan, PlanInputs } from '../plan/build-plan.ts';
import type { Operation } from '../plan/operation.ts';
import { indexPrincipals, resolvePrincipal } from '../select/resolve-principal.ts';
import { createGrantsOfRule, type GrantsOfRule } from './grants-of-rule.ts';
import type { YamlPath } from './edit/change.ts';
import { columnOf, nodeAt, openYaml, startOf, type YamlFile } from './edit/yaml-file.ts';

/** What every proposal is made from. */
export interface AdoptionContext {
  readonly inputs: PlanInputs;
  /** The plan that tells what drifted. */
  readonly before: BuiltPlan;
  readonly drift: readonly Operation[];
  readonly source: MappingSource;
  readonly mapping: Mapping;
  readonly snapshot: Snapshot;
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly partition: string;
  readonly accountWord: AccountWord;
  readonly principalWord: PrincipalWord;
  readonly grantsOf: GrantsOfRule;
  /** Files of the config directory itself; null for others, which another organization may include too. */
  readonly fileAt: (path: string) => YamlFile | null;
  /** The rule's place in its file; null where it cannot be told. */
  readonly pathOf: (rule: Rule | ApplicationRule) => YamlPath | null;
}

export function adoptionContext(
  inputs: PlanInputs,
  before: BuiltPlan,
  source: MappingSource,
  now: string,
): AdoptionContext {
  const { snapshot } = inputs;
  const { head } = inputs.versions;
  const files = new Map<string, YamlFile | null>();
  const fileAt = (path: string): YamlFile | null => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const opened = isOwnFile(source, path) ? openYaml(textOf(source, path) ?? '') : null;
    files.set(path, opened);
    return opened;
  };
  const places = new Map<YamlFile, ReadonlyMap<string, YamlPath>>();
  return {
    inputs,
    before,
    drift: before.plan.operations.filter(({ cause }) => cause === 'drift'),
    source,
    mapping: head.mapping,
    snapshot,
    now,
    partition: partitionOf(snapshot.instance.arn),
    accountWord: createAccountWord(snapshot),
    principalWord: provenWord(snapshot),
    grantsOf: createGrantsOfRule(head.mapping, head.desired, snapshot, now),
    fileAt,
    pathOf: ({ at }) => {
      const file = fileAt(at.file);
      if (file === null) return null;
      const known = places.get(file) ?? rulePlaces(file);
      places.set(file, known);
      return known.get(`${at.line}:${at.column}`) ?? null;
    },
  };
}

export function isOwnFile({ directory, included }: MappingSource, path: string): boolean {
  return isWithin(directory, path) && !included.some((other) => isWithin(other, path));
}

/** The text as it is in the repository, with its byte order mark; null where there is none. */
export function textOf({ files }: MappingSource, path: string): string | null {
  const bytes = files.find((file) => file.path === path)?.bytes ?? null;
  return bytes === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Names only where the files, read as they will be, mean the very same principal by them. */
function provenWord(snapshot: Snapshot): PrincipalWord {
  const written = createPrincipalWord(snapshot);
  const index = indexPrincipals(snapshot);
  return (principal) => {
    const word = written(principal);
    const parsed = parsePrincipal(principal.type, word.text);
    const meant = 'principal' in parsed ? resolvePrincipal(parsed.principal, index) : null;
    const isMeant = meant !== null && 'principal' in meant && meant.principal.id === principal.id;
    return isMeant ? word : { text: `id:${principal.id}`, comment: principal.name };
  };
}

/** Where the rules of a file are, by line and column as the loader tells them. */
function rulePlaces(file: YamlFile): ReadonlyMap<string, YamlPath> {
  const found = new Map<string, YamlPath>();
  for (const key of ['assignments', 'applications']) {
    const rules = nodeAt(file, [key]);
    if (!isSeq(rules)) continue;
    let line = 1;
    let at = 0;
    rules.items.forEach((item, index) => {
      const start = startOf(item);
      if (start === null || !isMap(item)) return;
      line += file.text.slice(at, start).split('\n').length - 1;
      at = start;
      found.set(`${line}:${columnOf(file.text, start) + 1}`, [key, index]);
    });
  }
  return found;
}
