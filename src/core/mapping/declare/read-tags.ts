import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { OWNERSHIP_TAG, type Tags } from '../../model/permission-set.ts';
import { awsLimits } from '../limits.ts';
import type { MapEntry, Tree } from '../read/tree.ts';
import { entriesOf } from './fields.ts';

const allowed = 'letters, digits, spaces and _ . : / = + - @';

export function readTags(tree: Tree | null, problems: Diagnostic[]): Tags {
  const tags: [string, string][] = [];
  for (const [key, entry] of entriesOf(tree)) {
    checkKey(key, entry, problems);
    const { value } = entry;
    if (value.kind !== 'scalar' || typeof value.value !== 'string') continue;
    const problem = tagTextProblem(value.value, awsLimits.tagValue);
    if (problem !== null) {
      problems.push(
        errorAt(value.at, 'invalid-tag', `the value of tag "${key}" ${problem}`, {
          help: `use up to ${awsLimits.tagValue} ${allowed}`,
        }),
      );
    }
    tags.push([key, value.value]);
  }
  return Object.fromEntries(tags.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What AWS would say against a tag's key or value, to go on the sentence with; null for nothing. */
export function tagTextProblem(text: string, longest: number): string | null {
  if (text.length > longest) return `has ${text.length} characters; AWS allows ${longest}`;
  const refused = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u.exec(text);
  return refused === null ? null : `has the character "${refused[0]}", which AWS refuses in tags`;
}

function checkKey(key: string, entry: MapEntry, problems: Diagnostic[]): void {
  if (key === OWNERSHIP_TAG || key.toLowerCase().startsWith('aws:')) {
    problems.push(
      errorAt(entry.keyAt, 'reserved-tag', `the tag key "${key}" is reserved`, {
        why:
          key === OWNERSHIP_TAG ? 'this tool sets it, to the owner' : 'AWS keeps "aws:" for itself',
        help:
          key === OWNERSHIP_TAG
            ? 'delete it; the owner is given by settings.manage.owner'
            : 'choose another key',
      }),
    );
    return;
  }
  const problem = tagTextProblem(key, awsLimits.tagKey);
  if (problem === null) return;
  problems.push(
    errorAt(entry.keyAt, 'invalid-tag', `the tag key "${key.slice(0, 40)}" ${problem}`, {
      help: `use 1 to ${awsLimits.tagKey} ${allowed}`,
    }),
  );
}
