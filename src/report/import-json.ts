import type { ImportTelling } from './import-sections.ts';

const IMPORT_SCHEMA = 'identity-center-reconciler/import/v1';

/** An import as one JSON document: the files whole, and what is not in them. */
export function importJson({ directory, imported, written }: ImportTelling): string {
  const { files, notes, counts } = imported;
  const document = {
    schema: IMPORT_SCHEMA,
    directory,
    counts,
    written,
    files: Object.fromEntries(files),
    notes,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
