import { hasErrors, type Checked } from './core/diagnostics/diagnostic.ts';
import type { ExplainQuestion } from './core/explain/question.ts';
import { readActionFields, type ActionFields } from './inputs/action-fields.ts';
import { chooseMode } from './inputs/choose-mode.ts';
import { type EntraInputs, readJobEntra, readTerminalEntra } from './inputs/entra-inputs.ts';
import type { Environment } from './inputs/environment.ts';
import { readQuestion } from './inputs/explain-question.ts';
import type { Command } from './inputs/read-command.ts';
import { importDefaults, type Importing } from './inputs/importing.ts';
import { readGitHubInputs, type GitHubInputs } from './inputs/github-inputs.ts';
import type { Mode } from './inputs/mode.ts';
import { problem } from './inputs/problem.ts';
import { readEvent } from './inputs/read-event.ts';
import type { RunContext } from './inputs/run-context.ts';

/** Everything a run is told from outside, checked. Nothing reads the environment again. */
export interface Inputs extends Omit<
  ActionFields,
  'mode' | 'githubToken' | 'entraClientId' | 'entraTenantId' | 'question'
> {
  readonly mode: Mode;
  readonly importing: Importing;
  /** What explain is asked; null for every other mode. */
  readonly question: ExplainQuestion | null;
  /** Where `report` writes its files at a terminal; null for `access-report`, and in a job. */
  readonly output: string | null;
  /** Whether `validate` goes on and checks again after each change; never in a job. */
  readonly watch: boolean;
  /** Where `validate` writes a schema with the names of the files, for editors; never in a job. */
  readonly writeSchema: string | null;
  /** The AWS profile that a command line names; null for what the environment says. */
  readonly awsProfile: string | null;
  readonly context: RunContext;
  /** Null on a command line without GITHUB_TOKEN and GITHUB_REPOSITORY, and for an offline `validate`. */
  readonly github: GitHubInputs | null;
  readonly entra: EntraInputs;
}

/** The inputs of a step; `event` is the content of GITHUB_EVENT_PATH, null where it cannot be read. */
export function readActionInputs(env: Environment, event: string | null): Checked<Inputs> {
  const { fields, diagnostics: fieldProblems } = readActionFields(env);
  const {
    mode: asked,
    githubToken,
    entraClientId,
    entraTenantId,
    question: parts,
    ...rest
  } = fields;
  const context = readEvent(env, event);
  const diagnostics = [...fieldProblems, ...context.diagnostics];
  if (context.value === null) return { value: null, diagnostics };

  const choice = chooseMode(asked, context.value, fields.approvePlan);
  const { question, diagnostics: unclear } = readQuestion(asked, parts, (name) => `input ${name}`);
  diagnostics.push(...choice.diagnostics, ...unclear);
  const github = readGitHubInputs(env, githubToken);
  if (github === null && choice.mode !== null && choice.mode !== 'validate')
    diagnostics.push(
      problem('invalid-input', 'input github-token is empty, or GITHUB_REPOSITORY is not set', {
        help: "leave github-token out to use the job's own token",
      }),
    );
  if (choice.mode === null || hasErrors(diagnostics)) return { value: null, diagnostics };
  const entra = readJobEntra(env, { clientId: entraClientId, tenantId: entraTenantId });
  const terminalOnly = {
    importing: importDefaults,
    output: null,
    watch: false,
    writeSchema: null,
    awsProfile: null,
  };
  const value: Inputs = {
    ...rest,
    ...terminalOnly,
    mode: choice.mode,
    // A head from outside is only validated, whatever was asked.
    question: choice.mode === 'explain' ? question : null,
    context: context.value,
    github,
    entra,
  };
  return { value, diagnostics };
}

/** The inputs of a command line that runs a mode. */
export function readTerminalInputs(
  { flags, diagnostics }: Extract<Command, { kind: 'run' }>,
  env: Environment,
): Checked<Inputs> {
  if (flags.mode === null || hasErrors(diagnostics)) return { value: null, diagnostics };
  const { mode, base, head, json, exitCode, region, profile, noColor: _, ...rest } = flags;
  const token = env['GITHUB_TOKEN'] ?? env['GH_TOKEN'] ?? '';
  const value: Inputs = {
    ...rest,
    mode,
    approvePlan: null,
    newAccounts: 'report',
    failOnDrift: true,
    driftPullRequest: false,
    awsRegion: region,
    awsProfile: profile,
    context: { kind: 'terminal', base, head, json, exitCode },
    github: readGitHubInputs(env, token),
    entra: readTerminalEntra(env),
  };
  return { value, diagnostics };
}
