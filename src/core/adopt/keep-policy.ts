import { isScalar, type YAMLMap } from 'yaml';
import type { DeclaredPermissionSet } from '../mapping/mapping.ts';
import { directoryOf, relativePath, resolvePath } from '../mapping/paths.ts';
import { policyFileNames } from '../mapping/write/policy-file-names.ts';
import { policyText } from '../mapping/write/policy-text.ts';
import type { AdoptionContext } from './context.ts';
import { memberAt } from './field-changes.ts';

/** A policy's file as it is to be, whole. */
export interface KeptPolicy {
  readonly file: string;
  readonly text: string;
  /** What the set is to say of it; null where it says so already. */
  readonly reference: string | null;
}

/** Null where what lives is no JSON. */
export function keepPolicy(
  policy: string,
  set: Pick<DeclaredPermissionSet, 'name' | 'at'>,
  entry: YAMLMap | null,
  context: AdoptionContext,
): KeptPolicy | null {
  const text = policyText(policy);
  if (text === null) return null;
  const own = entry === null ? null : ownFile(set, entry, context);
  if (own !== null) return { file: own, text, reference: null };
  const directory = directoryOf(set.at.file);
  const file = freePath(set.name, directory, context);
  return { file, text, reference: relativePath(directory, file) };
}

/** The file that the set names, where no other does. */
function ownFile(
  { name, at }: Pick<DeclaredPermissionSet, 'name' | 'at'>,
  entry: YAMLMap,
  { mapping }: AdoptionContext,
): string | null {
  const written = memberAt(entry, ['inlinePolicy']);
  if (!isScalar(written) || typeof written.value !== 'string') return null;
  const file = resolvePath(directoryOf(at.file), written.value);
  const isShared = mapping.permissionSets.some(
    (other) => other.name !== name && other.policyTree?.at.file === file,
  );
  return isShared ? null : file;
}

function freePath(name: string, directory: string, { source }: AdoptionContext): string {
  const taken = new Set(source.files.map(({ path }) => path.toLowerCase()));
  const named = policyFileNames([name]).get(name) ?? 'policies/policy.json';
  const path = directory === '' ? named : `${directory}/${named}`;
  let free = path;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) {
    free = path.replace(/\.json$/, `-${number}.json`);
  }
  return free;
}
