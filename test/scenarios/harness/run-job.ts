import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert, vi } from 'vitest';
import { annotationsFor } from '../../../src/adapters/node/annotations.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { readActionInputs } from '../../../src/inputs.ts';
import { present } from '../../../src/modes/present.ts';
import { runMode } from '../../../src/modes/run-mode.ts';
import { type RunReport, withoutPlan } from '../../../src/modes/run-report.ts';
import type { WorkflowEvent } from '../../../src/simulator/github/events/workflow-event.ts';
import type { RepositoryHandle } from '../../../src/simulator/github/repository-handle.ts';
import type { Permissions } from '../../../src/simulator/github/world/account.ts';
import {
  createCommandFiles,
  inputVariables,
  jobEnvironment,
} from '../../../src/simulator/runner/job-environment.ts';
import { readAction } from '../../../src/simulator/runner/read-action.ts';
import { wire } from '../../../src/wiring.ts';
import { accessKeys, type Stage } from './stage.ts';

export interface JobOptions {
  /** More inputs, over action.yml's defaults. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** More permissions of the job's token. */
  readonly permissions?: Permissions;
  /** Cancels the job at the first line of progress that fits. */
  readonly cancelWhen?: (line: string) => boolean;
  /**
   * Ends the job at its nth write to AWS or Entra: cancelled, which it may tell; or killed, where that
   * request and every later one, to anybody, goes nowhere.
   */
  readonly endAtWrite?: { readonly nth: number; readonly how: 'cancelled' | 'killed' };
}

/** What one job left behind. */
export interface Job {
  readonly event: WorkflowEvent;
  /** Where the repository was checked out. */
  readonly workspace: string;
  readonly result: string;
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly plan: Plan | null;
  readonly planJson: string;
  readonly summary: string;
  /** The file that `record-path` names; empty where there is none. */
  readonly record: string;
  /** The files in the directory that `report-path` names; none where there is none. */
  readonly report: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
  /** As GitHub shows them at file and line. */
  readonly annotations: string;
  readonly log: string;
  readonly progress: readonly string[];
}

const actionFile = fileURLToPath(new URL('../../../action.yml', import.meta.url));

const permissions = {
  plan: { contents: 'read', 'pull-requests': 'write', statuses: 'read' },
  apply: { contents: 'read', 'pull-requests': 'write', statuses: 'write' },
  drift: { contents: 'read', issues: 'write', 'pull-requests': 'read', statuses: 'read' },
  doctor: { contents: 'read' },
  explain: { contents: 'read' },
  report: { contents: 'read', 'pull-requests': 'read' },
  import: { contents: 'read' },
} satisfies Record<string, Permissions>;

/** A checkout, then the Action's own road in this process, from its environment to its outputs. */
export async function runJob(
  stage: Stage,
  repository: RepositoryHandle,
  mode: keyof typeof permissions,
  event: WorkflowEvent,
  options: JobOptions = {},
): Promise<Job> {
  const temp = mkdtempSync(join(stage.temp, `${mode}-`));
  const workspace = join(temp, 'work');
  repository.checkout(event.sha, workspace, { ref: event.ref });
  const token = stage.gitHub.jobToken(repository, {
    ...permissions[mode],
    ...options.permissions,
  });
  const entra = entraOf(stage, mode, event);
  const env = {
    ...jobEnvironment({ event, workspace, temp, api: stage.gitHub }, createCommandFiles(temp)),
    ...entra.environment,
    ...inputVariables({
      ...readAction(actionFile, token).inputs,
      mode,
      ...entra.inputs,
      ...options.inputs,
    }),
  };
  for (const [name, value] of Object.entries(entra.environment)) vi.stubEnv(name, value);
  vi.stubEnv('AWS_ACCESS_KEY_ID', mode === 'apply' ? accessKeys.write : accessKeys.read);

  const cancel = new AbortController();
  const progress: string[] = [];
  const note = (line: string): void => {
    progress.push(line);
    if (options.cancelWhen?.(line) === true) cancel.abort(new Error('the job was cancelled'));
  };
  const speak = withoutCommands();
  const heal = endAtWrite(stage, options.endAtWrite, cancel);
  const { value, diagnostics } = readActionInputs(env, JSON.stringify(event.payload));
  let report: RunReport;
  let isPublicRepository = true;
  if (value === null) report = withoutPlan('invalid', 1, { diagnostics });
  else {
    const journal = { progress: note, warn: note };
    const ports = wire(value, env, workspace, journal, cancel.signal, stage.clock);
    // The page itself is built; what matters here is what is put into it.
    const page = { read: async () => '<!doctype html><!--data-->' };
    ({ report, isPublicRepository } = await runMode(value, { ...ports, page }));
    report = { ...report, diagnostics: [...diagnostics, ...report.diagnostics] };
    ports.close();
  }
  heal();
  speak();
  return { event, workspace, progress, ...presented(report, mode, isPublicRepository) };
}

