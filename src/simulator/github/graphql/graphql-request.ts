import { readFileSync } from 'node:fs';
import { buildSchema, graphql } from 'graphql';
import type { GraphQLError } from 'graphql';
import * as z from 'zod';
import type { Json } from '../json.ts';
import { json } from '../json.ts';
import { ApiError } from '../rest/api-error.ts';
import { canSee } from '../server/authorize.ts';
import type { AccessToken } from '../world/account.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repository.ts';
import type { Comment } from '../world/threads.ts';
import type { World } from '../world/world.ts';
import { viewerNode } from './actor-node.ts';
import { failure, permit } from './context.ts';
import type { Context } from './context.ts';
import { findNode } from './find-node.ts';
import { repositoryNode } from './repository-node.ts';
import { commentNode } from './thread-nodes.ts';

const schema = buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

interface MinimizeArguments {
  readonly input: {
    readonly subjectId: string;
    readonly classifier?: string;
    readonly clientMutationId?: string;
  };
}

function findComment({ world }: Context, id: string): { comment: Comment; repository: Repository } {
  for (const repository of world.repositories.values())
    for (const comment of repository.comments.values())
      if (nodeId('IssueComment', comment.id, repository.id) === id) return { comment, repository };
  throw failure('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

function minimize(
  context: Context,
  { input }: MinimizeArguments,
  reason: string | undefined,
): { node: object; clientMutationId: string | null } {
  const { comment, repository } = findComment(context, input.subjectId);
  permit(context, repository, 'write', 'pull-requests', 'issues');
  if (reason === undefined) delete comment.minimized;
  else comment.minimized = reason.toLowerCase().replaceAll('_', '-');
  return {
    node: commentNode(context, repository, comment),
    clientMutationId: input.clientMutationId ?? null,
  };
}

function root(context: Context): object {
  const { world } = context;
  return {
    viewer: () => viewerNode(context),
    rateLimit: {
      cost: 1,
      limit: 5000,
      nodeCount: 0,
      remaining: 4999,
      used: 1,
      resetAt: world.clock.now().toISOString(),
    },
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const wanted = `${owner}/${name}`;
      const found = [...world.repositories.values()].find(
        ({ fullName }) => fullName.toLowerCase() === wanted.toLowerCase(),
      );
      if (found === undefined || !canSee(context.token, found))
        throw failure('NOT_FOUND', `Could not resolve to a Repository with the name '${wanted}'.`);
      return repositoryNode(context, found);
    },
    node: ({ id }: { readonly id: string }) => findNode(context, id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => {
      if (ids.length > 100)
        throw failure(
          'ARGUMENT_LIMIT',
          `You may not provide more than 100 node ids; you provided ${ids.length}.`,
        );
      return ids.map((id) => {
        try {
          return findNode(context, id);
        } catch (error) {
          return error;
        }
      });
    },
    minimizeComment: (args: MinimizeArguments) => {
      const { node, clientMutationId } = minimize(context, args, args.input.classifier ?? '');
      return { minimizedComment: node, clientMutationId };
    },
    unminimizeComment: (args: MinimizeArguments) => {
      const { node, clientMutationId } = minimize(context, args, undefined);
      return { unminimizedComment: node, clientMutationId };
    },
  };
}

/** GitHub writes an error's type beside its message, and not among extensions. */
function told(error: GraphQLError): Json {
  const type = error.extensions['type'];
  return json.from({
    ...(typeof type === 'string' && { type }),
    ...(error.path && { path: [...error.path] }),
    locations: (error.locations ?? []).map(({ line, column }) => ({ line, column })),
    message: error.message,
  });
}

export interface GraphQLOutcome {
  readonly body: Json;
  /** Whatever the public schema does not have: a mistake of the client, or a gap of the simulator. */
  readonly problems: readonly string[];
}

export async function graphqlRequest(
  world: World,
  token: AccessToken,
  body: Json | undefined,
): Promise<GraphQLOutcome> {
  const request = requestSchema.safeParse(body);
  if (!request.success)
    throw new ApiError(400, 'A query attribute must be specified and must be a string.');
  const { query, variables, operationName } = request.data;
  const context = { world, token };
  const result = await graphql({
    schema,
    source: query,
    rootValue: root(context),
    ...(variables && { variableValues: variables }),
    ...(typeof operationName === 'string' && { operationName }),
  });
  const errors = result.errors ?? [];
  const unexpected = errors.find(
    ({ cause, path, extensions }) =>
      cause !== undefined && path !== undefined && extensions['type'] === undefined,
  );
  if (unexpected !== undefined)
    throw new Error(`GraphQL: ${unexpected.message}`, { cause: unexpected.cause });
  return {
    body: json.parse(
      JSON.stringify({
        ...(result.data !== undefined && { data: result.data }),
        ...(errors.length > 0 && { errors: errors.map(told) }),
      }),
    ),
    problems: errors.filter(({ path }) => path === undefined).map(({ message }) => message),
  };
}
