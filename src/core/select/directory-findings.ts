import type { Finding } from '../diagnostics/finding.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Directory } from '../model/directory.ts';
import { remembered } from '../model/remembered.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { findingAt } from './finding-at.ts';
import type { LocatedFinding } from './located-finding.ts';
import type { GroupResolution } from './resolve-directory-group.ts';
import type { PrincipalResolution } from './resolve-principal.ts';
import { whyNothingComes } from './provisioning-words.ts';
import { isNameTaken, takenNameWords } from './taken-name.ts';

type Resolved = Extract<GroupResolution, { readonly group: unknown; readonly synced: boolean }>;
type Words = Pick<Finding, 'code' | 'severity' | 'headline' | 'why' | 'help'>;

/** What will not work yet, or not for everybody, of a group that a rule names and Entra has. */
export function directoryFindings(
  at: Span,
  resolution: Extract<PrincipalResolution, { readonly principal: unknown }>,
  snapshot: Snapshot,
): LocatedFinding[] {
  const { directory } = snapshot;
  if (directory === null || !('group' in resolution)) return [];
  const { id } = resolution.group;
  const found = [
    isNameTaken(resolution)
      ? takenNameWords(resolution, snapshot, reachesAws(resolution, directory))
      : wayToAws(resolution, directory),
    nested(resolution, directory),
    notSecurityEnabled(resolution),
  ];
  return found.flatMap((words) =>
    words === null
      ? []
      : [{ subject: `${words.code} ${id}`, group: id, finding: findingAt(at, words) }],
  );
}

function reachesAws({ group }: Pick<Resolved, 'group'>, directory: Directory): boolean {
  return directory.everybodyInScope || assignedIn(directory).has(group.id);
}

const assignedIn = remembered(({ assignedGroupIds }: Directory) => new Set(assignedGroupIds));

/** A step that somebody undid in Entra is drift like any other. */
const unlessDrift = '; where the plan calls that drift, approve the drift plan';

/** The one thing that is missing next between Entra and AWS. */
function wayToAws({ group, synced }: Resolved, directory: Directory): Words | null {
  // It cannot be assigned: that comes first, and is told by itself.
  if (!group.securityEnabled) return null;
  const { application, groupSync } = directory;
  const manages = groupSync === 'manage';
  const stopped = whyNothingComes(directory);
  if (!reachesAws({ group }, directory)) {
    return {
      code: 'group-not-assigned',
      severity: 'warning',
      headline: `group "${group.displayName}" is not assigned to the enterprise application "${application.displayName}"`,
      why: synced
        ? 'AWS has it still; the next provisioning cycle takes it away, and its access with it'
        : [
            'only groups that are assigned to it reach AWS',
            ...(stopped === null ? [] : [stopped.why]),
          ].join('; '),
      help: manages
        ? stopped === null || synced
          ? `nothing: the apply assigns it${unlessDrift}`
          : `${stopped.help}; the apply assigns the group`
        : `assign it under Users and groups of "${application.displayName}"; or let this tool do it with settings.entra.groupSync: manage`,
    };
  }
  if (synced) return null;
  return {
    code: 'group-not-synced',
    severity: 'warning',
    headline: `group "${group.displayName}" is in Entra and not in AWS yet: its grants wait`,
    why: stopped?.why ?? 'Entra provisions in cycles of about 40 minutes',
    help:
      stopped !== null
        ? `${stopped.help}; the first apply after that cycle grants what waits`
        : manages
          ? `nothing: the apply provisions it on demand${unlessDrift}`
          : 'nothing: the first apply after the next cycle grants what waits',
  };
}

const nestedIn = remembered((directory: Directory) =>
  Map.groupBy(directory.nested, ({ groupId }) => groupId),
);

function nested({ group }: Resolved, directory: Directory): Words | null {
  const found = nestedIn(directory).get(group.id)?.[0];
  if (found === undefined) return null;
  const names = found.groups.map(({ displayName, id }) => `"${displayName ?? id}"`).join(', ');
  const people = found.people === 1 ? '1 person' : `${found.people} people`;
  return {
    code: 'group-nested',
    severity: 'warning',
    headline: `${people} will get nothing from "${group.displayName}": they are members only through ${names}`,
    why: 'neither sign-in nor provisioning follows groups inside groups',
    help: 'name the inner groups in the rule, or make their people direct members',
  };
}

function notSecurityEnabled({ group, synced }: Resolved): Words | null {
  if (group.securityEnabled || !synced) return null;
  return {
    code: 'group-not-security-enabled',
    severity: 'warning',
    headline: `group "${group.displayName}" is in AWS and no longer security-enabled`,
    why: 'only security-enabled groups stay assigned and in step',
    help: 'have it security-enabled again, or name another group',
  };
}
