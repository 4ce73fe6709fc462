import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { permissionSet, resource, stateText } from '../core/import/terraform/states.ts';
import { readFolder } from '../scenarios/harness/read-folder.ts';
import { keys, openAws, openDesk, write } from './desk.ts';

let aws: AwsSimulator;
beforeAll(async () => {
  aws = await openAws();
});
afterAll(() => aws.close());

/** A clone whose `access` holds these files alone. */
function openDeskWith(files: Readonly<Record<string, string>>) {
  const desk = openDesk({ ...aws.environment, ...keys, AWS_REGION: 'eu-west-1' });
  const access = join(desk.folder, 'access');
  rmSync(access, { recursive: true });
  write(desk.folder, files);
  return { ...desk, access };
}

/** Terraform's own set, of which it knows no assignment. */
function stateOf(arn: string, instance: string): string {
  const attributes = { ...permissionSet(arn, 'DeveloperAccess'), instance_arn: instance };
  return stateText([resource('aws_ssoadmin_permission_set', 'developer', [[null, attributes]])]);
}

const settings = `settings:
  # As we agreed in March.
  identityCenter: { region: eu-west-1, requestsPerSecond: 1000 }
  manage: { owner: platform }
  guardrails: { maxGrants: { count: 9 } }
`;
const set = 'permissionSets:\n  DeveloperAccess: { managedPolicies: [ReadOnlyAccess] }\n';

