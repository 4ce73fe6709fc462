import { AwsError, validation } from './aws-error.ts';
import type { Context } from './context.ts';
import type { Fields } from './fields.ts';
import { canonicalJson, parseJsonObject } from './json.ts';
import { hexId } from './world/ids.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly token: string | undefined;
}

interface Position {
  readonly after: string | undefined;
  readonly page: number;
}

/** By service or operation; the rest have 100. */
const limits: Readonly<Record<string, number>> = {
  organizations: 20,
  cloudtrail: 50,
  ListApplications: 50,
};

/** One page of a list. Tokens are opaque, and good only for the list they came from. */
export function page<T>(
  context: Context,
  input: Fields,
  all: readonly T[],
  keyOf: (item: T) => string,
): Page<T> {
  const { maxSize, emptyEvery, trailingEmpty, orderSeed } = context.knobs.pages;
  const limit = limits[context.operation] ?? limits[context.service] ?? 100;
  const size = Math.min(input.optionalNumber('MaxResults') ?? limit, maxSize ?? limit, limit);
  const sortKey = (item: T): string =>
    orderSeed === null || context.service === 'cloudtrail'
      ? keyOf(item)
      : `${hexId('order', `${orderSeed} ${keyOf(item)}`, 16)} ${keyOf(item)}`;
  const sorted = all
    .map((item) => ({ item, key: sortKey(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const { after, page: number } = readToken(context, input);
  const rest = after === undefined ? sorted : sorted.filter(({ key }) => key > after);
  const empty = emptyEvery > 1 && number % emptyEvery === 0;
  const taken = empty ? [] : rest.slice(0, size);
  const last = taken.at(-1)?.key ?? after;
  const more = rest.length > taken.length || (trailingEmpty && taken.length > 0);
  return {
    items: taken.map(({ item }) => item),
    token: more ? writeToken(context, input, { after: last, page: number + 1 }) : undefined,
  };
}

function listIdentity(context: Context, input: Fields): string {
  const { NextToken: _token, MaxResults: _size, ...rest } = input.values;
  return hexId('list', `${context.service} ${context.operation} ${canonicalJson(rest)}`, 16);
}

function writeToken(context: Context, input: Fields, position: Position): string {
  const text = JSON.stringify({ list: listIdentity(context, input), ...position });
  const body = Buffer.from(text).toString('base64url');
  return `${body}_${hexId('token', body, 12)}`;
}

function readToken(context: Context, input: Fields): Position {
  const token = input.optionalText('NextToken');
  // sso-admin's model lets an empty token through: it means the first page.
  if (token === undefined || token === '') return { after: undefined, page: 0 };
  const cut = token.length - 13;
  const body = token.slice(0, Math.max(0, cut));
  const intact = token.slice(cut) === `_${hexId('token', body, 12)}`;
  const position = intact ? parseJsonObject(Buffer.from(body, 'base64url').toString()) : undefined;
  const number = position?.['page'];
  if (position?.['list'] !== listIdentity(context, input) || typeof number !== 'number') {
    throw invalidToken(context);
  }
  const after = position['after'];
  return { after: typeof after === 'string' ? after : undefined, page: number };
}

function invalidToken({ service }: Context): AwsError {
  switch (service) {
    case 'organizations':
      return new AwsError(
        'InvalidInputException',
        'You specified an invalid value for NextToken.',
        { members: { Reason: 'INVALID_NEXT_TOKEN' } },
      );
    case 'cloudtrail':
      return new AwsError('InvalidNextTokenException', 'The token is not valid.');
    default:
      return validation('The pagination token is invalid.');
  }
}
