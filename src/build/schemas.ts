import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

/** The published JSON Schemas, each an export of the module that defines what it describes. */
const schemas = [
  { file: 'mapping.schema.json', module: 'src/core/mapping/schema.ts', name: 'mappingSchema' },
  { file: 'plan.schema.json', module: 'src/core/plan/plan-schema.ts', name: 'planSchema' },
];

export async function writeSchemas(root: string, outdir: string): Promise<void> {
  mkdirSync(outdir, { recursive: true });
  for (const { file, module, name } of schemas) {
    if (!existsSync(`${root}${module}`)) continue;
    const exports: unknown = await import(pathToFileURL(`${root}${module}`).href);
    const schema: unknown =
      typeof exports === 'object' && exports !== null ? Reflect.get(exports, name) : undefined;
    if (!(schema instanceof z.ZodType)) {
      throw new Error(`${module} has no zod schema under the name ${name}`);
    }
    // Draft 7 is what editors complete by; input, because a file is checked before defaults apply.
    const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
    writeFileSync(`${outdir}/${file}`, `${JSON.stringify(json, null, 2)}\n`);
  }
}