describe('import at a terminal', () => {
  it('asks for the Region where none is named, also where the variable is empty', async () => {
    const desk = openDeskWith({});
    vi.stubEnv('AWS_REGION', '');
    const { status, stdout, stderr } = await desk.run('import');
    expect(status).toBe(1);
    expect(stdout + stderr).toMatch(/no-region[^]*--region/);
  });

  it('keeps settings that are there, to the letter, and writes the rest', async () => {
    const desk = openDeskWith({ 'access/main.yaml': settings });
    const { status, stdout } = await desk.run('import');
    expect(stdout).toContain('result: changes');
    expect(status).toBe(0);
    expect(Object.keys(readFolder(desk.access))).toEqual([
      'assignments.yaml',
      'main.yaml',
      'permission-sets.yaml',
    ]);
    expect(readFileSync(join(desk.access, 'main.yaml'), 'utf8')).toBe(settings);
    expect((await desk.run('import')).stdout).toContain('result: clean');
  });

  it('tells what settings that are there will change', async () => {
    const text = `${settings}  defaults: { tags: { team: payments } }\n`;
    const desk = openDeskWith({ 'access/main.yaml': text });
    const { stdout } = await desk.run('import');
    expect(stdout).toContain(
      'Its plan updates 1 permission set, because the settings that were there say so',
    );
    expect(stdout).toContain('result: changes');
  });

  it('overwrites nothing unless told to, and then keeps the settings of a file that had more', async () => {
    const desk = openDeskWith({ 'access/main.yaml': settings + set });
    const before = readFolder(desk.access);
    const refused = await desk.run('import');
    expect(refused.status).toBe(1);
    expect(refused.stdout + refused.stderr).toContain('access/main.yaml');
    expect(refused.stdout + refused.stderr).toContain('files-exist');
    expect(readFolder(desk.access)).toEqual(before);

    expect((await desk.run('import', '--force')).stdout).toContain('result: changes');
    expect(readFileSync(join(desk.access, 'main.yaml'), 'utf8')).toBe(settings);
  });

  it('writes nothing where another file says something that is not live, and names that file', async () => {
    const rule =
      'assignments:\n  - { groups: Payments-Developers, permissionSets: DeveloperAccess, accounts: payments-prod }\n';
    const files = { 'access/main.yaml': settings + set, 'access/more.yaml': rule };
    const desk = openDeskWith(files);
    const { status, stdout, stderr } = await desk.run('import', '--force');
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('import-differs');
    expect(stdout + stderr).toContain('access/more.yaml');
    expect(Object.keys(readFolder(desk.access))).toEqual(['main.yaml', 'more.yaml']);
  });

  it('takes the owner from the flag, else from the directory, and prints files where JSON is asked for', async () => {
    const desk = openDeskWith({});
    const { stdout } = await desk.run('import', '--json', '--owner', 'crew');
    const { files } = JSON.parse(stdout) as { readonly files: Readonly<Record<string, string>> };
    expect(files['access/settings.yaml']).toContain('owner: crew');
    expect(files).toEqual(
      Object.fromEntries(
        Object.entries(readFolder(desk.access)).map(([name, text]) => [`access/${name}`, text]),
      ),
    );
    const other = openDeskWith({});
    await other.run('import');
    expect(readFileSync(join(other.access, 'settings.yaml'), 'utf8')).toMatch(/owner: desk-\w+/);
  });

  it('refuses an owner that no tag takes, and mapping files that are not valid', async () => {
    const desk = openDeskWith({});
    const refused = await desk.run('import', '--owner', 'a,b');
    expect(refused.stdout + refused.stderr).toContain('invalid-owner');
    write(desk.folder, { 'access/main.yaml': 'settings: 1\n' });
    expect((await desk.run('import', '--force')).stdout).toContain('result: invalid');
    expect(Object.keys(readFolder(desk.access))).toEqual(['main.yaml']);
  });

  it('writes nothing beside settings that include other directories', async () => {
    const desk = openDeskWith({
      'access/main.yaml': `${settings}  include: ['../common']\n`,
      'common/sets.yaml': set,
    });
    const { stdout, stderr } = await desk.run('import');
    expect(stdout + stderr).toContain('include other directories');
    expect(Object.keys(readFolder(desk.access))).toEqual(['main.yaml']);
  });

  it('tells of each end that the files lose, because AWS knows none', async () => {
    const rule =
      'assignments:\n  - { groups: Payments-Developers, permissionSets: DeveloperAccess, accounts: payments-dev, expires: 2099-01-01 }\n';
    const desk = openDeskWith({
      'access/main.yaml': settings,
      'access/assignments.yaml': set + rule,
    });
    const { stdout } = await desk.run('import', '--force');
    expect(stdout).toContain('result: changes');
    expect(stdout).toMatch(
      /1 end of rules that this replaces\n\s+access\/assignments\.yaml:4: until 2099-01-01/,
    );
    expect(readFileSync(join(desk.access, 'assignments.yaml'), 'utf8')).not.toContain('2099');
  });

  it('writes nothing where files name applications that cannot be read now: they would lose them', async () => {
    const rule = 'applications:\n  - { groups: Payments-Developers, applications: Grafana }\n';
    const desk = openDeskWith({ 'access/main.yaml': settings + rule });
    aws.faults.add({ operation: 'ListApplications', effect: { kind: 'access-denied' } });
    const { status, stdout, stderr } = await desk.run('import', '--force');
    aws.faults.clear();
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('applications could not be read');
    expect(readFolder(desk.access)).toEqual({ 'main.yaml': settings + rule });
  });

  it('follows no symbolic link out of the repository', async () => {
    const desk = openDeskWith({});
    mkdirSync(join(desk.home, 'elsewhere'));
    symlinkSync(join(desk.home, 'elsewhere'), desk.access);
    const { status, stdout, stderr } = await desk.run('import');
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('files-not-written');
    expect(existsSync(join(desk.home, 'elsewhere/settings.yaml'))).toBe(false);
  });

  it('goes on without what its role may not read, and says so', async () => {
    const { faults } = aws;
    faults.add({
      service: 'organizations',
      operation: 'ListTagsForResource',
      effect: { kind: 'access-denied' },
    });
    for (const operation of [
      'ListApplications',
      'DescribeInstanceAccessControlAttributeConfiguration',
    ])
      faults.add({ operation, effect: { kind: 'access-denied' } });
    const desk = openDeskWith({});
    const { stdout } = await desk.run('import', '--owner', 'platform');
    faults.clear();
    expect(stdout).toContain('left out: tags of accounts');
    expect(stdout).toContain('left out: applications that could not be read');
    expect(stdout).toContain('left out: attributes for access control');
    expect(stdout).toContain('result: changes');
  });

  it('imports what a Terraform state manages, marks what it did not know, and hands over', async () => {
    const arn = aws.world.dump().permissionSets[0]?.arn ?? '';
    const instance = `arn:aws:sso:::instance/${arn.split('/')[1] ?? ''}`;
    const desk = openDeskWith({ 'terraform.tfstate': stateOf(arn, instance) });
    const { stdout, stderr } = await desk.run(
      'import',
      '--owner=platform',
      '--terraform-state=terraform.tfstate',
    );
    expect(stdout + stderr).toContain('result: changes');
    expect(stdout).toContain('terraform state rm');
    const handover = readFileSync(join(desk.folder, 'terraform-handover.md'), 'utf8');
    expect(handover).toContain("'aws_ssoadmin_permission_set.developer'");
    expect(readFileSync(join(desk.access, 'assignments.yaml'), 'utf8')).toContain(
      '# Not in the Terraform state.',
    );
    const again = await desk.run('import', '--terraform-state', 'terraform.tfstate');
    expect(again.stdout).toContain('result: clean');
    write(desk.folder, { 'terraform-handover.md': 'ours\n' });
    const changed = await desk.run('import', '--terraform-state', 'terraform.tfstate');
    expect(changed.stdout + changed.stderr).toContain('files-exist');
    const elsewhere = 'arn:aws:sso:::instance/ssoins-ffffffffffffffff';
    write(desk.folder, { 'other.tfstate': stateOf(arn, elsewhere) });
    const refused = await desk.run('import', '--force', '--terraform-state', 'other.tfstate');
    expect(refused.stdout + refused.stderr).toContain('holds nothing of the instance');
    const missing = await desk.run('import', '--terraform-state', 'nowhere.tfstate');
    expect(missing.stdout + missing.stderr).toContain('"nowhere.tfstate" cannot be read');
  });
});