/** What the runner reads from standard output, such as what to mask, is for nobody who runs tests. */
function withoutCommands(): () => void {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  const spy = vi
    .spyOn(stdout, 'write')
    .mockImplementation((text) => String(text).startsWith('::') || write(text));
  return () => {
    spy.mockRestore();
  };
}

/** `id-token: write` and the identity of the job in Entra, where the story has a tenant. */
function entraOf({ entra }: Stage, mode: string, event: WorkflowEvent) {
  if (entra === null) return { environment: {}, inputs: {} };
  const { simulator, issuer } = entra;
  return {
    environment: { ...simulator.environment, ...issuer.grant({ event }) },
    inputs: { 'entra-client-id': simulator.appId(mode === 'apply' ? 'apply' : 'plan') },
  };
}

/** Answers what mends the world again afterwards. */
function endAtWrite(stage: Stage, end: JobOptions['endAtWrite'], job: AbortController) {
  if (end === undefined) return () => undefined;
  const channel = 'http.client.request.start';
  let writes = 0;
  const count = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (!writesToAws(request) && !writesToEntra(request, stage)) return;
    writes += 1;
    if (writes !== end.nth) return;
    job.abort(new Error(`the job was ${end.how}`));
    if (end.how === 'cancelled') return;
    stage.aws.faults.add({ operation: '*', effect: { kind: 'connection-reset' } });
    stage.gitHub.fail({ operation: '*', times: Infinity, effect: { kind: 'reset' } });
    stage.entra?.simulator.faults.add({ path: '/**', effect: { kind: 'connection-reset' } });
  };
  subscribe(channel, count);
  return () => {
    unsubscribe(channel, count);
    stage.aws.faults.clear();
    stage.gitHub.faults.clear();
    stage.entra?.simulator.faults.clear();
    assert.isAtLeast(writes, end.nth, 'the job ended before it wrote so often');
  };
}

function writesToAws(request: ClientRequest): boolean {
  const target = request.getHeader('x-amz-target');
  return typeof target === 'string' && !/\.(?:List|Describe|Get|Lookup)/.test(target);
}

/** What is in a batch is read. */
function writesToEntra(request: ClientRequest, { entra }: Stage): boolean {
  if (entra === null || request.method === 'GET' || request.path.endsWith('/$batch')) return false;
  return request.getHeader('host') === new URL(entra.simulator.graphEndpoint).host;
}

function presented(report: RunReport, mode: keyof typeof permissions, isPublicRepository: boolean) {
  let log = '';
  let annotations = '';
  let outputs: Readonly<Record<string, string>> = {};
  let files: Readonly<Record<string, string>> = {};
  const output: Parameters<typeof present>[0] = {
    log: (text) => {
      log += text;
    },
    annotate: (diagnostics) => {
      annotations = annotationsFor(diagnostics).map(annotationText).join('\n');
    },
    writeFiles: (written) => {
      files = written;
      const paths = Object.keys(written).map((name) => [name, name]);
      return Object.fromEntries(paths) as Record<keyof typeof written, string>;
    },
    writeOutputs: (written) => {
      outputs = written;
    },
    writeSummary: () => undefined,
  };
  present(output, report, {
    about: mode,
    color: false,
    isPublicRepository,
    namesPeople: false,
  });
  const { result, exitCode, plan, diagnostics } = report;
  return {
    result,
    exitCode,
    plan,
    diagnostics,
    annotations,
    log,
    outputs,
    planJson: files['plan.json'] ?? '',
    record: files[outputs['record-path'] ?? ''] ?? '',
    report: filesIn(outputs['report-path'] ?? ''),
    summary: report.summary ?? '',
  };
}

function filesIn(directory: string): Readonly<Record<string, string>> {
  if (directory === '') return {};
  const names = readdirSync(directory).toSorted();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );
}

function annotationText({
  severity,
  title,
  message,
  place,
}: ReturnType<typeof annotationsFor>[number]): string {
  const where = place === null ? '' : ` at ${place.file}:${place.line}:${place.column}`;
  return `${severity}${where}: ${title}\n${message.replaceAll(/^/gm, '  ')}\n`;
}

/** Asserts how a job ended; where it ended otherwise, its log says why. */
export function ended(job: Job, result: string): void {
  assert.equal(job.result, result, `\n${job.log}\n`);
}

/** The result, the exit status and the outputs that say something. */
export function resultText({ result, exitCode, outputs }: Job): string {
  const told = Object.entries(outputs).filter(
    ([name, value]) =>
      ![
        'result',
        'plan-path',
        'summary-path',
        'record-path',
        'record-name',
        'report-path',
      ].includes(name) && !['', '0'].includes(value),
  );
  return [
    `result: ${result}`,
    `exit status: ${exitCode}`,
    ...told.map(([name, value]) => `${name}: ${value}`),
    '',
  ].join('\n');
}
