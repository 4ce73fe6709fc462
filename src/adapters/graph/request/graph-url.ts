import type { GraphQuery } from './graph-call.ts';
import type { GraphRoute } from './graph-permissions.ts';

export type GraphMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** A literal of an OData filter. */
export function odataText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function methodOf(route: GraphRoute): GraphMethod {
  const method = route.slice(0, route.indexOf(' '));
  const known = (['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const).find((one) => one === method);
  if (known === undefined) throw new Error(`no method of Graph: ${method}`);
  return known;
}

/** Path and query below the version, with every value encoded: Graph's client encodes none of them. */
export function relativeUrl(
  route: GraphRoute,
  parameters: Readonly<Record<string, string>> = {},
  query: GraphQuery = {},
): string {
  const path = route
    .slice(route.indexOf(' ') + 1)
    .replaceAll(/\{(\w+)\}/g, (_hole, name: string) => {
      const value = parameters[name];
      if (value === undefined || value === '') throw new Error(`${route}: no value for ${name}`);
      return encode(value);
    });
  const pairs = [
    query.filter === undefined ? null : `$filter=${encode(query.filter)}`,
    query.select === undefined ? null : `$select=${query.select.map(encode).join(',')}`,
    query.top === undefined ? null : `$top=${query.top}`,
    query.advanced === true ? '$count=true' : null,
  ].filter((pair) => pair !== null);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** Half of a surrogate pair cannot be encoded; it is no part of any name that Entra could hold. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}
