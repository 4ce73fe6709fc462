import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { graphPermissions } from '../../src/adapters/graph/request/graph-permissions.ts';
import { entraHosts } from '../../src/adapters/graph/sign-in/entra-hosts.ts';
import { entraPermissions } from '../scenarios/harness/entra-stage.ts';
import { section, tableRows } from './markdown.ts';

const page = 'docs/entra.md';
const script = readFileSync('examples/entra/entra/setup.sh', 'utf8');
const terraform = readFileSync('examples/entra/entra/terraform/identities.tf', 'utf8');

const asked: readonly string[] = [
  ...new Set(Object.values(graphPermissions).flatMap(({ needs }) => [...needs])),
];

/** Names of permissions in a text: `Group.Read.All`. */
function permissionsIn(text: string): readonly string[] {
  return [...new Set(text.match(/\b[A-Z]\w+\.Read(?:Write|Basic)?\.All\b/g))].toSorted();
}

/** The table of a section whose first cell is a permission. */
const told = section(page, 'Permissions')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => permissionsIn(line.split('|')[1] ?? ''));

describe('docs/entra.md', () => {
  it('tells every permission that the program asks Microsoft Graph for', () => {
    expect(told.toSorted()).toEqual(asked.toSorted());
  });

  it('names the permissions of each identity as the script and Terraform give them', () => {
    const [plan = [], check = [], manage = []] = tableRows(section(page, 'Permissions'));
    const reads = permissionsIn(/plan_permissions='(.*)'/.exec(script)?.[1] ?? '');
    expect(permissionsIn(plan.join(' '))).toEqual(reads);
    expect(check[2]).toBe('the same');
    const writes = permissionsIn(/manage_permissions='(.*)'/.exec(script)?.[1] ?? '');
    expect(permissionsIn(manage.join(' '))).toEqual(
      [...writes, 'AppRoleAssignment.ReadWrite.All'].toSorted(),
    );
    expect(permissionsIn(/plan_permissions += \[(.*)\]/.exec(terraform)?.[1] ?? '')).toEqual(reads);
    expect(permissionsIn(/manage_permissions += \[(.*)\]/.exec(terraform)?.[1] ?? '')).toEqual(
      writes,
    );
  });

  it('names the permissions with which the stories plan and apply', () => {
    const [plan = [], , manage = []] = tableRows(section(page, 'Permissions'));
    const [withRole = ''] = (manage[2] ?? '').split(' or ');
    expect(permissionsIn(plan.join(' '))).toEqual(entraPermissions.plan.toSorted());
    expect(permissionsIn(withRole)).toEqual(entraPermissions.apply.toSorted());
  });

  it('leaves no permission to the script or to Terraform that it does not tell', () => {
    expect(permissionsIn(script)).toEqual(told.toSorted());
    expect(permissionsIn(terraform)).toEqual(told.toSorted());
  });

  it('tells hosts and audience of each cloud as the program has them', () => {
    const rows = tableRows(section(page, 'Signing in').split('\n### Clouds\n')[1] ?? '');
    expect(rows.map(([cloud = '']) => cloud.replace(' (default)', ''))).toEqual([
      'public',
      'usgov',
      'usgov-dod',
      'china',
    ]);
    for (const [name = '', authority, graph, audience] of rows) {
      const cloud = name.replace(' (default)', '') as Parameters<typeof entraHosts>[0];
      const hosts = entraHosts(cloud, { authorityHost: null, graphEndpoint: null });
      expect(hosts).toMatchObject({
        authority: `https://${authority ?? ''}`,
        graph: `https://${graph ?? ''}`,
        audience,
      });
    }
  });

  it.each([
    ['script', script],
    ['Terraform', terraform],
  ])('has the same hosts and audiences in the %s', (_, text) => {
    for (const cloud of ['public', 'usgov', 'usgov-dod', 'china'] as const) {
      const { graph, audience } = entraHosts(cloud, { authorityHost: null, graphEndpoint: null });
      const near = text.slice(text.lastIndexOf(graph)).slice(0, 120);
      expect(near).toContain(audience);
    }
  });
});
