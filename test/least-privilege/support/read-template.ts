import { readFileSync } from 'node:fs';
import { parse, type ScalarTag, type CollectionTag } from 'yaml';
import * as z from 'zod';

const names = ['Ref', 'Sub', 'GetAtt', 'If', 'Equals', 'Not'] as const;

/** CloudFormation's short forms, read as its long ones. */
const tags = names.flatMap((name): (CollectionTag | ScalarTag)[] => {
  const long = name === 'Ref' ? 'Ref' : `Fn::${name}`;
  return [
    { tag: `!${name}`, resolve: (text: string) => ({ [long]: text }) },
    {
      tag: `!${name}`,
      collection: 'seq',
      resolve: (sequence) => ({ [long]: sequence }),
    },
  ];
});

const templateShape = z.object({
  Parameters: z.record(
    z.string(),
    z.object({
      Type: z.literal('String'),
      Description: z.string(),
      Default: z.string().optional(),
      AllowedPattern: z.string().optional(),
      AllowedValues: z.array(z.string()).optional(),
    }),
  ),
  Conditions: z.record(z.string(), z.json()),
  Metadata: z.json(),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.string().optional(),
      Properties: z.record(z.string(), z.json()),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Description: z.string(), Value: z.json() })),
});

export type Template = z.output<typeof templateShape>;
export type Json = z.core.util.JSONType;

export function readTemplate(path: string): Template {
  const document: unknown = parse(readFileSync(path, 'utf8'), { customTags: tags });
  return templateShape.parse(JSON.parse(JSON.stringify(document)));
}
