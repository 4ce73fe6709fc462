import { describe, expect, it } from 'vitest';
import type { DirectoryGroup } from '../../../src/core/model/directory.ts';
import type { Group } from '../../../src/core/model/principal.ts';
import { joinGroups, objectIdOf } from '../../../src/core/select/join-groups.ts';
import { directoryOf, type Entra, objectId } from '../support/entra.ts';

const live = (id: string, displayName: string, ...externalIds: readonly string[]): Group => ({
  id,
  displayName,
  externalIds: externalIds.map((external) => ({ issuer: 'scim', id: external })),
});
const inEntra = (key: string, displayName = key): DirectoryGroup => ({
  id: objectId(key),
  displayName,
  securityEnabled: true,
});

function carriers(entra: Entra, groups: readonly Group[], group = inEntra('Blue')): string[] {
  return joinGroups(groups, directoryOf(entra))
    .carriersOf(group)
    .map(({ id }) => id);
}

describe('where provisioning writes the object id', () => {
  const entra: Entra = { groups: ['Blue'], join: 'external-id' };

  it('an equal external id is proof, under any name and in any case', () => {
    const groups = [live('g-1', 'Former name', objectId('Blue').toUpperCase()), live('g-2', 'Red')];
    expect(carriers(entra, groups)).toEqual(['g-1']);
    expect(joinGroups(groups, directoryOf(entra)).entraIdOf('g-1')).toBe(objectId('Blue'));
  });

  it('a name joins nothing, whatever else the group of AWS carries', () => {
    for (const old of [live('g-1', 'Blue'), live('g-1', 'Blue', objectId('other'), 'x-1')]) {
      expect(carriers(entra, [old])).toEqual([]);
      const twin = live('g-2', 'BLUE', objectId('third'));
      const joins = joinGroups([old, twin, live('g-3', 'Red')], directoryOf(entra));
      expect(joins.namesakesOf(inEntra('Blue'))).toEqual([old, twin]);
      expect(joins.entraIdOf('g-1')).not.toBe(objectId('Blue'));
    }
  });

  it('several that carry one object id are all told, and none of them counts as it', () => {
    const groups = [live('g-1', 'Blue', objectId('Blue')), live('g-2', 'Azure', objectId('Blue'))];
    expect(carriers(entra, groups)).toEqual(['g-1', 'g-2']);
    const { entraIdOf } = joinGroups(groups, directoryOf(entra));
    expect([entraIdOf('g-1'), entraIdOf('g-2')]).toEqual([null, null]);
  });

  it('who is behind a group that no file names is known too', () => {
    const { entraIdOf } = joinGroups([live('g-1', 'Red', objectId('Red'))], directoryOf(entra));
    expect(entraIdOf('g-1')).toBe(objectId('Red'));
  });

  it('one that carries the ids of two groups of Entra counts as neither', () => {
    const groups = [live('g-1', 'Blue', objectId('Blue'), objectId('Red'))];
    const { entraIdOf } = joinGroups(groups, directoryOf({ ...entra, groups: ['Blue', 'Red'] }));
    expect(entraIdOf('g-1')).toBeNull();
  });
});

describe('where external ids hold something else', () => {
  const entra: Entra = { groups: ['Blue'], join: 'display-name' };

  it('the same name joins, however its letters are composed', () => {
    const cafe = { ...entra, groups: ['Caf\u00e9'] };
    expect(carriers(entra, [live('g-1', 'Blue', 'mail-nickname')])).toEqual(['g-1']);
    expect(carriers(cafe, [live('g-1', 'Cafe\u0301')], inEntra('Caf\u00e9', 'Caf\u00e9'))).toEqual([
      'g-1',
    ]);
  });

  it('another case is not the same name; beside the same name it is doubt', () => {
    expect(carriers(entra, [live('g-1', 'BLUE')])).toEqual([]);
    expect(carriers(entra, [live('g-1', 'BLUE'), live('g-2', 'Blue')])).toEqual(['g-1', 'g-2']);
  });

  it('an equal external id is doubt, not proof: the owner of a group may have chosen it', () => {
    const harmless = live('g-1', 'Harmless', objectId('Blue'));
    expect(carriers(entra, [harmless, live('g-2', 'Blue', 'nick')])).toEqual(['g-2', 'g-1']);
    expect(carriers(entra, [harmless])).toEqual([]);
    const { entraIdOf } = joinGroups([harmless, live('g-2', 'Blue')], directoryOf(entra));
    expect([entraIdOf('g-1'), entraIdOf('g-2')]).toEqual([null, null]);
  });

  it('a name does not join what carries the object id of another group, known or deleted', () => {
    const groups = [live('g-1', 'Blue', objectId('old Blue'))];
    expect(carriers(entra, groups)).toEqual([]);
    expect(carriers({ ...entra, groups: ['Blue', 'Azure=old Blue'] }, groups)).toEqual([]);
    expect(joinGroups(groups, directoryOf(entra)).namesakesOf(inEntra('Blue'))).toEqual(groups);
  });

  it('where two groups of Entra have the name, nothing tells which one AWS has', () => {
    const twins = { ...entra, groups: ['Blue', 'Blue=other'] };
    const { entraIdOf } = joinGroups([live('g-1', 'Blue')], directoryOf(twins));
    expect(entraIdOf('g-1')).toBeNull();
  });

  it('a group that no file names has no object id that anybody could tell', () => {
    const { entraIdOf } = joinGroups([live('g-1', 'Red', objectId('Red'))], directoryOf(entra));
    expect(entraIdOf('g-1')).toBeNull();
  });
});

describe('without Entra', () => {
  it('nobody has an object id', () => {
    const { entraIdOf } = joinGroups([live('g-1', 'Blue', objectId('Blue'))], null);
    expect(entraIdOf('g-1')).toBeNull();
  });
});

describe('the object id of a user', () => {
  it('is the one id that looks like one', () => {
    expect(objectIdOf(live('u-1', 'ada', objectId('ada').toUpperCase(), 'ada@example'))).toBe(
      objectId('ada'),
    );
    expect(objectIdOf(live('u-1', 'ada', 'ada@example'))).toBeNull();
    expect(objectIdOf(live('u-1', 'ada', objectId('ada'), objectId('eve')))).toBeNull();
  });
});
