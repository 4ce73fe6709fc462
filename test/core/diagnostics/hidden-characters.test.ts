import { describe, expect, it } from 'vitest';
import { findHidden, visible } from '../../../src/core/diagnostics/hidden-characters.ts';

describe('findHidden', () => {
  it.each([
    '\u0000',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u200b',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\ud800',
    '\u{e0041}',
    '\r',
  ])('finds %j', (character) => {
    expect(findHidden(`ab${character}c`)).toBe(2);
  });

  it.each(['plain\ttext\nlines\r\n', 'größe', 'קבוצה', '日本', '😀', 'e\u0301'])(
    'passes %j',
    (text) => {
      expect(findHidden(text)).toBe(-1);
    },
  );
});

describe('visible', () => {
  it('escapes what would not be seen, and whatever starts a line', () => {
    expect(visible('a\nb\tc\u001b[31m\u202e\u{e0041}')).toBe(
      'a\\nb\\tc\\u001b[31m\\u202e\\u{e0041}',
    );
    expect(visible('a\u200Fb\u200Dc\u00A0d\u3164e\uD800f')).toBe(
      'a\\u200fb\\u200dc\\u00a0d\\u3164e\\ud800f',
    );
    expect(visible('größe קבוצה 日本 😀 e\u0301')).toBe('größe קבוצה 日本 😀 e\u0301');
  });
});
