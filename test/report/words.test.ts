import { describe, expect, it } from 'vitest';
import { count, instantWords, listWords, sessionWords } from '../../src/report/words.ts';

describe('words', () => {
  it('counts', () => {
    expect([count(1, 'account'), count(0, 'entry'), count(3000, 'permission set')]).toEqual([
      '1 account',
      '0 entries',
      '3,000 permission sets',
    ]);
    expect(listWords(['a', 'b', 'c'])).toBe('a, b and c');
  });

  it('tells a session and an instant as their author meant them', () => {
    expect([3600, 5400, 43_200].map(sessionWords)).toEqual(['1 h', '1 h 30 min', '12 h']);
    expect(
      ['2027-04-01T00:00:00Z', '2027-03-31T23:59:59.999Z', '2027-03-31T14:05:00Z', 'soon'].map(
        instantWords,
      ),
    ).toEqual([
      'the end of 2027-03-31 UTC',
      'the end of 2027-03-31 UTC',
      '2027-03-31 14:05 UTC',
      null,
    ]);
  });
});
