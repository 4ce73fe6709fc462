import * as z from 'zod';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.looseObject({
  Effect: z.string(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
});
const policy = z.looseObject({
  Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat()),
});

/** What guards ask of a statement; whatever else stands in it is passed over. */
export type LooseStatement = z.infer<typeof statement>;

/** A policy's statements, also where `readPolicy` does not understand it whole; null where there are none to be read. */
export function looseStatements(text: string): readonly LooseStatement[] | null {
  const parsed = policy.safeParse(parseJson(text));
  return parsed.success ? parsed.data.Statement : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
