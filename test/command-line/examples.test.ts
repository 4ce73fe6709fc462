import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modePages } from '../../src/inputs/help/mode-pages.ts';
import { modes } from '../../src/inputs/mode.ts';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { keys, openAws, openDesk, write } from './desk.ts';

let aws: AwsSimulator;
beforeAll(async () => {
  aws = await openAws();
});
afterAll(() => aws.close());

/** What the example's files and profile are, so that it can be typed as it stands. */
function openExampleDesk(line: string) {
  const desk = openDesk({
    ...aws.environment,
    ...keys,
    ...(line.includes('terraform') && { AWS_REGION: 'eu-west-1' }),
  });
  write(desk.home, {
    '.aws/config': `[profile audit]\nregion = eu-west-1\n`,
    '.aws/credentials': `[audit]\naws_access_key_id = AKIAAUDIT\naws_secret_access_key = of-audit\n`,
  });
  write(desk.folder, { 'terraform.tfstate': terraformState() });
  // Whoever imports has no mapping files yet.
  if (line.startsWith('import')) rmSync(join(desk.folder, 'access'), { recursive: true });
  return desk;
}

/** What `terraform state pull` gives where Terraform made the one permission set that is there. */
function terraformState(): string {
  const { place, permissionSets } = aws.world.state;
  const arn = permissionSets.values()[0]?.arn ?? '';
  const instance = place.instance.arn;
  const set = { arn, id: `${arn},${instance}`, instance_arn: instance, name: 'DeveloperAccess' };
  return JSON.stringify({
    version: 4,
    terraform_version: '1.13.5',
    serial: 1,
    lineage: '11111111-2222-3333-4444-555555555555',
    outputs: {},
    resources: [
      {
        mode: 'managed',
        type: 'aws_ssoadmin_permission_set',
        name: 'developer',
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [{ schema_version: 0, attributes: set, sensitive_attributes: [] }],
      },
    ],
    check_results: null,
  });
}

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
    const desk = openExampleDesk(line);
    const { status, stdout, stderr } = await desk.run(...line.split(' '));
    const said = stdout + stderr;
    expect(said).not.toMatch(/not-implemented|error unexpected|unknown-mode/);
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
    const desk = openExampleDesk(line);
    const { stdout, stderr } = await desk.run(...line.split(' '), '--json');
    expect(JSON.parse(stdout)).toHaveProperty('schema');
    expect(stderr).toContain('result: ');
  });
});
