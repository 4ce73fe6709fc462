import type { RuleFacts } from '../../core/explain/explain-rule.ts';
import { type FoundRule, ruleAt } from '../../core/explain/rule-at.ts';
import type { ExplainQuestion } from '../../core/explain/question.ts';
import type { Mapping, Rule } from '../../core/mapping/mapping.ts';
import type { MappingSource } from '../../core/mapping/mapping-source.ts';
import { nearest } from '../../core/diagnostics/nearest.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectExplain } from '../../ports/connect-explain.ts';
import { PortError } from '../../ports/port-error.ts';
import { findInstance } from '../find-instance.ts';
import { awsTarget } from '../gather-plan.ts';
import { runDiagnostic, RunProblem } from '../run-problem.ts';
import { readOrganization } from './read-organization.ts';
import { withTags } from './read-tags.ts';

export type RuleQuestion = Extract<ExplainQuestion, { readonly kind: 'rule' }>;

/** A rule and, where AWS can be asked, the organization that it is about. Rejects with RunProblem where the file has none. */
export async function gatherRule(
  ports: { readonly connectExplain: ConnectExplain; readonly clock: Clock },
  { mapping, source }: { readonly mapping: Mapping; readonly source: MappingSource },
  question: RuleQuestion,
  region: string | null,
): Promise<RuleFacts> {
  const found = findRule(mapping, source, question);
  const notes: string[] = [];
  const snapshot = await organizationOf(
    ports.connectExplain,
    { mapping, rule: found.rule },
    region,
    notes,
  );
  const now = new Date(ports.clock.now()).toISOString();
  return { mapping, found, line: question.line, snapshot, now, notes };
}

function findRule(mapping: Mapping, { files }: MappingSource, question: RuleQuestion): FoundRule {
  const bytes = files.find(({ path }) => path === question.file)?.bytes ?? null;
  const lines = bytes === null ? [] : new TextDecoder().decode(bytes).split(/\r?\n/);
  const found = ruleAt(mapping.rules, question, lines);
  if (found !== null) return found;
  const withRules = [...new Set(mapping.rules.map(({ at }) => at.file))].toSorted();
  const near = nearest(question.file, withRules);
  const known = files.some(({ path }) => path === question.file);
  const isOfApplications = mapping.applications.some(({ at }) => at.file === question.file);
  const none = isOfApplications
    ? 'has rules under applications, and only those under assignments are explained'
    : 'has no rule under assignments';
  const headline = known
    ? `${question.file} ${none}`
    : `${question.file} is no mapping file of ${mapping.directory}`;
  const some = withRules.slice(0, 5).join(', ');
  const help =
    near === null ? `rules stand in ${some === '' ? 'no file' : some}` : `did you mean ${near}?`;
  throw new RunProblem([runDiagnostic('invalid-input', headline, { help })]);
}

/** Null, with the reason noted, where there is nobody to ask: what the files say is told all the same. */
async function organizationOf(
  connectExplain: ConnectExplain,
  { mapping, rule }: { readonly mapping: Mapping; readonly rule: Rule },
  region: string | null,
  notes: string[],
): Promise<Snapshot | null> {
  try {
    const target = awsTarget(mapping, region);
    const { readers } = connectExplain(target);
    const instance = await findInstance(readers, mapping.settings, target.region);
    const snapshot = await readOrganization(readers, instance, 'all');
    const { accountSets } = mapping;
    const selectors = [...rule.accounts, ...rule.except];
    return await withTags(readers.organization, snapshot, { selectors, accountSets }, () => true);
  } catch (error) {
    const isKnown = error instanceof PortError || error instanceof RunProblem;
    if (!isKnown || (error instanceof PortError && error.kind === 'cancelled')) throw error;
    notes.push(
      `which accounts and groups these are is not known, since AWS could not be asked: ${error.message}`,
    );
    return null;
  }
}
