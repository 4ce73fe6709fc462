import { describe, expect, it } from 'vitest';
import type { PrincipalReference } from '../../../src/core/mapping/mapping.ts';
import type { Group, User } from '../../../src/core/model/principal.ts';
import { indexPrincipals, resolvePrincipal } from '../../../src/core/select/resolve-principal.ts';

const entra = '11111111-AAAA-3333-4444-555555555555';
const group = (id: string, displayName: string, external = `e-${id}`): Group => ({
  id,
  displayName,
  externalIds: [{ issuer: 'entra', id: external }],
});
const user = (id: string, userName: string): User => ({ id, userName, externalIds: [] });

function resolve(
  by: PrincipalReference['by'],
  value: string,
  groups: readonly Group[],
  users: readonly User[] = [],
  type: PrincipalReference['type'] = 'GROUP',
): unknown {
  const resolution = resolvePrincipal(
    { type, by, value, text: value },
    indexPrincipals({ groups, users, directory: null }),
  );
  return 'principal' in resolution ? resolution.principal.id : resolution;
}

describe('resolvePrincipal', () => {
  const blue = group('g-1', 'Blue', entra.toLowerCase());

  it('finds a group by name, by Entra object id in any case, and by its own id', () => {
    expect(resolve('name', 'Blue', [blue, group('g-2', 'Green')])).toBe('g-1');
    expect(resolve('entra', entra, [blue])).toBe('g-1');
    expect(resolve('id', 'g-1', [blue])).toBe('g-1');
  });

  it('is unknown where nothing has that name, id or external id', () => {
    expect(resolve('name', 'Bleu', [blue])).toEqual({ problem: 'unknown' });
    expect(resolve('id', 'g-9', [blue])).toEqual({ problem: 'unknown' });
    expect(resolve('entra', 'e-9', [blue])).toEqual({ problem: 'unknown' });
  });

  it('does not take another case for the same name, nor twins for one of them', () => {
    expect(resolve('name', 'BLUE', [blue])).toEqual({ problem: 'unknown' });
    expect(resolve('name', 'Blue', [blue, group('g-2', 'BLUE')])).toEqual({
      problem: 'ambiguous',
      ids: ['g-1', 'g-2'],
    });
  });

  it('takes two ways to write one letter for the same letter', () => {
    const composed = 'Caf\u00e9';
    const decomposed = 'Cafe\u0301';
    expect(resolve('name', decomposed, [group('g-1', composed)])).toBe('g-1');
    expect(resolve('name', composed, [group('g-1', composed), group('g-2', decomposed)])).toEqual({
      problem: 'ambiguous',
      ids: ['g-1', 'g-2'],
    });
  });

  it('is ambiguous where two groups have one external id', () => {
    expect(resolve('entra', 'e-1', [group('g-1', 'A', 'e-1'), group('g-2', 'B', 'e-1')])).toEqual({
      problem: 'ambiguous',
      ids: ['g-1', 'g-2'],
    });
  });

  it('keeps users and groups apart', () => {
    const users = [user('u-1', 'Blue')];
    expect(resolve('name', 'Blue', [blue], users, 'USER')).toBe('u-1');
    expect(resolve('name', 'Blue', [], users)).toEqual({ problem: 'unknown' });
  });

  it.each(['__proto__', 'constructor', 'toString'])('knows nobody called %s', (name) => {
    expect(resolve('name', name, [blue])).toEqual({ problem: 'unknown' });
    expect(resolve('id', name, [blue])).toEqual({ problem: 'unknown' });
  });
});
