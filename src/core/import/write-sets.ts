import { loadMapping } from '../mapping/load-mapping.ts';
import { withPartition } from '../mapping/with-partition.ts';
import { policyFileNames } from '../mapping/write/policy-file-names.ts';
import { policyText } from '../mapping/write/policy-text.ts';
import {
  declarableTags,
  permissionSetNode,
  type WritingOptions,
  type WrittenPermissionSet,
} from '../mapping/write/write-permission-set.ts';
import { apart, mapNode, textNode, yamlText } from '../mapping/write/yaml-nodes.ts';
import { changedFields } from '../plan/permission-set-fields.ts';
import type { LivePermissionSet } from '../model/permission-set.ts';
import { type Files, filesAsSource, pathIn } from './files-as-source.ts';
import { createSafeNames } from '../mapping/write/safe-names.ts';
import { schemaLine } from './schema-line.ts';

/** Lines of sets up to which they all stand in one file. */
const MOST_LINES = 300;
/** Sets up to which each has a file of its own. */
const MOST_FILES = 500;
const SETS_IN_A_FILE = 25;

const noDefaults = { sessionDuration: null, tags: {} };

/** Why a file could not say this set; null where what is written loads as what AWS holds. */
export function whyInexpressible(set: LivePermissionSet, partition: string): string | null {
  const { name, content } = set;
  if (content.inlinePolicy !== null && policyText(content.inlinePolicy) === null) {
    return 'its inline policy is not JSON';
  }
  const files = setFiles('access', [set], { partition, defaults: noDefaults });
  const manage = mapNode([['manage', mapNode([['owner', textNode('x')]])]]);
  const settings = yamlText(mapNode([['settings', manage]]));
  const { value, diagnostics } = loadMapping(
    filesAsSource('access', new Map([...files, ['access/settings.yaml', settings]])),
  );
  const [found] = value?.permissionSets ?? [];
  if (found === undefined) {
    return diagnostics.find(({ severity }) => severity === 'error')?.headline ?? 'it does not load';
  }
  const declared = { ...found, content: withPartition(found.content, partition) };
  const isSame =
    found.name === name &&
    found.content.description === content.description &&
    changedFields(set, declared, []) === null &&
    Object.keys(declarableTags(set.tags)).every((key) => Object.hasOwn(found.tags, key));
  return isSame ? null : 'a file would say something else than AWS holds';
}

/** The sets, and their inline policies in files of their own. */
export function setFiles(
  directory: string,
  sets: readonly LivePermissionSet[],
  options: WritingOptions,
): Files {
  const withPolicy = sets.filter(({ content }) => content.inlinePolicy !== null);
  const names = policyFileNames(withPolicy.map(({ name }) => name));
  const written = (start: string) =>
    sets.map(({ name, content, tags }): WrittenPermissionSet => {
      const file = names.get(name);
      return { name, content, tags, policyFile: file === undefined ? null : start + file };
    });
  const policies = withPolicy.map(({ name, content: { inlinePolicy } }): [string, string] => [
    pathIn(directory, names.get(name) ?? ''),
    policyText(inlinePolicy ?? '') ?? '',
  ]);
  if (sets.length === 0) return new Map();
  const together = fileOf(written(''), options);
  const files: [string, string][] =
    together.split('\n').length <= MOST_LINES
      ? [[pathIn(directory, 'permission-sets.yaml'), together]]
      : inDirectory(directory, written('../'), options);
  return new Map([...files, ...policies]);
}

function inDirectory(
  directory: string,
  sets: readonly WrittenPermissionSet[],
  options: WritingOptions,
): [string, string][] {
  const nameFor = createSafeNames();
  const size = sets.length <= MOST_FILES ? 1 : SETS_IN_A_FILE;
  const pieces = Array.from({ length: Math.ceil(sets.length / size) }, (_, at) =>
    sets.slice(at * size, (at + 1) * size),
  );
  return pieces.map((some) => {
    const name = nameFor(some[0]?.name ?? '');
    return [pathIn(directory, `permission-sets/${name}.yaml`), fileOf(some, options)];
  });
}

function fileOf(sets: readonly WrittenPermissionSet[], options: WritingOptions): string {
  const map = mapNode(sets.map((set) => [set.name, permissionSetNode(set, options)]));
  return yamlText(mapNode([['permissionSets', apart(map)]]), [schemaLine]);
}
