import { createServer } from 'node:http';
import { onTestFinished, vi } from 'vitest';
import {
  createAwsReaders,
  type AwsReaders,
} from '../../../../src/adapters/aws/create-aws-readers.ts';
import { openAws } from '../../../../src/adapters/aws/open-aws.ts';

export interface Answers {
  readonly readers: AwsReaders;
  /** Operations in the order they were asked. */
  readonly asked: readonly string[];
}

/**
 * Readers on a server that gives the next answer of each operation, the last one again and again:
 * for what no honest simulator would say. A string is a body, word for word.
 */
export async function serveAnswers(
  answers: Readonly<Record<string, readonly unknown[]>>,
): Promise<Answers> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const target = request.headers['x-amz-target'];
      const operation = typeof target === 'string' ? (target.split('.')[1] ?? '') : 'query';
      const list = answers[operation] ?? [];
      const nth = asked.filter((other) => other === operation).length;
      asked.push(operation);
      const answer = list[Math.min(nth, list.length - 1)];
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${address.port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  let now = 0;
  const immediate = {
    now: () => now,
    // Waits are over at once; time limits never strike.
    sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
      if (signal !== undefined) return new Promise(() => undefined);
      now += milliseconds;
      return Promise.resolve();
    },
  };
  const options = { region: 'eu-west-1', requestsPerSecond: 1e6, env: {} };
  const connection = openAws({ ...options, clock: immediate });
  onTestFinished(() => {
    connection.close();
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  return { readers: createAwsReaders(connection), asked };
}
