import type { Located } from '../diagnostics/span.ts';
import type { Mapping, PrincipalReference } from './mapping.ts';

/** Everybody whom rules of accounts and of applications name. */
export function namedPrincipals({
  rules,
  applications,
}: Pick<Mapping, 'rules' | 'applications'>): readonly Located<PrincipalReference>[] {
  return [...rules, ...applications].flatMap(({ principals }) => principals);
}
