import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modePages } from '../../src/inputs/help/mode-pages.ts';
import { modes } from '../../src/inputs/mode.ts';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { openAws } from './desk.ts';
import { openExampleDesk } from './example-desk.ts';

let aws: AwsSimulator;
beforeAll(async () => {
  aws = await openAws();
});
afterAll(() => aws.close());

/** How each ends here, in an organization that lacks one assignment; 0 if it is not listed. */
const statuses: Readonly<Record<string, number>> = {
  'plan --base main --exit-code': 2,
  apply: 1,
  drift: 1,
  'drift --read complete': 1,
  doctor: 1,
  'doctor --region eu-west-1': 1,
};
/** Tested elsewhere: what ends with Ctrl-C alone, and what needs the page that only the build makes. */
const elsewhere = ['validate --watch', 'report --output access-review'];

describe('the examples of --help', () => {
  const examples = modes.flatMap((mode) => modePages[mode].examples.map(({ line }) => line));

  it.each(examples.filter((line) => !elsewhere.includes(line)))('run as told: %s', async (line) => {
    const desk = openExampleDesk(aws, line);
    const { status, stdout, stderr } = await desk.run(...line.split(' '));
    const said = stdout + stderr;
    expect(said).not.toMatch(/missing-config-directory|error unexpected|unknown-mode/);
    expect(said).not.toMatch(/^\s+at .*:\d+:\d+\)?$/mu);
    expect(said).not.toContain('\u001B');
    expect({ line, status, said }).toEqual({ line, status: statuses[line] ?? 0, said });
    expect(line.includes('--json') ? JSON.parse(stdout) : {}).toBeTypeOf('object');
    expect(aws.log.writes()).toEqual([]);
  });

  const inWords = [
    'apply',
    'drift',
    'import --region eu-west-1',
    'doctor',
    'explain --rule access/payments.yaml:14',
  ];

  it.each(inWords)('can be had as one JSON document too: %s', async (line) => {
    const desk = openExampleDesk(aws, line);
    const { stdout, stderr } = await desk.run(...line.split(' '), '--json');
    expect(JSON.parse(stdout)).toHaveProperty('schema');
    expect(stderr).toContain('result: ');
  });
});
