import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessReport } from '../../src/core/inventory/access-report.ts';
import { makeAccessReport } from './support/make-access-report.ts';
import { type Browser, browserPath, browserWords, startBrowser } from './support/open-page.ts';

const small = makeAccessReport({ groups: 40, accounts: 70, grants: 400, people: 200 });
const report: AccessReport = {
  ...small,
  exhaustive: false,
  unread: ['who is in Cards-Readers: AccessDenied'],
  unresolved: ['who "Nobody" is cannot be decided'],
};
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe.skipIf(browserPath === null)(`the page for everybody (${browserWords})`, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await startBrowser();
    ({ page } = await browser.open(report, '', { viewport: { width: 1100, height: 620 } }));
    await page.evaluate(axe);
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
      await page.emulateMedia({ colorScheme });
      await page.evaluate(`location.assign(${JSON.stringify(`#${fragment}`)})`);
      await page.getByRole('gridcell').first().waitFor();
      if (fragment.includes('show=')) await page.getByRole('region').waitFor();
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
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.evaluate("location.assign('#view=matrix')");
    await page.getByRole('rowheader').first().waitFor();
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
