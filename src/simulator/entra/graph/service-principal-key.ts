import type { Application, ServicePrincipal } from '../world/state.ts';
import type { Tenant } from '../world/tenant.ts';
import { badRequest, notFound } from './graph-error.ts';
import type { GraphRequest } from './route.ts';

/** Which enterprise app a path is about, by object id or by `(appId='…')`. */
export function findPrincipalOf(
  tenant: Tenant,
  { params }: Pick<GraphRequest, 'params'>,
): ServicePrincipal | undefined {
  const key = params['principal'];
  return key === undefined ? undefined : find(tenant.servicePrincipals.values(), key);
}

export function requirePrincipal(tenant: Tenant, request: GraphRequest): ServicePrincipal {
  const found = findPrincipalOf(tenant, request);
  if (found === undefined) throw notFound(request.params['principal'] ?? '');
  return found;
}

export function requireApplication(tenant: Tenant, request: GraphRequest): Application {
  const key = request.params['application'] ?? '';
  const found = find(tenant.applications.values(), key);
  if (found === undefined) throw notFound(key);
  return found;
}

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function find<T extends { readonly id: string; readonly appId: string }>(
  all: readonly T[],
  key: string,
): T | undefined {
  const byAppId = /^\(appId='([^']*)'\)$/i.exec(key)?.[1];
  const id = /^\('?([^'=]*)'?\)$/.exec(key)?.[1] ?? key;
  const wanted = (byAppId ?? id).toLowerCase();
  if (!guid.test(wanted)) throw badRequest(`Invalid object identifier '${byAppId ?? id}'.`);
  return all.find((one) => (byAppId === undefined ? one.id : one.appId).toLowerCase() === wanted);
}

/** The object id that a path names, as it is stored. */
export function objectId(request: GraphRequest, name = 'id'): string {
  const value = request.params[name] ?? '';
  const id = (/^\('?([^'=]*)'?\)$/.exec(value)?.[1] ?? value).toLowerCase();
  if (!guid.test(id)) throw badRequest(`Invalid object identifier '${value}'.`);
  return id;
}
