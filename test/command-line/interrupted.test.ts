import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { keys, openAws, openDesk } from './desk.ts';

let aws: AwsSimulator;
beforeAll(async () => {
  aws = await openAws();
});
afterAll(() => aws.close());

it.each(['plan', 'drift', 'explain'])(
  '%s that Ctrl-C stopped says so in one line',
  async (mode) => {
    const desk = openDesk({ ...aws.environment, ...keys });
    const question = ['--principal', 'ada@example.com', '--account', 'payments-dev'];
    const running = desk.run(mode, ...(mode === 'explain' ? question : []));
    process.emit('SIGINT', 'SIGINT');
    const { status, stdout } = await running;
    expect(stdout).toBe('interrupted: nothing was changed in AWS or Entra ID\nresult: failed\n');
    expect(status).toBe(130);
  },
);
