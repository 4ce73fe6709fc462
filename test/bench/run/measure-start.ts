import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { startAction } from '../../../src/simulator/runner/run-action.ts';
import type { Stage } from './open-stage.ts';
import { actionFile } from './run-job.ts';

export interface StartUp {
  /** Real milliseconds from starting `node dist/index.js` until its first request comes in: the median. */
  readonly actionMilliseconds: number;
  /** The same for a script that does nothing else. */
  readonly nodeMilliseconds: number;
  readonly timesNode: number;
}

const tries = 7;

/** How long the packaged Action takes to get to work, beside what Node itself takes. */
export async function measureStart(stage: Stage): Promise<StartUp> {
  const action: number[] = [];
  const node: number[] = [];
  // In turns, so that a machine that gets slower or faster does so for both.
  for (let index = 0; index < tries; index += 1) {
    action.push(await untilRequest(() => startPacked(stage)));
    node.push(await untilRequest(() => startBare(stage.aws.url)));
  }
  const [actionMilliseconds, nodeMilliseconds] = [median(action), median(node)];
  return { actionMilliseconds, nodeMilliseconds, timesNode: actionMilliseconds / nodeMilliseconds };
}

interface Started {
  /** Ends it; resolves when it is gone. */
  stop(): Promise<unknown>;
}

function startPacked({ aws, gitHub, repository, first, temp }: Stage): () => Started {
  const own = mkdtempSync(join(temp, 'start-'));
  const workspace = join(own, 'work');
  const event = repository.events.push(first);
  repository.checkout(event.sha, workspace, { ref: event.ref });
  return () => {
    const running = startAction({
      actionFile,
      workspace,
      event,
      api: gitHub,
      token: gitHub.jobToken(repository),
      inputs: { mode: 'drift' },
      env: { ...aws.environment, AWS_ACCESS_KEY_ID: 'AKIABENCH', AWS_SECRET_ACCESS_KEY: 'bench' },
      temp: own,
    });
    return {
      stop: () => {
        running.kill();
        return running.done;
      },
    };
  };
}

function startBare(url: string): () => Started {
  const script = `require('node:http').get(${JSON.stringify(url)}, (answer) => answer.resume()).on('error', () => undefined)`;
  return () => {
    const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
    return {
      stop: async () => {
        child.kill('SIGKILL');
        await once(child, 'close');
      },
    };
  };
}

async function untilRequest(prepare: () => () => Started): Promise<number> {
  const start = prepare();
  const channel = 'http.server.request.start';
  let came = (): void => undefined;
  const request = new Promise<void>((resolve) => {
    came = resolve;
  });
  subscribe(channel, came);
  const begin = performance.now();
  const started = start();
  await request;
  const took = performance.now() - begin;
  unsubscribe(channel, came);
  await started.stop();
  return took;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
