import type { EntraSettings, PrincipalReference } from '../core/mapping/mapping.ts';
import type {
  DeletedGroup,
  Directory,
  DirectoryGroup,
  EnterpriseApplication,
  UnreadAdvice,
} from '../core/model/directory.ts';
import { sortedBy, sortedUnique } from '../core/model/order.ts';
import { foldedName } from '../core/select/join-groups.ts';
import type { DirectoryReader } from '../ports/directory-read.ts';
import { PortError } from '../ports/port-error.ts';
import { contained } from './contained.ts';
import { runDiagnostic, RunProblem } from './run-problem.ts';

export type AskedSettings = EntraSettings & { readonly groupSync: Directory['groupSync'] };

/** Null where the files do not want Entra asked. */
export function askedSettings(entra: EntraSettings | null): AskedSettings | null {
  if (entra === null || entra.groupSync === 'off') return null;
  return { ...entra, groupSync: entra.groupSync };
}

/**
 * Reads what Entra holds about the groups that rules name. What is not readable rejects, because nothing
 * is guessed; but for what only informs, which is told as unread.
 */
export async function readDirectory(
  reader: DirectoryReader,
  settings: AskedSettings,
  references: readonly PrincipalReference[],
): Promise<Directory> {
  const groups = references.filter(({ type }) => type === 'GROUP');
  const names = sortedUnique(groups.filter(({ by }) => by === 'name').map(({ value }) => value));
  const ids = sortedUnique(groups.filter(({ by }) => by === 'entra').map(({ value }) => value));
  const application = only(await reader.findApplications(settings.application), settings);
  const [named, identified, assigned, provisioning] = await Promise.all([
    reader.findGroups(names),
    reader.readGroups(ids),
    reader.listAssignedGroups(application.id),
    reader.readProvisioning(application.id),
  ]);
  const found = new Map([...named, ...identified].map((group) => [group.id, group]));
  const folded = new Set([...found.values()].map(({ displayName }) => foldedName(displayName)));
  const isMissing =
    names.some((name) => !folded.has(foldedName(name))) || ids.some((id) => !found.has(id));
  const join = provisioning?.join ?? 'display-name';
  const unread: UnreadAdvice[] = [];
  const advice = async <T>(part: UnreadAdvice['part'], reading: Promise<T>): Promise<T | null> =>
    (await contained(reading, (why) => unread.push({ part, why })))?.value ?? null;
  const [deleted, nested, namesakes] = await Promise.all([
    isMissing ? advice('deleted-groups', deletedGroups(reader)) : [],
    advice('nested-groups', reader.readNestedGroups([...found.keys()])),
    join === 'display-name' ? namesakesOf(reader, identified) : [],
  ]);
  for (const group of namesakes) found.set(group.id, group);
  return {
    tenantId: settings.tenantId,
    application,
    join,
    hasProvisioningJob: provisioning !== null,
    jobState: provisioning?.jobState ?? 'unknown',
    groupSync: settings.groupSync,
    groups: sortedBy(found.values(), ({ id }) => id),
    deleted: deleted === null ? null : sortedBy(deleted, ({ id }) => id),
    assignedGroupIds: sortedUnique(assigned),
    everybodyInScope: provisioning?.everybodyInScope ?? false,
    nested: sortedBy(nested ?? [], ({ groupId }) => groupId),
    unread: sortedBy(unread, ({ part }) => part),
  };
}

/** Where only names reach AWS, an object id is told from another one by its name alone. */
async function namesakesOf(
  reader: DirectoryReader,
  groups: readonly DirectoryGroup[],
): Promise<readonly DirectoryGroup[]> {
  const names = sortedUnique(groups.map(({ displayName }) => displayName));
  return names.length === 0 ? [] : reader.findGroups(names);
}

/** The broad permission for it is nobody's duty: without it a deleted group is only an unknown one. */
async function deletedGroups(reader: DirectoryReader): Promise<readonly DeletedGroup[] | null> {
  try {
    return await reader.listDeletedGroups();
  } catch (error) {
    if (error instanceof PortError && error.kind === 'access-denied') return null;
    throw error;
  }
}

function only(
  applications: readonly EnterpriseApplication[],
  { application: wanted, tenantId }: AskedSettings,
): EnterpriseApplication {
  const [first, ...others] = applications;
  if (first !== undefined && others.length === 0) return first;
  if (first !== undefined) {
    const list = applications.map(({ id, displayName }) => `${displayName} (${id})`).join(', ');
    throw new RunProblem([
      runDiagnostic(
        'several-applications',
        'several enterprise applications may be the one for AWS',
        {
          why: list,
          help: 'set settings.entra.application to the object id of the one you mean',
        },
      ),
    ]);
  }
  throw new RunProblem([
    runDiagnostic(
      'no-application',
      wanted === null
        ? `tenant ${tenantId} has no enterprise application made from the gallery's AWS IAM Identity Center`
        : `tenant ${tenantId} has no enterprise application with the object id or app id ${wanted}`,
      {
        why: 'groups reach AWS by being assigned to it',
        help: 'set settings.entra.application to its object id; doctor checks the rest of it',
      },
    ),
  ]);
}
