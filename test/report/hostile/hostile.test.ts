import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RECORD } from './corpus.ts';
import { material } from './material.ts';
import { type Rendering, type RenderingName, renderings, REPOSITORY, roomy } from './renderings.ts';
import { liveOnGitHub } from './live-on-github.ts';
import { rendered } from './rendered.ts';
import { patience, runs } from './runs.ts';
import { skeleton } from './skeleton.ts';
import { spoken, words } from './twin.ts';

function wrong({ markdown, hidden, limitBytes }: Rendering): string[] {
  const { page, broken } = rendered(markdown);
  const bytes = Buffer.byteLength(markdown);
  const comments = markdown.split('<!--').length - 1;
  return [
    ...(bytes <= limitBytes ? [] : [`${bytes} bytes`]),
    ...(markdown.isWellFormed() ? [] : ['half a character']),
    ...(comments === hidden ? [] : [`${comments} HTML comments`]),
    ...broken,
    ...liveOnGitHub(page, REPOSITORY),
  ];
}

const names = fc.constantFrom(...Object.keys(renderings).filter(isRendering));

function isRendering(name: string): name is RenderingName {
  return name in renderings;
}

describe('whatever is written on GitHub', () => {
  it('keeps its structure and obeys no foreign text', { timeout: patience }, () => {
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
          expect(skeleton(rendered(said.markdown).page)).toBe(
            skeleton(rendered(twin.markdown).page),
          );
        },
      ),
      runs(1),
    );
  });

  it('stays so where there is no room for all of it', { timeout: patience }, () => {
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
  });
});
