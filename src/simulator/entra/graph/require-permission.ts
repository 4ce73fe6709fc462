import type { Machine } from '../machine.ts';
import { denied, has } from './need.ts';
import type { Need } from './need.ts';
import type { GraphRequest } from './route.ts';
import { findPrincipalOf } from './service-principal-key.ts';

export function requirePermission(machine: Machine, request: GraphRequest, need: Need): void {
  const { roles, client } = request;
  if (has(roles, need)) return;
  const object = findPrincipalOf(machine.tenant, request)?.id ?? '';
  const isOwner = roles.has('Application.ReadWrite.OwnedBy') && client.owns.has(object);
  if (need.orOwner === true && isOwner) return;
  if (need.orAssigner === true && client.assigns.has(object)) return;
  const first = [need.anyOf[0] ?? []].flat().join(', ');
  throw need.refusal?.(first) ?? denied();
}
