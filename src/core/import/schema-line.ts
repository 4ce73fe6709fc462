/** The first line of each file, by which editors complete and check as people type. */
export const schemaLine =
  'yaml-language-server: $schema=https://raw.githubusercontent.com/identity-center-reconciler/identity-center-reconciler/v1/dist/mapping.schema.json';
