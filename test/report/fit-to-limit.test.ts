import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/report/document.ts';
import { fitToLimit, utf8Bytes } from '../../src/report/fit-to-limit.ts';

const note = (told: string): string => `Shown: ${told}.`;

function documentOf(entries: readonly { danger: number; size: number }[]): Document {
  return {
    head: 'head',
    tail: 'tail',
    sections: [
      {
        open: '### Section',
        close: '',
        prefix: '',
        entries: entries.map(({ danger, size }, index) => ({
          danger,
          forms: [`- full ${index} ${'x'.repeat(size)}`, `- short ${index}`],
        })),
      },
    ],
  };
}

describe('fitToLimit', () => {
  it('writes all of it where it fits', () => {
    const { text, leftOut } = fitToLimit(documentOf([{ danger: 1, size: 10 }]), 1000, note);
    expect(text).toBe('head\n\n### Section\n\n- full 0 xxxxxxxxxx\n\ntail\n');
    expect(leftOut).toBe(0);
  });

  it('shortens what is harmless before it leaves anything out', () => {
    const plan = documentOf([
      { danger: 5, size: 300 },
      { danger: 0, size: 300 },
    ]);
    const { text, leftOut, shortened } = fitToLimit(plan, 520, note);
    expect([leftOut, shortened]).toEqual([0, 1]);
    expect(text).toContain('- short 0\n- full 1 xxx');
    expect(text).toContain('Shown: 2 of 2 entries, 1 of them in short.');
  });

  it('drops whole sections only when their frames have no room', () => {
    const { text, leftOut } = fitToLimit(documentOf([{ danger: 0, size: 9999 }]), 70, note);
    expect(text).toBe('head\n\nShown: 0 of 1 entry.\n\ntail\n');
    expect(leftOut).toBe(1);
  });

  it('stays within any limit, and shows nothing harmless in place of something dangerous', () => {
    const entry = fc.record({ danger: fc.nat(3), size: fc.nat(200) });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 40 }),
        fc.integer({ min: 80, max: 3000 }),
        (entries, limit) => {
          const { text, leftOut } = fitToLimit(documentOf(entries), limit, note);
          expect(utf8Bytes(text)).toBeLessThanOrEqual(limit);
          const shown = entries.filter((_, index) =>
            new RegExp(`^- (?:full|short) ${index}\\b`, 'm').test(text),
          );
          expect(shown).toHaveLength(entries.length - leftOut);
          const hidden = entries.filter((candidate) => !shown.includes(candidate));
          const worstHidden = Math.min(...hidden.map(({ danger }) => danger));
          expect(shown.every(({ danger }) => danger <= worstHidden)).toBe(true);
        },
      ),
    );
  });
});
