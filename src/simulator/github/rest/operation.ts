import type { Json, JsonObject } from '../json.ts';
import type { OperationId } from '../openapi/operations.ts';
import type { AccessToken, Account, Scope } from '../world/account.ts';
import type { Repository } from '../world/repository.ts';
import type { World } from '../world/world.ts';

/** One request, checked against GitHub's description and allowed by its token. */
export interface Call {
  readonly world: World;
  readonly repository: Repository;
  readonly token: AccessToken | undefined;
  /** Who asks; only writes need somebody. */
  readonly viewer: () => Account;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** Whether the media type asks for a file's bytes in place of JSON. */
  readonly wantsRaw: boolean;
  /** The request's own address, for links to its other pages. */
  readonly url: URL;
}

export interface Reply {
  readonly status: number;
  readonly body?: Json;
  readonly raw?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Operation {
  readonly id: OperationId;
  readonly level: 'read' | 'write';
  /** Any one of these is enough; nothing means that reading metadata is. */
  readonly scopes: (repository: Repository, path: Call['path']) => readonly Scope[];
  readonly handle: (call: Call) => Reply;
}

export const of =
  (...scopes: Scope[]): Operation['scopes'] =>
  () =>
    scopes;

/** Comments of a pull request live under issues, and either permission opens them. */
export const ofThread: Operation['scopes'] = (repository, path) => {
  const number =
    path['issue_number'] ?? repository.comments.get(Number(path['comment_id']))?.number;
  const thread = repository.threads.get(Number(number));
  return thread?.kind === 'pull' ? ['pull-requests', 'issues'] : ['issues'];
};

export const ok = (body: Json, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 200,
  body,
  headers,
});
