import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

/** The published JSON Schemas, each an export: a zod schema, or a function that returns a JSON Schema. */
const schemas = [
  {
    file: 'mapping.schema.json',
    module: 'src/core/mapping/mapping-json-schema.ts',
    name: 'mappingJsonSchema',
  },
  { file: 'plan.schema.json', module: 'src/core/plan/plan-schema.ts', name: 'planSchema' },
  {
    file: 'report.schema.json',
    module: 'src/core/inventory/report-schema.ts',
    name: 'reportSchema',
  },
];

export async function writeSchemas(root: string, outdir: string): Promise<void> {
  mkdirSync(outdir, { recursive: true });
  for (const { file, module, name } of schemas) {
    if (!existsSync(`${root}${module}`)) continue;
    const exports: unknown = await import(pathToFileURL(`${root}${module}`).href);
    const schema: unknown =
      typeof exports === 'object' && exports !== null ? Reflect.get(exports, name) : undefined;
    writeFileSync(
      `${outdir}/${file}`,
      `${JSON.stringify(jsonSchemaOf(schema, `${module} ${name}`), null, 2)}\n`,
    );
  }
}

function jsonSchemaOf(schema: unknown, source: string): unknown {
  if (typeof schema === 'function') {
    const json: unknown = Reflect.apply(schema, undefined, []);
    return json;
  }
  if (!(schema instanceof z.ZodType)) throw new Error(`${source} is not a zod schema`);
  // Draft 7 is what editors complete by; input, because a file is checked before defaults apply.
  return z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
}
