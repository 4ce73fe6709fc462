import { peopleMode } from '../core/access/people-mode.ts';
import { adoptionOf, type AdoptionQuestion } from '../core/adopt/adoption-of.ts';
import type { Mapping } from '../core/mapping/mapping.ts';
import type { CommitId } from '../core/model/ids.ts';
import type { PlanInputs } from '../core/plan/build-plan.ts';
import { driftReport } from '../core/drift/drift-report.ts';
import { planVerdict } from '../core/outcome/result.ts';
import { explainDrift } from '../effects/explain-drift.ts';
import { findInstance } from '../effects/find-instance.ts';
import { awsTarget, gatherPlan, type ReadChoice, requireMapping } from '../effects/gather-plan.ts';
import { guardedPlan } from '../effects/guarded-plan.ts';
import { readApplyHistory, statusContext } from '../effects/last-complete-apply.ts';
import { loadBetween } from '../effects/load-between.ts';
import { mappingAt } from '../effects/mapping-at.ts';
import { readKnownNames } from '../effects/read-known-names.ts';
import { loadVersion } from '../effects/load-version.ts';
import { proposeAdoption } from '../effects/propose-adoption.ts';
import { peoplePorts } from '../effects/tell-people.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectReaders } from '../ports/connect.ts';
import type { ConnectDirectory, ConnectDirectoryPeople } from '../ports/connect-directory.ts';
import type { GitHubReader } from '../ports/github.ts';
import type { ChangeWriter } from '../ports/github-changes.ts';
import type { IssueReader, IssueWriter } from '../ports/github-issues.ts';
import type { Journal } from '../ports/journal.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import type { Plan } from '../core/plan/plan.ts';
import { renderAdoption } from '../report/render-adoption.ts';
import { renderSummary } from '../report/render-summary.ts';
import type { RunReport } from './run-report.ts';
import { tellDrift, type ToldDrift, viewOf } from './tell-drift.ts';

export interface DriftPorts {
  readonly connect: ConnectReaders;
  readonly connectDirectory: ConnectDirectory;
  readonly connectDirectoryPeople: ConnectDirectoryPeople;
  readonly trees: TreeReader;
  /** Null at a terminal without GitHub: then nothing is known of earlier applies. */
  readonly github: GitHubReader | null;
  /** Null where this run is not to tell in issues: at a terminal, or of another branch's files. */
  readonly issues: (IssueReader & IssueWriter) | null;
  /** Null where no pull request is to keep what drifted. */
  readonly changes: ChangeWriter | null;
  readonly clock: Clock;
  readonly journal: Journal;
}

export interface DriftTask {
  readonly directory: string;
  readonly region: string | null;
  readonly commit: CommitId;
  /** A plan started by hand looks for what an apply would do; drift is told beside it. */
  readonly lookingFor: 'changes' | 'drift';
  readonly failOnDrift: boolean;
  readonly read: ReadChoice;
  readonly runUrl: string | null;
  readonly repositoryUrl: string | null;
  readonly isPublicRepository: boolean;
}

/** Compares the files with what is live, and says what moved and who did it. Changes nothing in AWS or Entra. */
export async function driftMode(ports: DriftPorts, task: DriftTask): Promise<RunReport> {
  const head = await loadVersion(ports.trees, task.commit, task.directory);
  const mapping = requireMapping(head);
  const { readers, gathered, inputs, now } = await gather(ports, task, mapping);
  const forDrift = task.lookingFor === 'drift';
  const hidesPeople = peopleMode([mapping.settings.people], task.isPublicRepository) !== 'names';
  const { plan } = await guardedPlan(peoplePorts({ ...ports, readers }, gathered), inputs);
  const told = forDrift
    ? await tell({ ...ports, readers }, { ...task, hidesPeople }, plan, {
        inputs,
        source: head.source,
        now,
      })
    : untold;
  const summary = renderSummary(plan, {
    ...task,
    isPublicRepository: hidesPeople,
    occasion: forDrift ? 'drift' : 'apply',
  });
  return {
    ...planVerdict(plan, { counts: forDrift, fails: task.failOnDrift }),
    plan,
    outcomes: [],
    hidesPeople,
    summary: told.summary === '' ? summary : `${summary}\n${told.summary}\n`,
    diagnostics: [...head.checked.diagnostics, ...told.diagnostics],
    approveDigest: plan.operations.length === 0 || !forDrift ? null : plan.digest,
    failed: 0,
    commentUrl: null,
    issueUrl: told.issueUrl,
    ...(told.view !== null && { drift: told.view }),
  };
}

