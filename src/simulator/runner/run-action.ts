import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { IdTokenIssuer } from './id-token-issuer.ts';
import { createCommandFiles, inputVariables, jobEnvironment } from './job-environment.ts';
import type { JobContext } from './job-environment.ts';
import { JobLog } from './job-log.ts';
import { Masks } from './masks.ts';
import { readAction } from './read-action.ts';
import { readResult } from './read-result.ts';
import type { ActionResult } from './read-result.ts';

export interface RunOptions extends Omit<JobContext, 'temp'> {
  /** The program to start; read from `actionFile` if not said. */
  readonly entry?: string;
  /** An action.yml, whose defaults fill in the inputs. */
  readonly actionFile?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** What `github.token` is; masked like every secret. */
  readonly token?: string;
  readonly secrets?: readonly string[];
  /** Beside the runner's own variables the action sees PATH and these, and nothing of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly temp?: string;
  /** Gives the job `id-token: write`, and the name of its environment if it has one. */
  readonly idToken?: { readonly issuer: IdTokenIssuer; readonly environment?: string };
  /** Shortens the grace of a cancelled job: at 0.1 it is 0.75 s and 0.25 s. */
  readonly timeScale?: number;
  /** Cancels the job at the first line of its log that fits. */
  readonly cancelWhen?: (line: string) => boolean;
  /** Kills the job there and then, as a runner that is lost does. */
  readonly killWhen?: (line: string) => boolean;
  /** A job that runs longer is cancelled. */
  readonly timeoutMilliseconds?: number;
}

export interface RunningAction {
  readonly done: Promise<ActionResult>;
  readonly log: JobLog;
  cancel(): void;
  kill(): void;
}

const grace = { interrupt: 7500, terminate: 2500 };

function follow(stream: Readable | null, onLine: (line: string) => void): Promise<void> {
  if (stream === null) return Promise.resolve();
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  lines.on('line', onLine);
  return new Promise((resolve) => lines.on('close', resolve));
}

/** SIGINT, then SIGTERM, then the end, as the runner does it with a cancelled job. */
function canceller(child: ChildProcess, scale: number): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    child.kill('SIGINT');
    const timers: NodeJS.Timeout[] = [];
    timers.push(setTimeout(() => child.kill('SIGTERM'), grace.interrupt * scale));
    timers.push(
      setTimeout(() => child.kill('SIGKILL'), (grace.interrupt + grace.terminate) * scale),
    );
    child.once('exit', () => timers.forEach((timer) => clearTimeout(timer)));
  };
}

/** Starts an action as the Actions runner starts one. */
export function startAction(options: RunOptions): RunningAction {
  const temp = options.temp ?? mkdtempSync(join(tmpdir(), 'runner-'));
  mkdirSync(temp, { recursive: true });
  const token = options.token ?? '';
  const action =
    options.actionFile === undefined ? undefined : readAction(options.actionFile, token);
  const entry = options.entry ?? action?.entry;
  if (entry === undefined) throw new Error('say which program to run: entry or actionFile');
  const files = createCommandFiles(temp);
  const { idToken, ...job } = options;
  const grant = idToken?.issuer.grant({
    ...job,
    ...(idToken.environment !== undefined && { environment: idToken.environment }),
  });
  const secrets = [token, grant?.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '', ...(options.secrets ?? [])];
  const log = new JobLog(new Masks(secrets));
  const child = spawn(process.execPath, [entry], {
    cwd: options.workspace,
    env: {
      PATH: process.env['PATH'],
      ...jobEnvironment({ ...options, temp }, files),
      ...grant,
      ...inputVariables({ ...action?.inputs, ...options.inputs }),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let cancelled = false;
  const stop = canceller(child, options.timeScale ?? 1);
  const cancel = (): void => {
    cancelled = true;
    stop();
  };
  const kill = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(cancel, options.timeoutMilliseconds ?? 120_000);
  const onLine = (line: string): void => {
    log.read(line);
    if (options.cancelWhen?.(line) === true) cancel();
    if (options.killWhen?.(line) === true) kill();
  };
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const done = Promise.all([
    ended,
    follow(child.stdout, onLine),
    follow(child.stderr, onLine),
  ]).then(([{ code, signal }]) => {
    clearTimeout(timer);
    return readResult({ log, files, temp, code, signal, cancelled });
  });
  return { done, log, cancel, kill };
}

export function runAction(options: RunOptions): Promise<ActionResult> {
  return startAction(options).done;
}
