import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { codeBlocks } from './markdown.ts';

/** What a fenced block is an example of. */
export type Example =
  | { readonly kind: 'workflow'; readonly path: string; readonly text: string }
  | { readonly kind: 'mapping'; readonly path: string; readonly text: string }
  /** A part of a mapping file: its own top-level keys, or keys of `settings` or of `guardrails`. */
  | { readonly kind: 'fragment'; readonly text: string }
  | { readonly kind: 'json'; readonly text: string }
  /** A first line of a mapping file, for editors. */
  | { readonly kind: 'schema-line'; readonly text: string }
  | { readonly kind: 'unknown'; readonly text: string };

/** The YAML and JSON blocks of a page. A file says its path in its first line, or behind the backticks. */
export function examplesOn(page: string): readonly Example[] {
  return codeBlocks(page)
    .filter(({ info }) => /^(?:ya?ml|jsonc?)\b/.test(info))
    .map(({ info, text }) => {
      const path = /^# (\S+\.ya?ml)\n/.exec(text)?.[1] ?? /^json (\S+)$/.exec(info)?.[1];
      if (path?.startsWith('.github/workflows/')) return { kind: 'workflow', path, text };
      if (path !== undefined) return { kind: 'mapping', path, text };
      if (info.startsWith('json')) return { kind: 'json', text };
      if (/^# yaml-language-server: \$schema=\S+\n$/.test(text))
        return { kind: 'schema-line', text };
      return { kind: whereItStands(text) === null ? 'unknown' : 'fragment', text };
    });
}

const top = ['settings', 'accountSets', 'permissionSets', 'assignments', 'applications'];
const inSettings = [
  'identityCenter',
  'include',
  'entra',
  'manage',
  'guardrails',
  'review',
  'defaults',
];
const inGuardrails = ['maxRevocations', 'maxGrants', 'protect', 'rules'];

/** Keys above a fragment; null where its own keys are none of mapping files. */
function whereItStands(text: string): readonly string[] | null {
  const value: unknown = parse(text);
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const all = (known: readonly string[]): boolean =>
    keys.length > 0 && keys.every((key) => known.includes(key));
  if (all(top)) return [];
  if (all(inSettings)) return ['settings'];
  return all(inGuardrails) ? ['settings', 'guardrails'] : null;
}

type Tree = { readonly [key: string]: unknown };

/** A mapping file that holds a fragment, and what fragments take for granted. */
export function wholeOf(fragment: string): string {
  const value = (whereItStands(fragment) ?? []).reduceRight<unknown>(
    (inner, key) => ({ [key]: inner }),
    parse(fragment),
  );
  return stringify(merged(surroundings, value as Tree), { aliasDuplicateObjects: false });
}

const surroundings: Tree = {
  ...(parse(readFileSync('examples/entra/access/settings.yaml', 'utf8')) as Tree),
  accountSets: { prod: 'ou:/Prod', production: 'ou:/Prod' },
  permissionSets: { AdministratorAccess: {}, BreakGlass: {}, ReadOnly: {} },
};

function merged(one: Tree, other: Tree): Tree {
  const isTree = (value: unknown): value is Tree =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((key) => {
      const [mine, theirs] = [one[key], other[key]];
      if (isTree(mine) && isTree(theirs)) return [key, merged(mine, theirs)];
      return [key, theirs ?? mine];
    }),
  );
}
