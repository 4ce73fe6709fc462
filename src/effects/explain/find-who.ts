import { nearest } from '../../core/diagnostics/nearest.ts';
import { nearestUsers } from '../../core/explain/nearest-users.ts';
import type { PrincipalReference } from '../../core/mapping/mapping.ts';
import type { Group, User } from '../../core/model/principal.ts';
import { foldedName, isSameName } from '../../core/select/join-groups.ts';
import type { AwsReadPorts } from '../../ports/readers.ts';
import { runDiagnostic, RunProblem } from '../run-problem.ts';

export type FoundWho =
  /** `user` is null where the identity store has nobody of that name. */
  | { readonly kind: 'person'; readonly user: User | null }
  /** Not in `groups` where it may be one of Entra alone. */
  | { readonly kind: 'group'; readonly reference: PrincipalReference };

/** What is known, or can be asked, to tell whom a name means. */
export interface WhoIsWho {
  readonly groups: readonly Group[];
  /** Whether rules name a group like that. */
  readonly isNamed: (name: string) => boolean;
  /** Every user; asked once, where nobody has the name as it is written. Null where they cannot be listed. */
  readonly listUsers: () => Promise<readonly Pick<User, 'id' | 'userName'>[] | null>;
  /** False where people must not be named: then a misspelt person is answered, and nobody else is shown. */
  readonly namesPeople: boolean;
}

/**
 * Whom somebody means: a group by its name or id, else a user, in whatever case. Rejects with RunProblem
 * where both have the name, and where it is nobody's and nearly that of a group or of users.
 */
export async function findWho(
  {
    identityStore,
  }: {
    readonly identityStore: Pick<AwsReadPorts['identityStore'], 'describeUser' | 'findUser'>;
  },
  identityStoreId: string,
  text: string,
  { groups, isNamed, listUsers, namesPeople }: WhoIsWho,
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
  const users = (await listUsers()) ?? [];
  const [same, ...twins] = users.filter((each) => foldedName(each.userName) === foldedName(text));
  if (twins.length > 0) {
    throw unknown(`${twins.length + 1} users are called "${text}"`, 'say which by id:<id>');
  }
  const written = same && (await identityStore.describeUser(identityStoreId, same.id));
  if (written) return { kind: 'person', user: written };
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
  const people = nearestUsers(
    text,
    users.map(({ userName }) => userName),
  );
  if (namesPeople && people.length > 0) {
    throw unknown(
      `the identity store has nobody of the name "${text}"`,
      `did you mean ${people.map((name) => `"${name}"`).join(' or ')}?`,
    );
  }
  return { kind: 'person', user: null };
}

function unknown(headline: string, help: string | null): RunProblem {
  return new RunProblem([runDiagnostic('invalid-input', headline, { help })]);
}
