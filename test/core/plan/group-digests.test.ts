import { describe, expect, it } from 'vitest';
import { carrying, directoryOf, type Entra, objectId } from '../support/entra.ts';
import { type Files, rule } from '../support/files.ts';
import type { Live } from '../support/live.ts';
import { operationOf, planned, type Story } from '../support/planned.ts';

const set: Files = { permissionSets: { Admin: {} } };
const of = (group: string): Files => ({ ...set, assignments: [rule(group, 'Admin', 'dev')] });
const joins = ['external-id', 'display-name'] as const;

/** AWS's groups as that way of provisioning brings them. */
function world(join: Entra['join'], groups: readonly string[], entra: Entra = {}): Live {
  return {
    sets: { Admin: {} },
    groups,
    objectIds: join === 'external-id' ? carrying(groups) : {},
    directory: directoryOf({ groups: ['Old', 'New'], ...entra, ...(join && { join }) }),
  };
}

function digestOf(words: string, story: Story): string {
  return operationOf(planned(story), words).digest;
}

describe.each(joins)('where groups are joined by %s', (join) => {
  it('a grant is the same one before and after its group has come', () => {
    const change = { head: of('New'), base: set };
    expect(digestOf('grant Admin dev New', { ...change, live: world(join, ['Old']) })).toBe(
      digestOf('grant Admin dev New', { ...change, live: world(join, ['Old', 'New']) }),
    );
  });

  it('a revocation is the same one before and after its successor has come', () => {
    const change = { head: of('New'), base: of('Old') };
    const held = (groups: readonly string[]): Live => ({
      ...world(join, groups),
      grants: ['Old Admin dev'],
    });
    expect(digestOf('revoke Admin dev Old', { ...change, live: held(['Old']) })).toBe(
      digestOf('revoke Admin dev Old', { ...change, live: held(['Old', 'New']) }),
    );
  });

  it('a revocation is the same one under another id in AWS', () => {
    const change = { head: set, base: of('Old') };
    const live = world(join, ['Old']);
    const again: Live = {
      ...live,
      groups: ['Old=group-2'],
      objectIds: join === 'external-id' ? { 'Old=group-2': objectId('Old') } : {},
      grants: ['2 Admin dev'],
    };
    expect(digestOf('revoke Admin dev Old', { ...change, live: again })).toBe(
      digestOf('revoke Admin dev Old', { ...change, live: { ...live, grants: ['Old Admin dev'] } }),
    );
  });

  it('a grant is another one for another group of the same name, in AWS or not', () => {
    const change = { head: of('New'), base: set };
    const digests = [['New'], ['New=fresh']].flatMap((groups) =>
      [[], ['New']].map((inAws) =>
        digestOf('grant Admin dev New', {
          ...change,
          live: {
            ...world(join, inAws, { groups }),
            objectIds: join === 'external-id' && groups[0] === 'New' ? carrying(inAws) : {},
          },
        }),
      ),
    );
    expect(digests[0]).toBe(digests[1]);
    expect(digests[2]).toBe(digests[3]);
    expect(digests[0]).not.toBe(digests[2]);
  });

  it('a grant is the same one in whatever way files name its group', () => {
    const live = world(join, []);
    expect(
      digestOf('grant Admin dev New', { live, head: of(`entra:${objectId('New')}`), base: set }),
    ).toBe(digestOf('grant Admin dev New', { live, head: of('New'), base: set }));
  });
});

describe('a group that nothing tells from another one', () => {
  it('is what it is in AWS: a review does not pass to whoever comes by that name', () => {
    const change = { head: set, base: of('Old') };
    const one = { ...world('display-name', ['Old']), grants: ['Old Admin dev'] };
    const twins = directoryOf({ groups: ['Old', 'Old=2'], join: 'display-name' });
    expect(digestOf('revoke Admin dev Old', { ...change, live: one })).not.toBe(
      digestOf('revoke Admin dev Old', { ...change, live: { ...one, directory: twins } }),
    );
  });
});

describe('without Entra', () => {
  it('a grant is about the group of the identity store', () => {
    const change = { head: of('New'), base: set };
    const digest = (id: string): string =>
      digestOf('grant Admin dev New', {
        ...change,
        live: { sets: { Admin: {} }, groups: [`New=${id}`], objectIds: carrying(['New']) },
      });
    expect(digest('group-1')).not.toBe(digest('group-2'));
  });
});
