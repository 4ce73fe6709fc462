import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { place } from '../../diagnostics/place.ts';
import type { Located, Span } from '../../diagnostics/span.ts';
import type { AccessControlAttributes } from '../../model/access-control.ts';
import { compareText } from '../../model/order.ts';
import { awsLimits } from '../limits.ts';
import type { MapEntry, Tree } from '../read/tree.ts';
import { entriesOf } from './fields.ts';

const notInKeys = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u;
const notInSources = /[^\p{L}\p{Z}\p{N}_.:/=+\-@[\]{}$\\"]/u;

/** Null where the files say nothing of them, which leaves them alone; an empty map means that there are to be none. */
export function readAccessControl(
  tree: Tree | null,
  at: Span,
  problems: Diagnostic[],
): Located<AccessControlAttributes> | null {
  if (tree?.kind !== 'map') return null;
  const entries = entriesOf(tree);
  problems.push(...tooMany(entries.length, at), ...alikeKeys(entries));
  const attributes: [string, string][] = [];
  for (const [key, { keyAt, value }] of entries) {
    problems.push(...checkKey(key, keyAt));
    if (value.kind !== 'scalar' || typeof value.value !== 'string') continue;
    problems.push(...checkSource(key, value.value, value.at));
    attributes.push([key, value.value]);
  }
  return {
    value: Object.fromEntries(attributes.toSorted(([a], [b]) => compareText(a, b))),
    at,
  };
}

function tooMany(count: number, at: Span): Diagnostic[] {
  if (count <= awsLimits.attributes) return [];
  return [
    errorAt(at, 'too-many-attributes', `there are ${count} attributes for access control`, {
      help: `keep at most ${awsLimits.attributes}, which is what AWS allows`,
    }),
  ];
}

function checkKey(key: string, at: Span): Diagnostic[] {
  if (key.toLowerCase().startsWith('aws:')) {
    return [
      errorAt(at, 'invalid-attribute', `the attribute key "${key.slice(0, 40)}" is reserved`, {
        why: 'AWS keeps "aws:" for itself in the keys of session tags',
        help: 'choose another key',
      }),
    ];
  }
  const problem = key === '' ? 'is empty' : textProblem(key, awsLimits.attributeKey, notInKeys);
  if (problem === null) return [];
  return [
    errorAt(at, 'invalid-attribute', `the attribute key "${key.slice(0, 40)}" ${problem}`, {
      help: `use 1 to ${awsLimits.attributeKey} letters, digits, spaces and _ . : / = + - @`,
    }),
  ];
}

function checkSource(key: string, source: string, at: Span): Diagnostic[] {
  const problem = textProblem(source, awsLimits.attributeSource, notInSources);
  if (problem === null) return [];
  return [
    errorAt(at, 'invalid-attribute', `the source of attribute "${key.slice(0, 40)}" ${problem}`, {
      help: 'write it like ${path:enterprise.department}',
    }),
  ];
}

/** What AWS would say against it, to go on the sentence with; null for nothing. */
function textProblem(text: string, longest: number, refused: RegExp): string | null {
  if (text.length > longest) return `has ${text.length} characters; AWS allows ${longest}`;
  const found = refused.exec(text);
  return found === null ? null : `has the character "${found[0]}", which AWS refuses`;
}

function alikeKeys(entries: readonly (readonly [string, MapEntry])[]): Diagnostic[] {
  const seen = new Map<string, Span>();
  return entries.flatMap(([key, { keyAt }]) => {
    const folded = key.toLowerCase();
    const first = seen.get(folded);
    if (first === undefined) {
      seen.set(folded, keyAt);
      return [];
    }
    return [
      errorAt(
        keyAt,
        'similar-attributes',
        `the attribute key "${key}" differs from another only in upper and lower case`,
        {
          why: `the other is at ${place(first)}; to policies both are the same session tag`,
          help: 'keep one of them',
        },
      ),
    ];
  });
}
