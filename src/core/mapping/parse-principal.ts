import type { PrincipalType } from '../model/principal.ts';
import { isGuid, isIdentityStoreId } from '../model/guid.ts';
import type { PrincipalReference } from './mapping.ts';

export type ParsedPrincipal =
  | { readonly principal: PrincipalReference }
  | { readonly problem: string; readonly help: string };

/** How a rule names a group or a user. */
export function parsePrincipal(type: PrincipalType, text: string): ParsedPrincipal {
  const what = type === 'GROUP' ? 'group' : 'user';
  if (text.trim() !== text) {
    return { problem: `the name "${text}" has a space around it`, help: `write "${text.trim()}"` };
  }
  if (text.startsWith('entra:')) {
    const value = text.slice('entra:'.length).toLowerCase();
    return isGuid(value)
      ? { principal: { type, by: 'entra', value, text } }
      : {
          problem: `"${text}" has no object id after "entra:"`,
          help: `copy the ${what}'s object id from the Entra admin center, such as entra:11111111-2222-3333-4444-555555555555`,
        };
  }
  if (text.startsWith('id:')) {
    const value = text.slice('id:'.length);
    return isIdentityStoreId(value)
      ? { principal: { type, by: 'id', value, text } }
      : {
          problem: `"${text}" has no identity store id after "id:"`,
          help: `copy the ${what} ID from the Identity Center console`,
        };
  }
  if (isGuid(text.toLowerCase())) {
    return {
      problem: `"${text}" is an id, not a ${what}'s name`,
      help: `write "entra:${text}" for an object id of Entra, or "id:${text}" for one of the identity store`,
    };
  }
  if (text.includes('*')) {
    return {
      problem: `"${text}" is a pattern; a rule names each ${what}`,
      help: `name the ${what}s one by one; one whose name has a * is named by id:<identity store id>`,
    };
  }
  return { principal: { type, by: 'name', value: text, text } };
}
