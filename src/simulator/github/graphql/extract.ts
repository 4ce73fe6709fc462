// Run by hand when GitHub's public schema changes:
//   npm install --prefix <folder> @octokit/graphql-schema@<version>
//   node src/simulator/github/graphql/extract.ts <folder>/node_modules/@octokit/graphql-schema
// Keeps the types and fields the simulator answers, with GitHub's own arguments and nullability.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertValidSchema, buildSchema, Kind, parse, print, visit } from 'graphql';
import type { DefinitionNode } from 'graphql';
import * as z from 'zod';
import { keptFields } from './kept-fields.ts';

const folder = z
  .string({ error: 'name the folder of @octokit/graphql-schema' })
  .parse(process.argv[2]);
const text = readFileSync(join(folder, 'schema.graphql'), 'utf8');
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));

const kept = new Map<string, ReadonlySet<string>>(
  Object.entries(keptFields).map(([type, fields]) => [type, new Set(fields.split(' '))]),
);
const edges = /(Connection|Edge)$/;

/** Leaves out prose, fields that are not kept, and interfaces that are not kept. */
function pruned(definition: DefinitionNode): DefinitionNode {
  return visit(definition, {
    StringValue: (_node, key) => (key === 'description' ? null : undefined),
    Directive: () => null,
    FieldDefinition: (node) => {
      const name = 'name' in definition ? (definition.name?.value ?? '') : '';
      return definition.kind !== Kind.DIRECTIVE_DEFINITION &&
        kept.get(name)?.has(node.name.value) === false
        ? null
        : undefined;
    },
    ObjectTypeDefinition: {
      leave: (node) => ({
        ...node,
        interfaces: (node.interfaces ?? []).filter((named) => kept.has(named.name.value)),
      }),
    },
    InterfaceTypeDefinition: {
      leave: (node) => ({
        ...node,
        interfaces: (node.interfaces ?? []).filter((named) => kept.has(named.name.value)),
      }),
    },
  });
}

const definitions = new Map<string, DefinitionNode>();
for (const definition of parse(text).definitions)
  if ('name' in definition && definition.name !== undefined)
    definitions.set(definition.name.value, definition);

const result = new Map<string, DefinitionNode>();
const queue = new Set(kept.keys());
for (const name of queue) {
  const definition = definitions.get(name);
  // Built-in scalars are nobody's definition.
  if (definition === undefined) continue;
  const type =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
  if (type && !kept.has(name) && !edges.test(name))
    throw new Error(`${name} is reached and no field of it is kept`);
  const short = pruned(definition);
  result.set(name, short);
  visit(short, { NamedType: (node) => void queue.add(node.name.value) });
}

const body = [...result]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([, definition]) => print(definition));
const header = [
  `# A subset of GitHub's public schema: @octokit/graphql-schema ${version} (MIT), schema.graphql,`,
  `# sha256 ${createHash('sha256').update(text).digest('hex')}`,
];
const subset = `${[...header, '', ...body].join('\n')}\n`;
assertValidSchema(buildSchema(subset));
writeFileSync(join(import.meta.dirname, 'schema.graphql'), subset);
