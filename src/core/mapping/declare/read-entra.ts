import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Located } from '../../diagnostics/span.ts';
import { isGuid } from '../../model/guid.ts';
import type { EntraSettings } from '../mapping.ts';
import type { Tree } from '../read/tree.ts';
import type { entra } from '../schema/settings-schema.ts';
import { fieldsOf } from './fields.ts';
import { readExpires } from './read-expires.ts';
import { readPrincipals } from './read-principals.ts';

const clouds = ['public', 'usgov', 'usgov-dod', 'china'] as const;
const groupSyncs = ['off', 'check', 'manage'] as const;

export function readEntra(tree: Tree, problems: Diagnostic[]): EntraSettings {
  const fields = fieldsOf<typeof entra>(tree);
  const cloud = fields.text('cloud')?.value;
  const groupSync = fields.text('groupSync')?.value;
  return {
    tenantId: readGuid('the tenant id', fields.text('tenantId'), problems) ?? '',
    application: readGuid('the application', fields.text('application'), problems),
    cloud: clouds.find((known) => known === cloud) ?? 'public',
    groupSync: groupSyncs.find((known) => known === groupSync) ?? 'check',
    scimTokenExpires: readExpires(fields.text('scimTokenExpires'), problems)?.value ?? null,
    unassignGroups: readPrincipals('GROUP', fields.texts('unassignGroups'), problems),
  };
}

function readGuid(
  what: string,
  written: Located<string> | null,
  problems: Diagnostic[],
): string | null {
  if (written === null || isGuid(written.value)) return written?.value.toLowerCase() ?? null;
  problems.push(
    errorAt(written.at, 'invalid-guid', `${what} "${written.value}" is not an id of Entra`, {
      why: 'such an id has 8-4-4-4-12 hexadecimal digits; names and domains change, ids do not',
      help: 'copy the id from the Entra admin center',
    }),
  );
  return null;
}
