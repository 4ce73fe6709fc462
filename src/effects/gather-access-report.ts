import { peopleMode } from '../core/access/people-mode.ts';
import { createIgnoreFilter } from '../core/actual/ignored.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { AccessReport } from '../core/inventory/access-report.ts';
import { accessReportOf } from '../core/inventory/access-report-of.ts';
import type { CommitId } from '../core/model/ids.ts';
import { sortedUnique } from '../core/model/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectDirectory } from '../ports/connect-directory.ts';
import type { ConnectFederationAws } from '../ports/connect-federation.ts';
import type { Journal } from '../ports/journal.ts';
import type { LineHistory } from '../ports/line-history.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { readGroupPeople } from './access-report-people.ts';
import { findInstance } from './find-instance.ts';
import { awsTarget, gatherPlan, requireMapping } from './gather-plan.ts';
import { loadVersion } from './load-version.ts';
import { ruleOrigins } from './rule-origins.ts';
import { withoutFiles } from './without-files.ts';

export interface AccessReportPorts {
  /** The doctor's, which lists users too. */
  readonly connectFederationAws: ConnectFederationAws;
  readonly connectDirectory: ConnectDirectory;
  readonly trees: TreeReader;
  readonly lines: LineHistory;
  readonly clock: Clock;
  readonly journal: Journal;
}

export interface AccessReportTask {
  readonly directory: string;
  readonly region: string | null;
  readonly commit: CommitId;
  readonly isPublicRepository: boolean;
  readonly repositoryUrl: string | null;
}

/**
 * Reads all access that is live, and what the files of a commit say of it. Rejects with RunProblem or
 * PortError where files are not valid, or what everything hangs on cannot be read.
 */
export async function gatherAccessReport(
  ports: AccessReportPorts,
  { directory, region, commit, isPublicRepository, repositoryUrl }: AccessReportTask,
): Promise<{ readonly report: AccessReport; readonly diagnostics: readonly Diagnostic[] }> {
  const head = await loadVersion(ports.trees, commit, directory);
  const mapping = head.exists ? requireMapping(head) : withoutFiles(directory);
  const target = awsTarget(mapping, region);
  const { readers, federation } = ports.connectFederationAws(target);
  const instance = await findInstance(readers, mapping.settings, target.region);
  const at = new Date(ports.clock.now()).toISOString();
  const unread: string[] = [];
  const { snapshot, versions } = await gatherPlan(
    {
      ...ports,
      readers,
      onUnreadDirectory: (problems) => {
        for (const { headline } of problems)
          unread.push(`what Entra ID holds, so that rules mean AWS's groups by name: ${headline}`);
      },
    },
    {
      instance,
      mappings: { head: mapping, base: null, lastApplied: null, lastAppliedAt: null, between: [] },
      now: at,
      about: 'everything',
      read: 'complete',
      beyondFiles: true,
      knownNames: async () => new Map(),
    },
  );
  const { desired } = versions.head;
  const gone = new Set(snapshot.gonePrincipalIds);
  const holders = [
    ...[...snapshot.assignments, ...(snapshot.applications?.assignments ?? [])].map(
      ({ principalType: type, principalId: id }) => ({ type, id }),
    ),
    ...[...desired.grants.values(), ...desired.applications.assignments.values()].map(
      ({ principal }) => principal,
    ),
  ];
  const groups = holders.flatMap(({ type, id }) => (type === 'GROUP' && !gone.has(id) ? [id] : []));
  const mode = peopleMode([mapping.settings.people], isPublicRepository);
  const [people, changeOf] = await Promise.all([
    readGroupPeople(
      { people: readers.people, users: federation, journal: ports.journal },
      instance,
      sortedUnique(groups),
      mode,
    ),
    ruleOrigins(ports, head, mapping),
  ]);
  const report = accessReportOf({
    snapshot,
    mapping,
    desired,
    ignore: createIgnoreFilter(mapping, snapshot),
    people,
    unread,
    showPeople: mode === 'names' ? 'named' : 'hidden',
    changeOf,
    commit,
    repositoryUrl,
    at,
  });
  return { report, diagnostics: head.exists ? head.checked.diagnostics : [] };
}
