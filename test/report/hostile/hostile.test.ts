import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showInvisible } from '../../../src/report/show-invisible.ts';
import { fragments, RECORD } from './corpus.ts';
import { material } from './material.ts';
import { rendered, textOf } from './rendered.ts';
import { type RenderingName, renderings, roomy } from './renderings.ts';
import { patience, runs } from './runs.ts';
import { sample } from './sample.ts';
import { KINDS, spoken, words, wordsOf } from './twin.ts';
import { structure, wrong } from './wrong.ts';

const names = fc.constantFrom(...Object.keys(renderings).filter(isRendering));

function isRendering(name: string): name is RenderingName {
  return name in renderings;
}

/** As many of the corpus as there are tokens, page for page. */
const pages = Array.from({ length: Math.ceil(fragments.length / KINDS) }, (_, page) =>
  wordsOf(fragments.slice(page * KINDS, (page + 1) * KINDS)),
);

describe('whatever is written on GitHub', () => {
  it.each(Object.keys(renderings).filter(isRendering))(
    'obeys nothing of the corpus: %s',
    { timeout: patience },
    (name) => {
      const twin = structure(renderings[name](sample, roomy));
      for (const by of pages) {
        const said = renderings[name](spoken(sample, by), roomy);
        expect(wrong(said)).toEqual([]);
        expect(structure(said)).toBe(twin);
      }
    },
  );

  it('is read as it was written', { timeout: patience }, () => {
    for (const by of pages) {
      const read = Object.values(renderings)
        .map((write) => textOf(rendered(write(spoken(sample, by), roomy).markdown).page))
        .join('\n')
        .replaceAll(/[\u200B\u200E]/g, '')
        .replaceAll('␠', ' ');
      const seen = [...by.values()].filter(({ length }) => length < 60).map(showInvisible);
      expect(seen.filter((text) => !read.includes(text.replaceAll('␠', ' ')))).toEqual([]);
    }
  });

  it(
    `keeps its structure and obeys no foreign text (${runs(1).numRuns} cases)`,
    { timeout: patience },
    () => {
      fc.assert(
        fc.property(
          names,
          material,
          words,
          fc.boolean(),
          (name, harmless, by, isPublicRepository) => {
            const place = { ...roomy, isPublicRepository };
            const said = renderings[name](spoken(harmless, by), place);
            const twin = renderings[name](harmless, place);
            expect(wrong(said)).toEqual([]);
            // Longer names leave room for fewer entries.
            fc.pre(!said.markdown.includes('Too long for a comment'));
            // Names of many lines make a long diff, which is folded.
            fc.pre(foldedDiffs(said.markdown) === foldedDiffs(twin.markdown));
            expect(structure(said)).toBe(structure(twin));
          },
        ),
        runs(1),
      );
    },
  );

  it(
    `stays so where there is no room for all of it (${runs(0.5).numRuns} cases)`,
    { timeout: patience },
    () => {
      const limits = fc.constantFrom(5_000, 8_000, 20_000);
      fc.assert(
        fc.property(names, material, words, limits, (name, harmless, by, limitBytes) => {
          const said = renderings[name](spoken(harmless, by), { ...roomy, limitBytes });
          expect(wrong(said)).toEqual([]);
          if (said.hidden < 2) return;
          expect(said.markdown.split('\n', 1)[0]).toMatch(
            /^<!-- identity-center-reconciler:plan [^ ]+ [^ ]+ -->$/,
          );
          expect(said.markdown.endsWith(`\n\n${RECORD}\n`)).toBe(true);
        }),
        runs(0.5),
      );
    },
  );
});

function foldedDiffs(markdown: string): number {
  return markdown.match(/<summary>[0-9,]+ lines<\/summary>/g)?.length ?? 0;
}
