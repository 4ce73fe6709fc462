import { createIgnoreFilter } from '../../../src/core/actual/ignored.ts';
import { buildDesired } from '../../../src/core/desired/build-desired.ts';
import type {
  AccessReport,
  ReportApplicationGrant,
  ReportGrant,
} from '../../../src/core/inventory/access-report.ts';
import { accessReportOf } from '../../../src/core/inventory/access-report-of.ts';
import type { ReportInputs } from '../../../src/core/inventory/report-inputs.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { type Files, mappingOf } from '../support/files.ts';
import { groupId, type Live, snapshotOf } from '../support/live.ts';
import { NOW } from '../support/planned.ts';

export interface ReportStory {
  readonly live: Live;
  readonly files: Files;
  /** Names of people by the name of their group; the others' members could not be read. */
  readonly people?: Readonly<Record<string, readonly string[]>>;
  readonly more?: Partial<ReportInputs>;
}

export function reported(story: ReportStory): AccessReport {
  return reportedOn(story, snapshotOf(story.live));
}

export function reportedOn(
  { files, people = {}, more = {} }: Omit<ReportStory, 'live'>,
  snapshot: Snapshot,
): AccessReport {
  const mapping = mappingOf(files);
  const everybody = Object.values(people).flat();
  return accessReportOf({
    snapshot,
    mapping,
    desired: buildDesired(mapping, snapshot, NOW),
    ignore: createIgnoreFilter(mapping, snapshot),
    people: {
      members: new Map(
        Object.entries(people).map(([group, names]) => [
          groupId(group),
          names.map((name) => `user-${name}`).toSorted(),
        ]),
      ),
      unread: new Map(),
      unnamed: null,
      users: new Map(everybody.map((name) => [`user-${name}`, { name, enabled: name !== 'eve' }])),
    },
    unread: [],
    showPeople: 'named',
    changeOf: () => null,
    commit: 'a'.repeat(40),
    repositoryUrl: null,
    at: NOW,
    ...more,
  });
}

/** `live Blue Admin dev main.yaml:20`, with what is special about it in brackets. */
export function line(report: AccessReport, grant: ReportGrant): string {
  const { account, permissionSet } = grant;
  const held = [report.permissionSets[permissionSet]?.name, report.accounts[account]?.name];
  return words(report, grant, held.join(' '));
}

function words(
  report: AccessReport,
  { principal, origins, state, ignored, expires }: ReportGrant | ReportApplicationGrant,
  held: string,
): string {
  const said = [state, report.principals[principal]?.name, held];
  const rules = origins.map((index) => report.origins[index]?.line);
  const special = [
    ...(rules.length === 0 ? ['no rule'] : []),
    ...(ignored ? ['ignored'] : []),
    ...(expires === null ? [] : [`until ${expires.slice(0, 10)}`]),
    ...(report.principals[principal]?.gone === true ? ['gone'] : []),
  ];
  return `${said.join(' ')}${special.length === 0 ? '' : ` (${special.join(', ')})`}`;
}

export function lines(report: AccessReport): string[] {
  return report.grants.map((grant) => line(report, grant));
}

/** `live Blue Grafana`, in the words of `line`. */
export function applicationLines(report: AccessReport): string[] {
  return report.applicationGrants.map((grant) =>
    words(report, grant, report.applications?.[grant.application]?.name ?? ''),
  );
}

/** Who is behind a principal, by names, else ids; null where that is not known. */
export function behind(report: AccessReport, name: string): readonly string[] | null {
  const members = report.principals.find((one) => one.name === name)?.members ?? null;
  return (
    members?.map((index) => {
      const person = report.persons[index];
      return person?.name ?? person?.id ?? 'out of reach';
    }) ?? null
  );
}
