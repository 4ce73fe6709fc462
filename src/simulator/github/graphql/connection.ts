import { GraphQLError } from 'graphql';

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const cursor = (index: number): string => Buffer.from(`cursor:v2:${index}`).toString('base64');

function position(text: string): number {
  const index = /^cursor:v2:(\d+)$/.exec(Buffer.from(text, 'base64').toString())?.[1];
  if (index === undefined)
    throw new GraphQLError(`\`${text}\` does not appear to be a valid cursor.`, {
      extensions: { type: 'INVALID_CURSOR_ARGUMENTS' },
    });
  return Number(index);
}

function checked(name: string, argument: 'first' | 'last', value: number): number {
  if (value < 0 || value > 100)
    throw new GraphQLError(
      `Requesting ${value} records on the \`${name}\` connection exceeds the \`${argument}\` limit of 100 records.`,
      { extensions: { type: 'EXCESSIVE_PAGINATION' } },
    );
  return value;
}

/** GitHub's connections: at most a hundred at a time, and never without saying how many. */
export function connection<T>(
  name: string,
  all: readonly T[],
  args: PageArguments,
  show: (item: T) => object,
): object {
  const { first, last, after, before } = args;
  if (typeof first !== 'number' && typeof last !== 'number')
    throw new GraphQLError(
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      {
        extensions: { type: 'MISSING_PAGINATION_BOUNDARIES' },
      },
    );
  let from = typeof after === 'string' ? position(after) + 1 : 0;
  let to = typeof before === 'string' ? position(before) : all.length;
  if (typeof first === 'number') to = Math.min(to, from + checked(name, 'first', first));
  if (typeof last === 'number') from = Math.max(from, to - checked(name, 'last', last));
  const nodes = all.slice(from, to).map(show);
  return {
    totalCount: all.length,
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursor(from + index) })),
    pageInfo: {
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: nodes.length > 0 ? cursor(from) : null,
      endCursor: nodes.length > 0 ? cursor(to - 1) : null,
    },
  };
}
