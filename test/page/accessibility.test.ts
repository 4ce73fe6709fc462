import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccessReport, medium } from './support/make-access-report.ts';
import { type Browser, browserPath, browserWords, startBrowser } from './support/open-page.ts';

const report = makeAccessReport(medium);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe.skipIf(browserPath === null)(`the page for everybody (${browserWords})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each([
    [
      'the list, with a group beside it',
      'show=["principal","group-4"]&account=100000007919',
      'light',
    ],
    ['the list of people, in the dark', 'rows=people', 'dark'],
    ['the matrix', 'view=matrix', 'light'],
    [
      'the small matrix with an assignment beside it, in the dark',
      'view=matrix&zoom=compact&show=["grant","100000000000 user-1 AdministratorAccess"]',
      'dark',
    ],
  ] as const)(
    'has nothing that axe-core calls a barrier in %s',
    async (_, fragment, colorScheme) => {
      const { page } = await browser.open(report, encodeURI(fragment), { colorScheme });
      await page.getByRole('gridcell').first().waitFor();
      if (fragment.includes('show=')) await page.getByRole('region').waitFor();
      await page.evaluate(axe);
      const { violations } = (await page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => ({ violations }))",
      )) as { violations: Violation[] };
      const told = violations.map(
        ({ id, impact, nodes }) =>
          `${impact} ${id}: ${nodes[0]?.html}\n${nodes[0]?.failureSummary}`,
      );
      expect(told.join('\n')).toBe('');
    },
  );

  it('moves nothing where people ask for less motion, and keeps its signs in forced colours', async () => {
    const { page } = await browser.open(report, 'view=matrix', {
      forcedColors: 'active',
      reducedMotion: 'reduce',
    });
    const moving = await page.evaluate(
      "[...document.querySelectorAll('*')].filter((each) => getComputedStyle(each).transitionDuration !== '0s').length",
    );
    expect(moving).toBe(0);
    const corner = await page.evaluate(
      "getComputedStyle(document.querySelector('[role=gridcell].administrator')).clipPath",
    );
    expect(corner).toContain('polygon');
  });
});
