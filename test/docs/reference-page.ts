import * as z from 'zod';
import { mappingJsonSchema } from '../../src/core/mapping/mapping-json-schema.ts';

/** As much of JSON Schema as zod writes for mapping files. */
interface Node {
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly examples?: readonly unknown[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly additionalProperties?: Node | boolean | undefined;
  readonly items?: Node | undefined;
  readonly anyOf?: readonly Node[] | undefined;
}

const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    description: z.string().optional(),
    examples: z.array(z.unknown()).optional(),
    enum: z.array(z.unknown()).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), node).optional(),
    additionalProperties: z.union([z.boolean(), node]).optional(),
    items: node.optional(),
    anyOf: z.array(node).optional(),
  }),
);

/** `docs/mapping-reference.md`, made from the schema that checks the files, so that no key is left out. */
export function referencePage(): string {
  const { properties = {} } = node.parse(mappingJsonSchema());
  return [
    '# Reference of mapping files',
    'Every key of mapping files, with what it takes. [Mapping files](mapping-files.md) explains them one after the other, with examples; this page is for looking something up. It is made from the schema that checks your files (`dist/mapping.schema.json`); a test keeps it so.',
    '`<name>` stands for a name that you choose, `[]` for each entry of a list. A key whose value may be one text or a list of them says so.',
    ...Object.entries(properties).flatMap(([key, value]) => [
      `## ${key}`,
      value.description ?? '',
      ['| key | value | what |', '| --- | --- | --- |', ...rowsOf(value, key)].join('\n'),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function rowsOf(parent: Node, path: string): readonly string[] {
  const rows = new Map<string, string>();
  for (const [below, value, isRequired] of childrenOf(parent, path)) {
    const name = isRequired ? `\`${below}\` (required)` : `\`${below}\``;
    if (!rows.has(below) && value.description !== undefined)
      rows.set(below, `| ${[name, kindOf(value), wordsOf(value)].map(cell).join(' | ')} |`);
    for (const row of rowsOf(value, below)) rows.set(row.split('`')[1] ?? row, row);
  }
  return [...rows.values()];
}

function childrenOf(parent: Node, path: string): readonly (readonly [string, Node, boolean])[] {
  const { properties = {}, required = [], additionalProperties, items, anyOf = [] } = parent;
  return [
    ...Object.entries(properties).map(
      ([key, value]) => [`${path}.${key}`, value, required.includes(key)] as const,
    ),
    ...(typeof additionalProperties === 'object' ? named(additionalProperties, path) : []),
    ...(items === undefined ? [] : childrenOf(items, `${path}[]`)),
    ...anyOf.flatMap((each) => childrenOf(each, path)),
  ];
}

/** What stands below a name of the author's. Where that may be one value too, it has a row of its own. */
function named(value: Node, path: string): ReturnType<typeof childrenOf> {
  const below = `${path}.<name>`;
  return value.anyOf === undefined ? childrenOf(value, below) : [[below, value, false]];
}

function kindOf({ type, enum: words, anyOf, items, minimum, maximum }: Node): string {
  if (words !== undefined) return words.map((word) => `\`${String(word)}\``).join(', ');
  if (anyOf !== undefined) return [...new Set(anyOf.map(kindOf))].join(' or ');
  if (type === 'array') return items === undefined ? 'list' : `list of ${plural(kindOf(items))}`;
  if (type === 'string') return 'text';
  if (type === 'object') return 'keys below';
  if (type === 'integer' || type === 'number') return range('number', minimum, maximum);
  return type ?? 'keys below';
}

function range(kind: string, minimum?: number, maximum?: number): string {
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (minimum !== undefined && isBounded) return `${kind}, ${minimum} to ${maximum}`;
  return minimum === undefined ? kind : `${kind}, ${minimum} or more`;
}

function plural(kind: string): string {
  if (kind === 'text') return 'texts';
  return kind === 'keys below' ? 'entries' : kind;
}

function wordsOf({ description = '', examples = [] }: Node): string {
  const shown = examples.slice(0, 2).map((example) => `\`${JSON.stringify(example)}\``);
  return shown.length === 0 ? description : `${description} For example ${shown.join(' or ')}.`;
}

function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(?!name>)/g, '&lt;')
    .trim();
}
