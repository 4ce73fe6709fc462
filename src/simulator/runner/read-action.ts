import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const schema = z.object({
  inputs: z
    .record(
      z.string(),
      z.object({ default: z.union([z.string(), z.boolean(), z.number()]).optional() }).nullable(),
    )
    .optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  runs: z.object({ using: z.string(), main: z.string() }),
});

export interface ActionDefinition {
  readonly entry: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: readonly string[];
}

/** An action as its action.yml declares it, with the defaults the runner fills in for inputs nobody gave. */
export function readAction(file: string, token: string): ActionDefinition {
  const action = schema.parse(parse(readFileSync(file, 'utf8')));
  const defaults = Object.entries(action.inputs ?? {}).map(([name, input]): [string, string] => [
    name,
    String(input?.default ?? '').replaceAll(/\$\{\{\s*github\.token\s*\}\}/g, token),
  ]);
  return {
    entry: join(dirname(file), action.runs.main),
    inputs: Object.fromEntries(defaults),
    outputs: Object.keys(action.outputs ?? {}),
  };
}
