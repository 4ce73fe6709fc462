import { describe, expect, it } from 'vitest';
import { summarize } from '../../src/build/summary.mjs';

const allGood = { format: true, lint: true, types: true, dist: true, vitest: true };

describe('summarize', () => {
  it('adds the four checks to the tests', () => {
    expect(summarize(allGood, { numPassedTests: 10, numFailedTests: 0 })).toEqual({
      passed: 14,
      failed: 0,
    });
  });

  it('counts red tests and red checks', () => {
    const checks = { ...allGood, lint: false, vitest: false };
    expect(summarize(checks, { numPassedTests: 8, numFailedTests: 2 })).toEqual({
      passed: 11,
      failed: 3,
    });
  });

  it('counts nothing as passed when nothing ran', () => {
    expect(summarize({}, undefined)).toEqual({ passed: 0, failed: 5 });
  });

  it('fails when vitest failed without a failed test, as when a file does not load', () => {
    const checks = { ...allGood, vitest: false };
    expect(summarize(checks, { numPassedTests: 10, numFailedTests: 0 }).failed).toBe(1);
  });

  it('fails when vitest ended well and ran no test', () => {
    expect(summarize(allGood, { numPassedTests: 0, numFailedTests: 0 }).failed).toBe(1);
    expect(summarize(allGood, undefined).failed).toBe(1);
  });
});
