import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessReportCsv } from '../../src/report/access-report-csv.ts';
import { makeAccessReport, medium } from './support/make-access-report.ts';
import { type Browser, browserPath, browserWords, startBrowser } from './support/open-page.ts';

const report = makeAccessReport(medium);

describe.skipIf(browserPath === null)(`a person with the page (${browserWords})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('finds people without their accents, narrows by clicks, and links to what they see', async () => {
    const { page } = await browser.open(report);
    const counts = page.getByRole('status');
    await page.getByRole('button', { name: 'By person' }).click();
    await page.getByLabel('Search all names').fill('SOFIA.garcia');
    await counts.filter({ hasText: ' of 2,' }).waitFor();
    const first = page.getByRole('gridcell').first();
    expect(await first.textContent()).toMatch(/^sofía\.garcía/);

    await page.getByLabel('Search all names').fill('');
    const account = page.getByRole('combobox', { name: 'Account or application' });
    await account.fill('pay prod');
    await page.getByRole('option', { name: /^payments-prod \d{12}$/ }).click();
    await page.getByRole('checkbox', { name: /Administrator-level/ }).check();
    await page
      .getByRole('button', { name: 'Remove account or application payments-prod' })
      .waitFor();
    await counts.filter({ hasText: /· 1 account$/ }).waitFor();
    const told = (await counts.textContent()) ?? '';

    const link = page.url();
    expect(decodeURIComponent(link)).toMatch(/#rows=people&account=\d{12}&look=administrator$/);
    await page.goto('about:blank');
    await page.goto(link);
    await counts.filter({ hasText: told }).waitFor();
    expect(await page.getByRole('checkbox', { name: /Administrator-level/ }).isChecked()).toBe(
      true,
    );

    await page.getByRole('button', { name: 'Clear all' }).click();
    await counts.filter({ hasText: '160 accounts' }).waitFor();
  });

  it('opens what stands behind a cell of the matrix, and goes on from there', async () => {
    const { page } = await browser.open(report, 'view=matrix');
    await page
      .getByRole('gridcell', { name: /administrator-level$/ })
      .first()
      .click();
    const panel = page.getByRole('region');
    await panel
      .getByRole('button', { name: /^Why: AdministratorAccess/ })
      .first()
      .click();
    await panel.getByText('Assignment').waitFor();
    const rule = panel.getByRole('link', { name: /^access\/teams\/.*\.yaml:\d+$/ });
    expect(await rule.getAttribute('href')).toMatch(
      /^https:\/\/github\.com\/example\/access\/blob\/4f1d0c2b\w+\/access\/teams\/\w+\.yaml#L\d+$/,
    );
    await panel.getByRole('button', { name: 'AdministratorAccess' }).click();
    await panel.getByText('Permission set', { exact: true }).first().waitFor();
    await panel.getByRole('button', { name: 'Show only these' }).click();
    expect(await panel.count()).toBe(0);
    await page.getByRole('button', { name: 'Remove permission set AdministratorAccess' }).waitFor();
  });

  it('reaches everything by keyboard alone', async () => {
    const { page } = await browser.open(report, 'view=matrix');
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = async (): Promise<string> =>
      String(
        await page.evaluate(
          "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
        ),
      );
    await press('Tab');
    expect(await focused()).toBe('Skip to the results');
    await press('Enter');
    expect(await focused()).toMatch(/^Analytics-Analysts, 100000950280: /);
    await press('ArrowDown', 'ArrowRight');
    expect(await focused()).toMatch(/^Analytics-Developers, analytics-dev: /);
    await press('Control+End');
    expect(await focused()).toMatch(/^Web-Readers, web-test-2: /);
    await press('Home');
    expect(await focused()).toMatch(/^Web-Readers/);
    await press('Control+Home', 'ArrowRight', 'PageDown', 'PageUp', 'Control+ArrowRight', 'Enter');
    const panel = page.getByRole('region');
    await panel.waitFor();
    const title = await focused();
    expect(title).toMatch(/^Analytics-Analysts/);
    await press('Escape');
    expect(await panel.count()).toBe(0);
    expect(await focused()).toMatch(/^Analytics-Analysts, /);
    // One tab stop for the whole grid, and out of it again.
    await press('Shift+Tab');
    expect(await focused()).toBe('40 assignments to applications, in the list');
    await press('Enter');
    await page.getByRole('grid', { name: 'Assignments' }).waitFor();
    expect(await focused()).toMatch(/^[A-Z]/);
    await page.getByRole('status').filter({ hasText: '40 of' }).waitFor();
    await page.getByRole('button', { name: 'Clear all' }).focus();
    await press('Enter');

    await page.getByLabel('Search all names').focus();
    await page.keyboard.type('zoe');
    await page.getByRole('status').filter({ hasText: ' of 2,' }).waitFor();
    await page.getByRole('combobox', { name: 'Group or user' }).focus();
    await page.keyboard.type('cards');
    await press('ArrowDown', 'ArrowDown', 'Enter');
    expect(await page.getByRole('button', { name: /^Remove group or user Cards-/ }).count()).toBe(
      1,
    );
  });

  it('sorts by a heading, one way and then the other', async () => {
    const { page } = await browser.open(report);
    const heading = page.getByRole('columnheader', { name: 'Permission set' });
    const first = page.getByRole('gridcell').nth(1);
    await heading.click();
    expect(await first.textContent()).toBe('AdministratorAccess');
    await heading.click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    // Whoever came by keyboard is still there.
    expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^Permission set/);
    expect(await first.textContent()).toBe('use of the application');
  });

  it('shows at 1,280 and 1,400 pixels when each was changed, and the line it comes from', async () => {
    for (const [width, fragment] of [
      [1280, ''],
      [1400, ''],
      [1280, 'rows=people'],
      [1400, 'rows=people'],
    ] as const) {
      const { page } = await browser.open(report, fragment, { viewport: { width, height: 720 } });
      const cut = await page.evaluate(`(() => {
        const grid = document.querySelector('.grid').getBoundingClientRect();
        const seen = [
          ...document.querySelectorAll('.cell.changed .line:first-child, .place-line .end'),
        ];
        const isWhole = (one) =>
          one.scrollWidth <= one.clientWidth && one.getBoundingClientRect().right <= grid.right;
        return [seen.length > 20, seen.filter((one) => !isWhole(one)).map((one) => one.textContent)];
      })()`);
      expect(cut).toEqual([true, []]);
    }
  });

  it('marks in the matrix what is not as the files say, with a sign, a word and a legend', async () => {
    const { page } = await browser.open(report, 'view=matrix&state=undeclared');
    const cell = page.getByRole('gridcell', { name: /, undeclared$/ }).first();
    expect(await cell.textContent()).toMatch(/^\?\d$/);
    expect(await page.locator('.legend').textContent()).toContain('? undeclared');
    await page.goto(`${page.url().replace(/#.*/, '')}#view=matrix&state=declared`);
    await page.getByRole('status').filter({ hasText: /^2,2/ }).waitFor();
    expect(await page.locator('.legend').textContent()).not.toContain('undeclared');
  });

  it('takes along what is left as CSV, and on paper', async () => {
    const { page } = await browser.open(report, 'permissionSet=SecurityAudit');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('access-report-2026-03-02.csv');
    const lines = readFileSync(await saved.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    const whole = [...accessReportCsv(report)].join('').trimEnd().split('\r\n');
    expect(lines).toEqual(
      whole.filter((line, place) => place === 0 || line.includes(',SecurityAudit,')),
    );
    const shown = /^(\d+) of/.exec((await page.getByRole('status').textContent()) ?? '')?.[1];

    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('.sheet tbody tr').count()).toBe(Number(shown));
    expect(await page.locator('.sheet').isVisible()).toBe(true);
    expect(await page.getByRole('grid').isVisible()).toBe(false);
    // Ink on paper, whatever the screen was.
    const ground = await page.evaluate(
      "getComputedStyle(document.querySelector('#top')).backgroundColor",
    );
    expect(ground).toBe('rgb(255, 255, 255)');
  });

  it('says first what is missing, and leads to who is disabled, to applications and what is wrong with places', async () => {
    const unread = ['who holds ReadOnlyAccess in 100000000000: AccessDenied'];
    const unresolved = ['who "Nobody" is cannot be decided (access/main.yaml:12)'];
    const { page } = await browser.open({ ...report, exhaustive: false, unread, unresolved });
    const banner = page.getByRole('banner');
    expect(await banner.getByText('Not exhaustive: 1 thing could not be read').isVisible()).toBe(
      true,
    );
    expect(await banner.getByText(unread[0] ?? '').isVisible()).toBe(true);
    await banner.getByText('1 thing in the files could not be resolved').click();
    expect(await banner.getByText(unresolved[0] ?? '').isVisible()).toBe(true);

    const status = page.getByRole('status');
    const cell = page.getByRole('gridcell');
    const only = async (name: RegExp): Promise<void> => {
      await page.getByRole('checkbox', { name }).check();
      await status.filter({ hasText: ' of ' }).waitFor();
    };
    await only(/^Person is disabled/);
    await page.getByRole('button', { name: 'By person' }).click();
    await page.getByRole('columnheader', { name: 'Person' }).waitFor();
    const people = await page.locator('.cell.person:not(.head)').allTextContents();
    expect(people.length).toBeGreaterThan(3);
    for (const each of people) expect(each).toMatch(/Disabled$/);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByRole('button', { name: 'By group' }).click();

    await only(/^Account is not active/);
    const states = await page.locator('.cell.standing:not(.head)').allTextContents();
    expect(states.length).toBeGreaterThan(3);
    for (const each of states) expect(each).toMatch(/Suspended$|Not listed$/);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await only(/^Held without a group/);
    await cell.filter({ hasText: 'break.glass@example.com' }).first().waitFor();
    await page.getByRole('button', { name: 'Clear all' }).click();

    await only(/^Application \d/);
    await status.filter({ hasText: /3 applications$/ }).waitFor();
    await only(/^Open to everybody/);
    await cell.filter({ hasText: 'Open to all' }).first().waitFor();
    await banner.getByRole('button', { name: 'Notebooks' }).click();
    const panel = page.getByRole('region', { name: 'Notebooks' });
    await panel.getByText('Everybody of the directory may use it, whoever is assigned.').waitFor();
    await panel.getByRole('table').getByRole('button').first().click();
    await page.getByRole('table', { name: '1 assignment to an application' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Notebooks');
  });

  it('is as usable at 200 %, and 1,024 pixels wide', async () => {
    for (const [width, height] of [
      [720, 450],
      [1024, 640],
    ] as const) {
      const viewport = { width, height };
      const { page } = await browser.open(report, 'show=["principal","group-4"]', { viewport });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.getByRole('button', { name: 'Close' }).click();
      await page.getByRole('button', { name: 'Matrix' }).click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      const mark = page.getByRole('gridcell').first();
      await mark.scrollIntoViewIfNeeded();
      await mark.click();
      const panel = await page.getByRole('region').boundingBox();
      expect(panel?.width).toBeLessThanOrEqual(width);
    }
  });

  it('counts people where it may not name them', async () => {
    const persons = report.persons.map((person) => ({ ...person, name: null }));
    const { page } = await browser.open({ ...report, people: 'hidden', persons }, 'rows=people');
    await page.getByText('People are counted in this report, not named.').waitFor();
    expect(await page.getByRole('button', { name: 'By person' }).isVisible()).toBe(false);
    await page
      .getByRole('gridcell', { name: /^Analytics-Analysts/ })
      .first()
      .click();
    await page.getByText('This report counts people and does not name them.').waitFor();
    expect(await page.getByRole('region').textContent()).not.toContain('person-');
  });
});
