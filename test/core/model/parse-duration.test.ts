import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../src/core/model/parse-duration.ts';

describe('parseDuration', () => {
  it.each([
    ['8h', 28_800],
    ['90m', 5_400],
    ['1h30m', 5_400],
    ['PT8H', 28_800],
    ['PT1H30M', 5_400],
    ['PT3600S', 3_600],
    ['P0DT12H', 43_200],
    ['P1D', 86_400],
    ['PT3600.0S', 3_600],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', 'P', 'PT', 'P1DT', '8', '8 h', '8H', 'h', '1M', 'P1M', 'PT1.5H', '-8h', 'eight'])(
    'refuses "%s"',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );
});
