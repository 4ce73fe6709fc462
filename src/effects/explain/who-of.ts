import type { Who } from '../../core/explain/access-facts.ts';
import { isUnsynced, type Principal } from '../../core/model/principal.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import { isSameName } from '../../core/select/join-groups.ts';
import { indexPrincipals, resolvePrincipal } from '../../core/select/resolve-principal.ts';
import { runDiagnostic, RunProblem } from '../run-problem.ts';
import type { FoundWho } from './find-who.ts';

/** Who was found, as what the rules resolve to. Rejects with RunProblem where a name may mean several groups. */
export function whoOf(
  found: FoundWho,
  person: { readonly shownAs: string; readonly groupIds: readonly string[] },
  snapshot: Snapshot,
): Who {
  if (found.kind === 'person') {
    const groupIds = new Set(person.groupIds);
    return { kind: 'person', name: person.shownAs, userId: found.user?.id ?? null, groupIds };
  }
  const { reference } = found;
  const joined = resolvePrincipal(reference, indexPrincipals(snapshot));
  // A group that Entra does not have may hold something in AWS all the same.
  const inAwsAlone = { ...snapshot, directory: null };
  const resolution =
    'principal' in joined ? joined : resolvePrincipal(reference, indexPrincipals(inAwsAlone));
  if ('principal' in resolution) {
    const { principal } = resolution;
    if (reference.by === 'name' && isUnsynced(principal)) refuseTwo(principal, snapshot);
    return { kind: 'group', principal, inAws: !isUnsynced(principal) };
  }
  const ids = 'ids' in resolution ? resolution.ids.join(', ') : null;
  if (resolution.problem === 'unknown') {
    const headline = `AWS has no group "${reference.text}"`;
    throw new RunProblem([
      runDiagnostic('invalid-input', headline, {
        help: 'ask about a user by user name or e-mail address; a group of Entra ID is known here once it is synced',
      }),
    ]);
  }
  const headline = `which group "${reference.text}" is cannot be decided: ${resolution.problem.replaceAll('-', ' ')}`;
  throw new RunProblem([
    runDiagnostic('invalid-input', headline, {
      why: ids,
      help: 'name it by id:<identity store id>',
    }),
  ]);
}

/** What the one lacks the other may have, so an answer about either would be taken for both. */
function refuseTwo({ entraObjectId, name }: Principal, { groups }: Pick<Snapshot, 'groups'>): void {
  const other = groups.find(({ displayName }) => isSameName(displayName, name));
  if (other === undefined) return;
  const headline = `"${name}" is a group of Entra ID, and another group has that name in AWS`;
  throw new RunProblem([
    runDiagnostic('invalid-input', headline, {
      help: `ask about id:${other.id}, the one in AWS, or about entra:${entraObjectId ?? ''}`,
    }),
  ]);
}
