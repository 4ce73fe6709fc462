import * as z from 'zod';
import { mappingFile } from './schema/mapping-file-schema.ts';

export const MAPPING_SCHEMA_ID = 'urn:identity-center-reconciler:mapping:v1';

/** The JSON Schema (draft 7) by which editors complete and check mapping files. */
export function mappingJsonSchema(): unknown {
  const { $schema, ...schema } = z.toJSONSchema(mappingFile, { io: 'input', target: 'draft-7' });
  return {
    $schema,
    $id: MAPPING_SCHEMA_ID,
    title: 'Mapping file of Identity Center Reconciler',
    ...schema,
  };
}
