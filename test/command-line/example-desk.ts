import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { keys, openDesk, write } from './desk.ts';

/** A desk with what an example's files and profiles are, so that it can be typed as it stands. */
export function openExampleDesk(aws: AwsSimulator, line: string) {
  const profile = / --profile (\S+)/.exec(line)?.[1] ?? 'audit';
  const desk = openDesk({
    ...aws.environment,
    ...keys,
    ...(line.includes('terraform') && { AWS_REGION: 'eu-west-1' }),
  });
  write(desk.home, {
    '.aws/config': `[profile ${profile}]\nregion = eu-west-1\n`,
    '.aws/credentials': `[${profile}]\naws_access_key_id = AKIAAUDIT\naws_secret_access_key = of-audit\n`,
  });
  write(desk.folder, { 'terraform.tfstate': terraformState(aws) });
  // Whoever imports, or tells the doctor the Region, has no mapping files yet.
  if (/^(?:import|doctor --region) /.test(line)) {
    rmSync(join(desk.folder, 'access'), { recursive: true });
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    execFileSync('git', [...who, 'commit', '-am', 'Begin anew'], {
      cwd: desk.folder,
      stdio: 'ignore',
    });
  }
  return desk;
}

/** What `terraform state pull` gives where Terraform made the one permission set that is there. */
function terraformState(aws: AwsSimulator): string {
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