/** What is live, and what a plan of it counts from: the last complete apply. */
async function gather(ports: DriftPorts, task: DriftTask, mapping: Mapping) {
  const target = awsTarget(mapping, task.region);
  const readers = ports.connect(target);
  const instance = await findInstance(readers, mapping.settings, target.region);
  const context = statusContext(mapping.settings.owner.value, instance.arn);
  const history =
    ports.github === null ? null : await readApplyHistory(ports.github, task.commit, context);
  const lastComplete = history?.lastComplete ?? null;
  // With nothing to count from, the files are compared with the world, and all that differs is drift.
  const nothing = task.lookingFor === 'drift' ? mapping : null;
  const own = { commit: task.commit, mapping };
  const now = new Date(ports.clock.now()).toISOString();
  const base =
    lastComplete === null
      ? nothing
      : await mappingAt(ports.trees, lastComplete.commit, task.directory, own);
  const gathered = await gatherPlan(
    { ...ports, readers },
    {
      instance,
      mappings: {
        head: mapping,
        base,
        lastApplied: base,
        lastAppliedAt: lastComplete?.at ?? null,
        between: history === null ? [] : await loadBetween(ports.trees, history, task.directory),
      },
      now,
      about: 'everything',
      read: task.read,
      knownNames: () => readKnownNames(ports.github, instance.arn),
    },
  );
  const inputs: PlanInputs = {
    ...gathered,
    headCommit: task.commit,
    baseCommit: lastComplete?.commit ?? null,
    guarded: false,
    baseMapping: base,
    baseUnreadable: false,
    digestIncludesDrift: task.lookingFor === 'drift',
  };
  return { readers, gathered, inputs, now };
}

const untold: ToldDrift = { view: null, issueUrl: null, summary: '', diagnostics: [] };

async function tell(
  { github, issues, changes, clock, readers }: DriftPorts & { readonly readers: AwsReadPorts },
  task: DriftTask & { readonly hidesPeople: boolean },
  plan: Plan,
  question: AdoptionQuestion,
): Promise<ToldDrift> {
  const { snapshot } = question.inputs;
  const now = clock.now();
  const report = driftReport(plan, snapshot);
  const causes = await explainDrift(readers.trail, report.entries, snapshot, now);
  // A pull request would show the names.
  const namesPeople = changes === null || !task.hidesPeople;
  const adoption = report.entries.length === 0 ? null : adoptionOf({ ...question, namesPeople });
  const today = new Date(now).toISOString().slice(0, 10);
  const telling = { ...task, today };
  const found = { plan, report, causes, adoption, adoptionUrl: null, snapshot };
  const proposed =
    github === null || changes === null
      ? null
      : await proposeAdoption(
          { github, changes },
          {
            adoption,
            isWhole: report.unread.length === 0 && !report.isBlindTo(null),
            instance: plan.instance,
            owner: plan.owner,
            commit: task.commit,
            write: ({ kind, login }) => {
              const isJobToken = kind === 'bot' && login === 'github-actions';
              return renderAdoption(viewOf(telling, found, null), { isJobToken });
            },
          },
        );
  const ports = github === null || issues === null ? null : { github, issues };
  const told = await tellDrift(ports, telling, { ...found, adoptionUrl: proposed?.url ?? null });
  return { ...told, diagnostics: [...(proposed?.diagnostics ?? []), ...told.diagnostics] };
}
