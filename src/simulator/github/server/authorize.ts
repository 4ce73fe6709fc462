import type { AccessToken, Scope } from '../world/account.ts';
import type { Repository } from '../world/repository.ts';
import type { World } from '../world/world.ts';
import { ApiError, notFound } from '../rest/api-error.ts';

export function tokenOf(world: World, header: string | undefined): AccessToken | undefined {
  if (header === undefined || header === '') return undefined;
  const value = /^(?:bearer|token)\s+(.+)$/i.exec(header)?.[1];
  const token = value === undefined ? undefined : world.tokens.get(value);
  if (token === undefined) throw new ApiError(401, 'Bad credentials');
  return token;
}

export interface Access {
  readonly repository: Repository;
  readonly level: 'read' | 'write';
  readonly scopes: readonly Scope[];
}

function granted(token: AccessToken, { level, scopes }: Access): boolean {
  if (scopes.length === 0) return level === 'read';
  return scopes.some((scope) => {
    const permission = token.permissions[scope];
    return permission === 'write' || (permission === 'read' && level === 'read');
  });
}

export function canSee(token: AccessToken | undefined, repository: Repository): boolean {
  if (!repository.private) return true;
  if (token === undefined) return false;
  if (token.repositories !== 'all' && !token.repositories.includes(repository.fullName))
    return false;
  return token.kind === 'installation' || repository.roleOf(token.account) !== 'none';
}

/** Throws what GitHub answers: it does not admit that a private repository exists, and says 403 where it does. */
export function authorize(token: AccessToken | undefined, access: Access): void {
  const { repository, level, scopes } = access;
  if (!canSee(token, repository)) throw notFound();
  // Whatever is public may be read with any token, its permissions notwithstanding.
  if (level === 'read' && !repository.private) return;
  if (token === undefined) throw new ApiError(401, 'Requires authentication');
  const reaches = token.repositories === 'all' || token.repositories.includes(repository.fullName);
  const role = repository.roleOf(token.account);
  const pushes = ['write', 'maintain', 'admin'].includes(role);
  const talks = scopes.includes('issues') || scopes.includes('pull-requests');
  const may = token.kind === 'installation' || level === 'read' || talks || pushes;
  if (reaches && may && granted(token, access)) return;
  const by = token.kind === 'installation' ? 'integration' : 'personal access token';
  throw new ApiError(403, `Resource not accessible by ${by}`);
}
