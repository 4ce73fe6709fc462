import { peopleMode } from '../core/access/people-mode.ts';
import { explainAccess } from '../core/explain/explain-access.ts';
import { explainRule } from '../core/explain/explain-rule.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { AccessExplanation, RuleExplanation } from '../core/explain/explanation.ts';
import type { ExplainQuestion } from '../core/explain/question.ts';
import { type CommitId, noCommit } from '../core/model/ids.ts';
import { gatherAccess, type GatherAccessPorts } from '../effects/explain/gather-access.ts';
import { gatherRule } from '../effects/explain/gather-rule.ts';
import { requireMapping } from '../effects/gather-plan.ts';
import { loadVersion } from '../effects/load-version.ts';
import { RunProblem, runDiagnostic } from '../effects/run-problem.ts';
import { withoutFiles } from '../effects/without-files.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { explainSummary } from '../report/explain-summary.ts';
import { explainWords } from '../report/explain-words.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

export interface ExplainPorts extends GatherAccessPorts {
  readonly trees: TreeReader;
}

export interface ExplainTask {
  readonly question: ExplainQuestion;
  readonly directory: string;
  readonly region: string | null;
  /** Null where the trees are files on disk, in no commit. */
  readonly commit: CommitId | null;
  readonly isPublicRepository: boolean;
  /** True at a terminal: a job's log and summary are read by more people than asked. */
  readonly atTerminal: boolean;
  readonly runUrl: string | null;
}

/** What is written in place of a name where nobody may be named. */
const someone = 'this person';

export const EXPLANATION_FILE = 'explain.json';

/** Says why somebody has or lacks access, or what a rule gives. Changes nothing; the answer is the result. */
export async function explainMode(ports: ExplainPorts, task: ExplainTask): Promise<RunReport> {
  const head = await loadVersion(ports.trees, task.commit ?? noCommit, task.directory);
  const { question, region, runUrl } = task;
  // Of a rule there is nothing to say without files; of access AWS alone can tell.
  if (!head.exists && question.kind === 'rule')
    throw new RunProblem(head.checked.diagnostics, { result: 'invalid' });
  const mapping = head.exists ? requireMapping(head) : withoutFiles(task.directory);
  if (question.kind === 'rule') {
    const facts = await gatherRule(ports, { mapping, source: head.source }, question, region);
    const answer = explainRule(facts);
    return reportOf(answer, answer, runUrl);
  }
  const namesAllowed =
    task.atTerminal || peopleMode([mapping.settings.people], task.isPublicRepository) === 'names';
  const facts = await gatherAccess(
    ports,
    mapping,
    question,
    { namesPeople: task.atTerminal, shownAs: namesAllowed ? null : someone },
    region,
  );
  const answer = explainAccess(facts);
  const hidden =
    facts.who.kind === 'person'
      ? explainAccess({ ...facts, who: { ...facts.who, name: someone } })
      : answer;
  const report = reportOf(answer, task.atTerminal ? answer : hidden, runUrl);
  return head.exists ? report : { ...report, diagnostics: [noFiles(task.directory)] };
}

function noFiles(directory: string): Diagnostic {
  return runDiagnostic('missing-config-directory', `there are no mapping files in ${directory}`, {
    severity: 'info',
    why: 'so this is what AWS says alone',
    help: 'if there are some, name their directory with --config',
  });
}

function reportOf(
  answer: AccessExplanation | RuleExplanation,
  inLog: AccessExplanation | RuleExplanation,
  runUrl: string | null,
): RunReport {
  return {
    ...withoutPlan('clean', 0, { summary: explainSummary(answer, runUrl) }),
    words: explainWords(inLog),
    files: { [EXPLANATION_FILE]: `${JSON.stringify(answer, null, 2)}\n` },
  };
}
