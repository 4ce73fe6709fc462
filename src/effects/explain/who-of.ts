import type { Who } from '../../core/explain/access-facts.ts';
import { isUnsynced } from '../../core/model/principal.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
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
    return { kind: 'group', principal, inAws: !isUnsynced(principal) };
  }
  const ids = 'ids' in resolution ? resolution.ids.join(', ') : null;
  const headline = `which group "${reference.text}" is cannot be decided: ${resolution.problem.replaceAll('-', ' ')}`;
  throw new RunProblem([
    runDiagnostic('invalid-input', headline, {
      why: ids,
      help: 'name it by id:<identity store id>',
    }),
  ]);
}
