import type { Json, JsonObject } from '../../aws/json.ts';
import type { Machine } from '../machine.ts';
import type { Reply } from '../reply.ts';
import type { Bucket } from '../throttle.ts';
import type { Client } from '../world/state.ts';
import type { Need } from './need.ts';
import type { Query } from './query.ts';

export interface GraphRequest {
  readonly method: string;
  /** Below the version, in the form of routes: `servicePrincipals(appId='x')` is `/servicePrincipals/(appId='x')`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Json | undefined;
  readonly client: Client;
  readonly roles: ReadonlySet<string>;
  /** The header is there and $count=true is, too. */
  readonly isAdvanced: boolean;
}

export type Handler = (machine: Machine, request: GraphRequest) => Reply;

export interface Route {
  readonly method: 'DELETE' | 'GET' | 'POST';
  /** Segments in braces are parameters. */
  readonly path: string;
  readonly need: Need;
  /** Resource units; 1 if left out. */
  readonly units?: number;
  readonly bucket?: Bucket;
  /** Actions that POST and change nothing in the directory. */
  readonly isNoWrite?: boolean;
  readonly handle: Handler;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Keys in parentheses become a segment of their own; names of segments know no case. */
export function pathOf(text: string): string {
  return text.replaceAll(/([\w.])(\([^)]*\))/g, '$1/$2').replace(/\/$/, '');
}

export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): Match | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchSegments(route.path, path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function matchSegments(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decode(value);
    else if (part.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function ok(body: JsonObject): Reply {
  return { status: 200, body };
}

export const noContent: Reply = { status: 204, body: undefined };
