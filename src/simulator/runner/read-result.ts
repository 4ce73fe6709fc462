import { readFileSync, statSync } from 'node:fs';
import type { CommandFiles } from './job-environment.ts';
import type { Annotation, JobLog } from './job-log.ts';
import { parseFileCommands } from './parse-file-commands.ts';

/** A summary above this is not uploaded at all; the step goes on. */
const summaryLimit = 1024 * 1024;

export interface ActionResult {
  /** Null where a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly conclusion: 'cancelled' | 'failure' | 'success';
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** As the job's page shows it: masked, and empty where it was too large. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly log: string;
  /** RUNNER_TEMP, where files that outputs name still are. */
  readonly temp: string;
}

export interface EndedAction {
  readonly log: JobLog;
  readonly files: CommandFiles;
  readonly temp: string;
  readonly code: number | null;
  readonly signal: string | null;
  readonly cancelled: boolean;
}

function readSummary(log: JobLog, file: string): string {
  const { size } = statSync(file);
  if (size <= summaryLimit) return log.masks.hide(readFileSync(file, 'utf8'));
  const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.floor(size / 1024)}k.`;
  log.annotate({ level: 'error', message });
  return '';
}

export function readResult({
  log,
  files,
  temp,
  code,
  signal,
  cancelled,
}: EndedAction): ActionResult {
  let unreadable = false;
  const values = (file: string, name: string): Record<string, string> => {
    try {
      return parseFileCommands(readFileSync(file, 'utf8'));
    } catch (error) {
      unreadable = true;
      log.annotate({
        level: 'error',
        message: `Unable to process file command '${name}' successfully.`,
      });
      log.annotate({
        level: 'error',
        message: error instanceof Error ? error.message : String(error),
      });
      return {};
    }
  };
  const outputs = { ...log.outputs, ...values(files.output, 'output') };
  const env = values(files.env, 'env');
  const summary = readSummary(log, files.summary);
  const failed = code !== 0 || unreadable;
  return {
    exitCode: code,
    signal,
    conclusion: cancelled ? 'cancelled' : failed ? 'failure' : 'success',
    outputs,
    env,
    summary,
    annotations: log.annotations,
    log: log.lines.join('\n'),
    temp,
  };
}
