import { loadMapping } from '../core/mapping/load-mapping.ts';
import type { Mapping } from '../core/mapping/mapping.ts';

/** Where there are no files yet, nothing is declared and nobody owns anything. */
export function withoutFiles(directory: string): Mapping {
  const bytes = new TextEncoder().encode('settings: { manage: { owner: nobody } }\n');
  const path = `${directory}/settings.yaml`;
  const files = [{ path, kind: 'file' as const, bytes, size: bytes.length }];
  const { value } = loadMapping({ directory, included: [], exists: true, files });
  if (value === null) throw new Error('a mapping without rules does not load');
  const { settings } = value;
  return { ...value, settings: { ...settings, owner: { ...settings.owner, value: '' } } };
}
