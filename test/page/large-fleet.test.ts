import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { large, makeAccessReport } from './support/make-access-report.ts';
import {
  type Browser,
  browserPath,
  browserWords,
  reportsPath,
  startBrowser,
} from './support/open-page.ts';

const report = makeAccessReport(large);

/** 1,500 groups, 2,000 accounts, 25,000 assignments, 20,000 people. */
describe.skipIf(browserPath === null)(`the page of a large fleet (${browserWords})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('shows itself, answers a search and draws the whole matrix without making anybody wait', async () => {
    const { asked, complaints, page } = await browser.open(report);
    await page.getByRole('gridcell').first().waitFor();
    const [paint, shown] = (await page.evaluate(
      "[performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.getEntriesByName('shown')[0].startTime]",
    )) as [number, number];

    const session = await page.context().newCDPSession(page);
    const heap = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return megabytes((await session.send('Runtime.getHeapUsage')).usedSize);
    };
    const loaded = await heap();
    const counts = page.getByRole('status');
    const all = await counts.textContent();
    const searched = await timed(async () => {
      await page.getByLabel('Search all names').fill('payments prod');
      await counts.filter({ hasText: ' of 25,040' }).waitFor();
    });
    await page.getByLabel('Search all names').fill('');
    await counts.filter({ hasText: all ?? '' }).waitFor();

    const people = await timed(async () => {
      await page.getByRole('button', { name: 'By person' }).click();
      await counts.filter({ hasText: 'rows' }).waitFor();
    });
    const matrix = await timed(async () => {
      await page.getByRole('button', { name: 'Matrix' }).click();
      await page.getByRole('rowheader').first().waitFor();
    });
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('1503');
    expect(await grid.getAttribute('aria-colcount')).toBe('2001');
    await page.screenshot({ path: reportsPath('report-page-matrix.png') });

    const scrolled = await timed(async () => {
      await page.evaluate("document.querySelector('.grid').scrollTo(40_000, 30_000)");
      await page.locator('[role=row][aria-rowindex="1010"]').waitFor();
    });
    await page.getByRole('button', { name: 'Compact' }).click();
    // However large the fleet, the document holds what is in sight.
    expect(await page.locator('*').count()).toBeLessThan(6000);

    const figures = {
      fileMegabytes: megabytes(browser.bytes()),
      firstPaintMilliseconds: Math.round(paint),
      listShownMilliseconds: Math.round(shown),
      searchMilliseconds: searched,
      byPersonMilliseconds: people,
      matrixMilliseconds: matrix,
      scrollMilliseconds: scrolled,
      heapAfterLoadMegabytes: loaded,
      heapAfterMatrixMegabytes: await heap(),
    };
    writeFileSync(reportsPath('report-page.json'), `${JSON.stringify(figures, null, 2)}\n`);
    process.stdout.write(`the page of a large fleet: ${JSON.stringify(figures)}\n`);
    expect(figures.fileMegabytes).toBeLessThan(16);
    expect(figures.heapAfterMatrixMegabytes).toBeLessThan(400);
    expect(asked).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

async function timed(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return Math.round(performance.now() - start);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}
