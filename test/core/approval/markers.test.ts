import { describe, expect, it } from 'vitest';
import { hasMarker, marker, type MarkerKey } from '../../../src/core/approval/markers.ts';
import { instance } from '../support/live.ts';

const key: MarkerKey = { instance, owner: 'platform', directory: 'access' };
const unknown: MarkerKey = { ...key, instance: null, owner: null };

describe('a marker', () => {
  it('is a hidden line that is found again', () => {
    const line = marker('plan', key);
    expect(line).toMatch(/^<!-- .* -->$/);
    expect(hasMarker(`${line}\n# Plan`, 'plan', key)).toBe(true);
    expect(hasMarker(`${line}\r\n# Plan`, 'plan', key)).toBe(true);
  });

  it('is found by instance and owner after the directory has moved', () => {
    const moved = { ...key, directory: 'identity/access' };
    expect(hasMarker(marker('plan', key), 'plan', moved)).toBe(true);
  });

  it.each<[string, Partial<MarkerKey>]>([
    ['owner', { owner: 'payments' }],
    ['owner that begins alike', { owner: 'platform-2' }],
    ['instance', { instance: 'arn:aws:sso:::instance/ssoins-fedcba9876543210' as typeof instance }],
  ])('of another %s is not ours', (_what, other) => {
    expect(hasMarker(marker('plan', { ...key, ...other }), 'plan', key)).toBe(false);
    expect(hasMarker(marker('plan', key), 'plan', { ...key, ...other })).toBe(false);
  });

  it('of another kind is not it', () => {
    const kinds = ['plan', 'plan-record', 'outcome'] as const;
    for (const written of kinds) {
      const found = kinds.filter((kind) => hasMarker(marker(kind, key), written, key));
      expect(found).toEqual([written]);
    }
  });

  it('written before anybody knew the instance is found by its directory, both ways', () => {
    expect(hasMarker(marker('plan', unknown), 'plan', key)).toBe(true);
    expect(hasMarker(marker('plan', key), 'plan', unknown)).toBe(true);
    expect(hasMarker(marker('plan', unknown), 'plan', { ...key, directory: 'other' })).toBe(false);
    expect(hasMarker(marker('plan', key), 'plan', { ...unknown, directory: 'other' })).toBe(false);
  });

  it('counts at the beginning of a comment only', () => {
    expect(hasMarker(`> ${marker('plan', key)}`, 'plan', key)).toBe(false);
    expect(hasMarker(`quoted\n${marker('plan', key)}`, 'plan', key)).toBe(false);
    expect(hasMarker('', 'plan', key)).toBe(false);
  });

  it.each(['a --> b', 'a--b', 'a b', 'key=x config=y', '\n', '\uD800', 'ü', '#1 @x'])(
    'lets nothing of an owner or directory called %j out',
    (text) => {
      const hostile = { ...key, owner: text, directory: text };
      const line = marker('plan', hostile);
      expect(line.slice(4, -3)).not.toMatch(/-->|--|\n|[^\x20-\x7e]/);
      expect(line.split(' ')).toHaveLength(5);
      expect(hasMarker(line, 'plan', hostile)).toBe(true);
      expect(hasMarker(line, 'plan', key)).toBe(false);
    },
  );
});
