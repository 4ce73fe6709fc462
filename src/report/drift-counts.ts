import type { DriftKind } from '../core/drift/drift-entry.ts';
import { driftKinds } from '../core/drift/drift-entry.ts';
import type { DriftReport } from '../core/drift/drift-report.ts';
import { thousands } from './words.ts';

/** One and several of a kind; `#` is the number. */
const nouns: Readonly<Record<DriftKind, readonly [one: string, several: string]>> = {
  'undeclared-grant': ['1 grant nobody declared', '# grants nobody declared'],
  'missing-grant': ['1 declared grant missing', '# declared grants missing'],
  'edited-set': ['1 permission set edited by hand', '# permission sets edited by hand'],
  'undeclared-set': [
    '1 owned permission set nobody declares',
    '# owned permission sets nobody declares',
  ],
  'missing-set': ['1 declared permission set deleted', '# declared permission sets deleted'],
  'unowned-set': ['1 ownership tag changed', '# ownership tags changed'],
  'unmanaged-set': ['1 permission set in no file', '# permission sets in no file'],
  application: ['1 application assignment changed', '# application assignments changed'],
  attributes: ['attributes for access control edited', 'attributes for access control edited'],
  'rebound-group': ['1 group with a new AWS id', '# groups with a new AWS id'],
  'dead-principal': ['1 principal that no longer exists', '# principals that no longer exist'],
  'old-version': ['1 permission set on an old version', '# permission sets on an old version'],
  directory: ['1 group changed in Entra ID', '# groups changed in Entra ID'],
};

function nounOf(kind: DriftKind, number: number): string {
  const [one, several] = nouns[kind];
  return number === 1 ? one : several.replace('#', thousands(number));
}

/** `2 grants nobody declared`, kind by kind, the gravest first. */
export function driftCounts({ entries }: Pick<DriftReport, 'entries'>): string[] {
  return driftKinds.flatMap((kind) => {
    const number = entries.filter((entry) => entry.kind === kind).length;
    return number === 0 ? [] : [nounOf(kind, number)];
  });
}
