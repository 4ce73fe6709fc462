import { describe, expect, it } from 'vitest';
import { objectId } from '../../core/support/entra.ts';
import { rule } from '../../core/support/files.ts';
import { gatherNarrowly } from '../support/gather-narrowly.ts';

const permissionSets = { Admin: {}, Read: {} };
const live = {
  groups: ['Blue', 'Green', 'Late', 'Red'],
  objectIds: { Late: objectId('Late'), Blue: objectId('Blue') },
  sets: permissionSets,
  grants: ['Late Admin dev', 'Late Admin test', 'Blue Read dev'],
};
const held = rule('Late', 'Admin', ['dev', 'test']);
const other = rule('Blue', 'Read', 'dev');

describe('a group that holds something, and that the list of groups does not show yet', () => {
  it.each([
    ['changes', undefined],
    ['everything', undefined],
    ['changes', {}],
    ['everything', {}],
  ] as const)('loses what a change to %s takes, with Entra: %o', async (about, entra) => {
    const files = entra === undefined ? {} : { entra };
    const { lines, snapshot } = await gatherNarrowly(
      {
        live,
        base: { ...files, permissionSets, assignments: [held, other] },
        head: { ...files, permissionSets, assignments: [other] },
      },
      {
        about,
        unlisted: 'Late',
        ...(entra === undefined ? {} : { entra: { groups: ['Late', 'Blue'] } }),
      },
    );
    expect(lines).toContain('change revoke Admin dev Late');
    expect(snapshot.reading).toMatchObject({
      strategy: 'complete',
      why: 'an assignment is of a group that the list of groups does not show',
    });
  });
});
