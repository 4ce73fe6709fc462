import { describe, expect, it } from 'vitest';
import { parseExpires } from '../../../src/core/mapping/parse-expires.ts';

describe('parseExpires', () => {
  it.each([
    ['2027-03-31', '2027-03-31T23:59:59.999Z'],
    ['2028-02-29', '2028-02-29T23:59:59.999Z'],
    ['2027-03-31T18:00:00Z', '2027-03-31T18:00:00.000Z'],
    ['2027-03-31t18:00:00z', '2027-03-31T18:00:00.000Z'],
    ['2027-03-31T18:00:00.25+02:00', '2027-03-31T16:00:00.250Z'],
    ['2027-01-01T00:30:00+05:30', '2026-12-31T19:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(parseExpires(text)).toEqual({ instant });
  });

  it.each([
    '2027-02-29',
    '2100-02-29',
    '2027-13-01',
    '2027-00-10',
    '2027-04-31',
    '27-03-31',
    '2027-3-1',
    '2027-03-31T24:00:00Z',
    '2027-03-31T18:60:00Z',
    '2027-03-31T18:00:60Z',
    '2027-03-31T18:00:00',
    '2027-03-31T18:00Z',
    '2027-03-31T18:00:00+24:00',
    '2027-02-30T18:00:00Z',
    'tomorrow',
    '',
  ])('refuses %s', (text) => {
    expect(parseExpires(text)).toMatchObject({ problem: expect.any(String) as string });
  });
});
