import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowEvent } from '../../../src/simulator/github/events/workflow-event.ts';
import {
  createCommandFiles,
  inputVariables,
  jobEnvironment,
} from '../../../src/simulator/runner/job-environment.ts';
import { readAction } from '../../../src/simulator/runner/read-action.ts';
import type { JobMessage, TimeMessage } from './job-message.ts';
import type { Stage } from './open-stage.ts';

type Ended = Extract<JobMessage, { kind: 'ended' }>;

/** What the workflow asks for. */
export interface JobInputs {
  readonly mode: 'apply' | 'drift' | 'plan';
  readonly read?: 'complete';
}

export interface EndedJob extends Ended {
  /** From its start to its end, in simulated time. */
  readonly seconds: number;
}

export const actionFile = fileURLToPath(new URL('../../../action.yml', import.meta.url));

/** Real milliseconds after which a job that neither asks nor ends is given up. */
const patience = 120_000;

/** One job, whose time passes only while it and the simulators wait. */
export async function runJob(
  stage: Stage,
  inputs: JobInputs,
  event: WorkflowEvent,
): Promise<EndedJob> {
  const { aws, time } = stage;
  const startsAt = time.now();
  const child = fork(stage.job, [], {
    env: { ...environment(stage, inputs, event), BENCH_STARTS_AT: String(startsAt) },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = await follow(child, stage);
  const seconds = (time.now() - startsAt) / 1000;
  await aws.settled();
  return { ...ended, seconds };
}

function environment(stage: Stage, inputs: JobInputs, event: WorkflowEvent): NodeJS.ProcessEnv {
  const { aws, gitHub, repository } = stage;
  const temp = mkdtempSync(join(stage.temp, `${inputs.mode}-`));
  const workspace = join(temp, 'work');
  repository.checkout(event.sha, workspace, { ref: event.ref });
  const token = gitHub.jobToken(repository);
  return {
    PATH: process.env['PATH'],
    ...jobEnvironment({ event, workspace, temp, api: gitHub }, createCommandFiles(temp)),
    ...inputVariables({ ...readAction(actionFile, token).inputs, ...inputs }),
    ...aws.environment,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIABENCH',
    AWS_SECRET_ACCESS_KEY: 'bench',
  };
}

function follow(child: ChildProcess, { time }: Stage): Promise<Ended> {
  return new Promise((resolve, reject) => {
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => {
        log = (log + text.toString()).slice(-5000);
      });
    let ended: Ended | undefined;
    let quiet: Extract<JobMessage, { kind: 'quiet' }> | undefined;
    const giveUp = (): void => {
      child.kill();
    };
    let timer = setTimeout(giveUp, patience);
    // Time moves when all that the job waits for is time: its own, or that of answers held back.
    const move = (): void => {
      if (quiet === undefined || quiet.open !== time.asleep) return;
      const next = Math.min(quiet.next ?? Infinity, time.nextWake ?? Infinity);
      if (next === Infinity) return;
      quiet = undefined;
      time.advance(Math.max(0, next - time.now()));
      child.send({ now: time.now() } satisfies TimeMessage, () => undefined);
    };
    time.onSleep = move;
    child.on('message', (message: JobMessage) => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
      if (message.kind === 'ended') ended = message;
      else {
        quiet = message;
        move();
      }
    });
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      time.onSleep = () => undefined;
      if (ended === undefined) reject(new Error(`the job did not end:\n${log}`));
      else resolve(ended);
    });
  });
}
