import type { JsonObject } from '../../aws/json.ts';
import { canonicalJson, parseJsonObject } from '../../aws/json.ts';
import { hexId } from '../../aws/world/ids.ts';
import type { Machine } from '../machine.ts';
import type { Reply } from '../reply.ts';
import { parseFilter, plain } from './filter.ts';
import { requireFilterable } from './filterable.ts';
import type { Filterable } from './filterable.ts';
import { badRequest, GraphError, notServed, unsupportedQuery } from './graph-error.ts';
import { encoded } from './query.ts';
import { ok } from './route.ts';
import type { GraphRequest } from './route.ts';
import { select, selected } from './select.ts';
import type { ResourceType } from './select.ts';

export interface Listing {
  readonly type: ResourceType;
  /** As in the metadata: `groups`. */
  readonly context: string;
  /** Everything there is of each, in the order of the list. */
  readonly rows: readonly JsonObject[];
  readonly filterable?: Readonly<Record<string, Filterable>>;
  /** Properties that can be sorted by without more ado. */
  readonly sortable?: readonly string[];
  readonly isCaseSensitive?: boolean;
  /** Lists that Graph does not cut into pages. */
  readonly isWhole?: boolean;
}

/** A collection with the query's options applied. */
export function list(machine: Machine, request: GraphRequest, listing: Listing): Reply {
  const { urls } = machine;
  const rows = sorted(request, listing, filtered(request, listing));
  const names = selected(request.query, listing.type);
  const page = pageOf(machine, request, listing, rows);
  const suffix = names === undefined ? '' : `(${names.join(',')})`;
  return ok({
    '@odata.context': `${urls.graph}/v1.0/$metadata#${listing.context}${suffix}`,
    ...(request.isAdvanced && page.isFirst && { '@odata.count': rows.length }),
    ...(page.next !== undefined && { '@odata.nextLink': page.next }),
    value: page.rows.map((row) => select(row, names, listing.type)),
  });
}

/** `/$count`: a bare number, as text. */
export function count(request: GraphRequest, listing: Listing): Reply {
  if (request.headers['consistencylevel']?.toLowerCase() !== 'eventual') {
    throw new GraphError(400, 'Request_BadRequest', '$count is not currently supported.', {
      invalid: true,
    });
  }
  return { status: 200, body: String(filtered(request, listing).length) };
}

function filtered(request: GraphRequest, listing: Listing): readonly JsonObject[] {
  const { options } = request.query;
  if (options.has('$skip')) throw unsupportedQuery("'$skip' is not supported by the service.");
  if (options.has('$expand')) throw notServed('$expand');
  if (options.has('$search')) {
    if (request.headers['consistencylevel'] !== undefined) throw notServed('$search');
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  const text = options.get('$filter');
  if (text === undefined) return listing.rows;
  if (listing.filterable === undefined) throw unsupportedQuery('$filter is not supported here.');
  const filter = parseFilter(text, listing.isCaseSensitive === true);
  requireFilterable(filter, listing.filterable, listing.type.resource, request.isAdvanced);
  return listing.rows.filter((row) => filter.matches(row));
}

function sorted(
  request: GraphRequest,
  listing: Listing,
  rows: readonly JsonObject[],
): readonly JsonObject[] {
  const text = request.query.options.get('$orderby');
  if (text === undefined) return rows;
  const [property = '', direction = 'asc'] = text.trim().split(/\s+/);
  const isPlain = listing.sortable?.includes(property) === true;
  if (!request.isAdvanced && (!isPlain || request.query.options.has('$filter'))) {
    throw unsupportedQuery('Sorting not supported for current query.');
  }
  const key = (row: JsonObject): string => plain(row[property]).toLowerCase();
  const ascending = rows.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return direction === 'desc' ? ascending.toReversed() : ascending;
}

interface Page {
  readonly rows: readonly JsonObject[];
  readonly next: string | undefined;
  readonly isFirst: boolean;
}

function pageOf(
  { knobs, urls }: Machine,
  request: GraphRequest,
  listing: Listing,
  rows: readonly JsonObject[],
): Page {
  if (listing.isWhole === true) return { rows, next: undefined, isFirst: true };
  const { defaultSize, maxSize, cap, emptyEvery } = knobs.pages;
  const top = topOf(request, maxSize);
  const identity = identityOf(request);
  const position = positionOf(request, identity);
  const size = Math.min(top ?? defaultSize, cap ?? maxSize);
  const isEmpty = emptyEvery > 1 && position.page % emptyEvery === 0;
  const taken = isEmpty ? [] : rows.slice(position.from, position.from + size);
  const from = position.from + taken.length;
  const isFirst = position.page === 0;
  if (from >= rows.length) return { rows: taken, next: undefined, isFirst };
  const token = encodeToken({ list: identity, from, page: position.page + 1 });
  const kept = request.query.parts.filter((part) => !/^(?:\$|%24)?skiptoken=/i.test(part));
  const query = [...kept.map(encoded), `$skiptoken=${token}`].join('&');
  const path = request.path.replaceAll('/(', '(');
  return { rows: taken, next: `${urls.graph}/v1.0${path}?${query}`, isFirst };
}

function topOf(request: GraphRequest, most: number): number | undefined {
  const text = request.query.options.get('$top');
  if (text === undefined) return undefined;
  const top = Number(text);
  if (Number.isInteger(top) && top >= 1 && top <= most) return top;
  throw unsupportedQuery(
    `Invalid page size specified: '${text}'. Must be between 1 and ${most} inclusive.`,
  );
}

// A token continues the list that it came from and no other.
function identityOf({ path, query }: GraphRequest): string {
  const { options } = query;
  const kept = [...options].filter(([name]) => name !== '$skiptoken');
  return hexId('list', canonicalJson([path.toLowerCase(), Object.fromEntries(kept)]), 16);
}

function encodeToken(position: JsonObject): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function positionOf({ query }: GraphRequest, identity: string): { from: number; page: number } {
  const token = query.options.get('$skiptoken');
  if (token === undefined) return { from: 0, page: 0 };
  const position = parseJsonObject(Buffer.from(token, 'base64url').toString());
  if (position?.['list'] !== identity) throw badRequest('The specified page token is invalid.');
  return { from: Number(position['from']), page: Number(position['page']) };
}
