import { noCommit, type CommitId } from '../core/model/ids.ts';
import { problemsOf } from '../effects/problems-of.ts';
import { runDiagnostic, RunProblem } from '../effects/run-problem.ts';
import type { Inputs } from '../inputs.ts';
import { type Attempt, renderErrorSummary } from '../report/render-error-comment.ts';
import { renderInvalidSummary } from '../report/render-invalid-comment.ts';
import type { AllPorts } from './all-ports.ts';
import { commitIfAny, commitOf, mergedCommit } from './commit-of.ts';
import { doctorMode } from './doctor.ts';
import { driftIssues, tellFailure } from './drift-issues.ts';
import { driftMode } from './drift.ts';
import { findPlanCommits, isCompared } from './find-plan-commits.ts';
import { type Frame, frameOf } from './frame.ts';
import { importMode } from './import.ts';
import { interruptedReport, isInterrupted } from './interrupted.ts';
import { planMode } from './plan.ts';
import { reportMode } from './report.ts';
import { runApply } from './run-apply.ts';
import { runExplain } from './run-explain.ts';
import { type RunReport, withoutPlan } from './run-report.ts';
import { nothingCommittedNote, uncommittedNote } from './uncommitted-note.ts';
import { validateMode } from './validate.ts';

/** Chooses what to do by the inputs, and does it. A user's mistake is a report, never a rejection. */
export async function runMode(
  inputs: Inputs,
  ports: AllPorts,
): Promise<{ readonly report: RunReport; readonly isPublicRepository: boolean }> {
  // Until GitHub says that it is private, a log counts as public.
  let isPublicRepository = inputs.github !== null;
  try {
    const frame = await frameOf(inputs, ports);
    ({ isPublicRepository } = frame);
    const report = await dispatch(inputs, ports, frame);
    if (inputs.mode !== 'plan' || !isOnDisk(inputs)) return { report, isPublicRepository };
    const notes = await uncommittedNote(ports, await commitOf(inputs, ports), inputs.config);
    const diagnostics = [...report.diagnostics, ...notes];
    return { report: { ...report, diagnostics }, isPublicRepository };
  } catch (error) {
    if (inputs.mode !== 'apply' && isInterrupted(error))
      return { report: interruptedReport(), isPublicRepository };
    const issueUrl = await tellFailure(inputs, ports, error);
    const diagnostics = problemsOf(error);
    if (diagnostics === null) throw error;
    const result = error instanceof RunProblem ? error.result : 'failed';
    const links = { head: null, repositoryUrl: null };
    const summary =
      result !== 'failed'
        ? renderInvalidSummary(diagnostics, links)
        : renderErrorSummary(diagnostics, { ...links, attempt: attemptOf(inputs.mode) });
    const report = { ...withoutPlan(result, 1, { diagnostics, summary }), issueUrl };
    return { report, isPublicRepository };
  }
}

/** Nothing rejects once an apply has begun to write: what fails then is told in its report. */
function attemptOf(mode: Inputs['mode']): Attempt {
  return mode === 'apply' || mode === 'drift' || mode === 'doctor' || mode === 'report'
    ? mode
    : 'plan';
}

async function dispatch(inputs: Inputs, ports: AllPorts, frame: Frame): Promise<RunReport> {
  switch (inputs.mode) {
    case 'validate': {
      const withSchema = inputs.writeSchema !== null;
      if (isOnDisk(inputs))
        return validateMode({ trees: ports.workingTree }, { ...frame, withSchema, head: null });
      const head = await commitOf(inputs, ports);
      return validateMode({ trees: ports.trees }, { ...frame, withSchema, head });
    }
    case 'plan': {
      const { context } = inputs;
      // Without a pull request a plan counts from the last complete apply, as the apply itself would.
      if (!isCompared(context)) return lookAt(inputs, ports, frame, 'changes');
      const commits = await findPlanCommits(context, ports);
      if (commits === null) {
        const stale = runDiagnostic('not-current', 'the pull request has moved on or is closed', {
          severity: 'info',
          help: 'nothing to do: the run of the newer commit comments',
        });
        return withoutPlan('superseded', 0, { diagnostics: [stale] });
      }
      return planMode(
        {
          ...readingPorts(ports),
          comments: ports.gitHub?.comments ?? null,
          reviews: ports.gitHub?.reviews ?? null,
        },
        { ...frame, ...commits, always: context.kind === 'terminal' },
      );
    }
    case 'drift':
      return lookAt(inputs, ports, frame, 'drift');
    case 'apply':
      return runApply(inputs, ports, frame);
    case 'doctor': {
      const commit = await commitIfAny(inputs, ports);
      const report = await doctorMode(federationPorts(ports), { ...frame, commit });
      return withUnread(report, commit, inputs, ports);
    }
    case 'report': {
      const commit = await mergedCommit(inputs, ports);
      const report = await reportMode(reportPorts(inputs, ports), { ...frame, commit });
      return withUnread(report, commit, inputs, ports);
    }
    case 'import':
      return importMode(importPorts(ports), {
        ...frame,
        owner: inputs.owner,
        repositoryName: inputs.github?.repository.name ?? ports.repositoryName,
        importing: inputs.importing,
      });
    case 'explain':
      return runExplain(inputs, ports, frame);
  }
}

async function withUnread(
  report: RunReport,
  commit: CommitId,
  { config }: Inputs,
  { workingTree }: AllPorts,
): Promise<RunReport> {
  if (commit !== noCommit) return report;
  const notes = await nothingCommittedNote(workingTree, config);
  return { ...report, diagnostics: [...report.diagnostics, ...notes] };
}

async function lookAt(
  inputs: Inputs,
  ports: AllPorts,
  frame: Frame,
  lookingFor: 'changes' | 'drift',
): Promise<RunReport> {
  const issues = (await driftIssues(inputs, ports))?.issues ?? null;
  const isProposed = issues !== null && inputs.driftPullRequest;
  const changes = isProposed ? (ports.gitHub?.changes ?? null) : null;
  return driftMode(
    { ...readingPorts(ports), issues, changes },
    {
      ...frame,
      ...inputs,
      lookingFor,
      commit: await commitOf(inputs, ports),
    },
  );
}

/** What a mode that must not write is handed: there is nothing in it that could. */
function readingPorts({
  connectReaders,
  connectDirectory,
  connectDirectoryPeople,
  trees,
  gitHub,
  clock,
  journal,
}: AllPorts) {
  const github = gitHub?.reader ?? null;
  const connect = { connect: connectReaders, connectDirectory, connectDirectoryPeople };
  return { ...connect, trees, github, clock, journal };
}

function importPorts({ connectReaders: connect, workingTree, mappingFiles, ...rest }: AllPorts) {
  const { states, clock, journal } = rest;
  return { connect, trees: workingTree, files: mappingFiles, states, clock, journal };
}

function federationPorts(ports: AllPorts) {
  const { connectFederationAws, connectFederation, trees, clock, journal } = ports;
  return { connectFederationAws, connectFederation, trees, clock, journal };
}

function reportPorts({ context }: Inputs, ports: AllPorts) {
  const { connectFederationAws, connectDirectory, trees, lines, page, clock, journal } = ports;
  // One JSON document on standard output is the whole report.
  const files = context.kind === 'terminal' && context.json ? null : ports.reportFiles;
  return { connectFederationAws, connectDirectory, trees, lines, page, files, clock, journal };
}

/** True for somebody at a terminal who named no commit: what they see is what is on disk. */
function isOnDisk({ context }: Inputs): boolean {
  return context.kind === 'terminal' && context.head === null;
}
