import { describe, expect, it } from 'vitest';
import { filesAsSource } from '../../../src/core/import/files-as-source.ts';
import { importOrganization } from '../../../src/core/import/import-organization.ts';
import { leftoversOf } from '../../../src/core/import/leftovers.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { type FleetName, fleetSizes } from '../../bench/fleet/fleet-size.ts';
import { makeFleet } from '../../bench/fleet/make-fleet.ts';
import { liveOrganization } from '../../bench/planning/live-organization.ts';
import { readPage } from '../../docs/markdown.ts';

const options = {
  directory: 'access',
  owner: 'platform',
  exact: false,
  users: false,
  kept: null,
  terraform: null,
};

/** As somebody finds it who has never used this. */
function found(name: FleetName): Snapshot {
  const live = liveOrganization(makeFleet({ ...fleetSizes[name], seed: 1, byTag: false }));
  return {
    ...live,
    permissionSets: live.permissionSets.map((set) => ({ ...set, tags: {} })),
  };
}

describe.each(['small', 'medium', 'large'] as const)('the %s fleet of the bench', (name) => {
  const snapshot = found(name);
  const imported = importOrganization(snapshot, options);

  it('is imported in few rules, as many as the documentation says', () => {
    const { assignments, rules } = imported.counts;
    expect(assignments).toBe(fleetSizes[name].assignments);
    const row = `| ${name} | ${grouped(assignments)} | ${grouped(rules)} |`;
    expect(readPage('docs/import.md').replaceAll(/ +/g, ' ')).toContain(row);
  });

  it('then has nothing in its first plan but sets to adopt', () => {
    const now = '2026-01-01T00:00:00.000Z';
    expect(leftoversOf(filesAsSource('access', imported.files), snapshot, now)).toEqual({
      problems: [],
      operations: [],
    });
  });

  it('has no file of more than a few hundred lines, nor anything left out', () => {
    const lines = [...imported.files.values()].map((text) => text.split('\n').length);
    expect(Math.max(...lines)).toBeLessThan(450);
    expect(imported.notes).toEqual([]);
  });
});

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
