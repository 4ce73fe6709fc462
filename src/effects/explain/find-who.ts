import { nearest } from '../../core/diagnostics/nearest.ts';
import type { PrincipalReference } from '../../core/mapping/mapping.ts';
import type { Group, User } from '../../core/model/principal.ts';
import { isSameName } from '../../core/select/join-groups.ts';
import type { AwsReadPorts } from '../../ports/readers.ts';
import { runDiagnostic, RunProblem } from '../run-problem.ts';

export type FoundWho =
  /** `user` is null where the identity store has nobody of that name. */
  | { readonly kind: 'person'; readonly user: User | null }
  /** Not in `groups` where it may be one of Entra alone. */
  | { readonly kind: 'group'; readonly reference: PrincipalReference };

/**
 * Whom somebody means: a group by its name or id, else a user. Rejects with RunProblem where both have the
 * name, and where it is nobody's and nearly that of a group.
 */
export async function findWho(
  { identityStore }: Pick<AwsReadPorts, 'identityStore'>,
  identityStoreId: string,
  text: string,
  groups: readonly Group[],
  isNamed: (name: string) => boolean,
): Promise<FoundWho> {
  if (text.startsWith('entra:')) {
    const value = text.slice('entra:'.length).toLowerCase();
    return { kind: 'group', reference: { type: 'GROUP', by: 'entra', value, text } };
  }
  if (text.startsWith('id:')) {
    const value = text.slice('id:'.length);
    if (groups.some(({ id }) => id === value)) {
      return { kind: 'group', reference: { type: 'GROUP', by: 'id', value, text } };
    }
    const user = await identityStore.describeUser(identityStoreId, value);
    if (user !== null) return { kind: 'person', user };
    throw unknown(`the identity store has no group and no user with the id "${value}"`, null);
  }
  const alike = groups.filter(({ displayName }) => isSameName(displayName, text));
  const user = await identityStore.findUser(identityStoreId, text);
  if (user !== null && alike.length > 0) {
    throw unknown(`"${text}" is the name of a user and of a group`, 'say which by id:<id>');
  }
  if (user !== null) return { kind: 'person', user };
  if (alike.length > 0 || isNamed(text)) {
    return { kind: 'group', reference: { type: 'GROUP', by: 'name', value: text, text } };
  }
  const near = nearest(
    text,
    groups.map(({ displayName }) => displayName),
  );
  if (near !== null) {
    throw unknown(
      `the identity store has no group and no user "${text}"`,
      `did you mean "${near}"?`,
    );
  }
  return { kind: 'person', user: null };
}

function unknown(headline: string, help: string | null): RunProblem {
  return new RunProblem([runDiagnostic('invalid-input', headline, { help })]);
}
