import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import { objectId } from '../support/entra.ts';
import { TENANT } from '../support/files.ts';
import { sourceOf } from './support/source-of.ts';

/** `code headline`, of a directory that gives these groups up and has these rules. */
function problems(
  unassignGroups: readonly string[],
  assignments: readonly Readonly<Record<string, unknown>>[] = [],
  groupSync = 'manage',
): string[] {
  const text = JSON.stringify({
    settings: {
      manage: { owner: 'platform', users: true },
      entra: { tenantId: TENANT, groupSync, unassignGroups },
    },
    permissionSets: { Admin: {} },
    assignments: assignments.map((rule) => ({ permissionSets: 'Admin', accounts: 'dev', ...rule })),
  });
  return loadMapping(sourceOf({ 'access/main.yaml': text })).diagnostics.map(
    ({ code, headline }) => `${code} ${headline}`,
  );
}

describe('a group to be taken out of the application', () => {
  it('is named by no rule, in whatever way it is written', () => {
    const id = objectId('Blue');
    expect(problems(['Blue'], [{ groups: ['Red'] }])).toEqual([]);
    for (const [given, named] of [
      ['Blue', 'Blue'],
      ['Caf\u00e9', 'Cafe\u0301'],
      [`entra:${id}`, `entra:${id.toUpperCase()}`],
    ] as const) {
      expect(problems([given], [{ groups: ['Red'] }, { groups: ['Green', named] }])).toEqual([
        `unassigned-group-named "${given}" is to be unassigned, and a rule names it`,
      ]);
    }
  });

  it('is not mixed up with a user of its name', () => {
    expect(problems(['ada'], [{ users: ['ada'] }])).toEqual([]);
  });

  it.each(['check', 'off'])('needs leave to change something in Entra: %s', (groupSync) => {
    expect(problems(['Blue'], [], groupSync)).toEqual([
      'unassigned-group-named "Blue" cannot be unassigned without groupSync: manage',
    ]);
  });
});
