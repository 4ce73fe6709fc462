import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/core/diagnostics/nearest.ts';

describe('nearest', () => {
  it.each([
    ['sesionDuration', ['sessionDuration', 'description'], 'sessionDuration'],
    ['delcared', ['declared', 'all'], 'declared'],
    ['readonly', ['ReadOnly', 'ReadOnlyX'], 'ReadOnly'],
    ['colour', ['groups', 'users'], null],
    ['ab', ['abc', 'xy'], 'abc'],
    ['prod', ['prod'], null],
    ['test', [], null],
    ['bat', ['cat', 'bar'], 'bar'],
  ])('%s', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });

  it('does not try text of unreasonable length', () => {
    expect(nearest('x'.repeat(100_000), ['x'.repeat(99_999)])).toBeNull();
  });
});
