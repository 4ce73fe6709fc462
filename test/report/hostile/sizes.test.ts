import { describe, expect, it } from 'vitest';
import { planDocument } from '../../../src/report/plan-document.ts';
import { account, administrator, finding, grants, group, plan, revokes } from '../build-plan.ts';
import { fragments, huge } from './corpus.ts';
import { rendered, textOf } from './rendered.ts';
import { renderings, REPOSITORY, roomy } from './renderings.ts';
import { sample } from './sample.ts';
import { KINDS, spoken, wordsOf } from './twin.ts';
import { wrong } from './wrong.ts';

const TEN_THOUSAND = 10_000;
const LIMITS = { comment: 60_000, github: 65_536 };

function hostileName(index: number): string {
  return `${index} ${fragments[index % fragments.length]}`;
}

const accounts = Array.from({ length: 50 }, (_, index) => account(hostileName(index), index + 1));
const operations = Array.from({ length: TEN_THOUSAND / accounts.length }, (_, index) => {
  const make = index % 20 === 0 ? revokes : grants;
  const warnings = index % 7 === 0 ? [administrator] : [{ kind: 'reason' as const, text: huge }];
  return make(group(hostileName(index)), hostileName(index + 99), accounts, { warnings });
}).flat();
const findings = Array.from({ length: 300 }, (_, index) =>
  finding({ headline: hostileName(index), why: huge, help: hostileName(index) }),
);
const { diagnostics, diagnosis, drift, detail } = sample;
const outcomes = operations.map((operation, index) => ({
  operation,
  outcome: { result: 'failed' as const, reason: hostileName(index % 500), help: null },
}));
const large = {
  report: {
    plan: plan(operations, { findings }),
    outcomes: outcomes.slice(0, 2_000),
    stopped: null,
  },
  diagnostics: Array.from({ length: 500 }, () => diagnostics).flat(),
  diagnosis,
  drift,
  detail,
};
const counts = { grants: 9_500, revokes: 500 };

describe('a plan of ten thousand operations with hostile names', () => {
  it.each(['comment', 'outcome', 'invalid', 'error', 'drift issue'] as const)(
    'fits a comment of GitHub, and is whole Markdown: %s',
    { timeout: 120_000 },
    (name) => {
      const said = renderings[name](large, roomy);
      expect(wrong(said)).toEqual([]);
      expect(Buffer.byteLength(said.markdown)).toBeLessThanOrEqual(LIMITS.comment);
      expect(said.markdown.length).toBeLessThanOrEqual(LIMITS.github);
      expect(said.markdown).toContain('Too long for a comment: this shows');
    },
  );

  it.each(['summary of a plan', 'summary of an outcome', 'summary of invalid files'] as const)(
    'fits a summary of GitHub, and is whole Markdown: %s',
    { timeout: 120_000 },
    (name) => {
      expect(wrong(renderings[name](large, roomy))).toEqual([]);
    },
  );

  it('keeps its totals, and nothing harmless in place of what is dangerous', () => {
    const { page } = rendered(renderings.comment(large, roomy).markdown);
    const read = textOf(page);
    expect(read).toContain('revokes 500 assignments');
    expect(read).toContain('grants 9,500 assignments');
    expect(read).toContain(`Who loses access: ${counts.revokes} assignments`);
    const lost = read.indexOf('Who gains access');
    expect(read.slice(0, lost)).not.toContain('left out for size');
  });
});

describe('text of a hundred thousand characters', () => {
  // The first and the last stand for the owner and the directory, which have a length of their own.
  const by = wordsOf([
    '!',
    ...Array.from({ length: KINDS - 2 }, (_, index) => `${index}${huge}`),
    '~',
  ]);

  it.each(['comment', 'outcome', 'invalid', 'summary of a check-up'] as const)(
    'fits the %s',
    (name) => {
      expect(wrong(renderings[name](spoken(sample, by), roomy))).toEqual([]);
    },
  );

  it('leaves no entry so long that it pushes out all others', () => {
    const { plan: hostile } = spoken(sample, by).report;
    const { sections } = planDocument({
      plan: hostile,
      occasion: 'pull-request',
      runUrl: null,
      repositoryUrl: REPOSITORY,
      isPublicRepository: false,
    });
    const shortest = sections.flatMap(({ entries }) =>
      entries.map(({ forms }) => Buffer.byteLength(forms.at(-1) ?? '')),
    );
    expect(Math.max(...shortest)).toBeLessThan(6_000);
  });
});
