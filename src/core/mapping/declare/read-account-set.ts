import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { AccountSet } from '../mapping.ts';
import type { MapEntry } from '../read/tree.ts';
import type { accountSetWithOptions } from '../schema/account-set-schema.ts';
import { fieldsOf, textsOf } from './fields.ts';
import { readSelectors } from './read-selectors.ts';

export function readAccountSet(name: string, entry: MapEntry, problems: Diagnostic[]): AccountSet {
  const fields = fieldsOf<typeof accountSetWithOptions>(entry.value);
  const texts = entry.value.kind === 'map' ? fields.texts('accounts') : textsOf(entry.value, true);
  return {
    name,
    at: entry.keyAt,
    accounts: readSelectors(texts, problems),
    allowEmpty: fields.flag('allowEmpty') ?? false,
  };
}
