import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessReport } from '../../src/core/inventory/access-report.ts';
import { makeAccessReport } from './support/make-access-report.ts';
import {
  type Browser,
  browserPath,
  browserWords,
  type OpenedPage,
  startBrowser,
} from './support/open-page.ts';

const evil = [
  '</script><script>document.title = "taken"</script>',
  '<img src=x onerror="document.title=\'taken\'">',
  '<!--<script>',
  '"><svg onload=alert(1)>',
  '\u202Egnp.exe',
  '\u2028document.title="taken"',
  '{{7*7}} ${7*7} `x`',
  'https://evil.example/',
  'javascript:alert(1)',
  '__proto__',
];

const plain = makeAccessReport({ groups: 10, accounts: 10, grants: 60, people: 30 });

/** Whatever AWS, Entra ID, files and GitHub may hold, in every place where the page shows it. */
const hostile: AccessReport = {
  ...plain,
  instance: name(0),
  owner: name(0),
  commit: name(1),
  repositoryUrl: 'javascript:alert(1)',
  exhaustive: false,
  unread: evil,
  unresolved: evil,
  accounts: plain.accounts.map((each, index) => ({
    ...each,
    name: name(index),
    unit: `/${name(index)}`,
  })),
  applications: plain.applications?.map((each, index) => ({ ...each, name: name(index) })) ?? null,
  permissionSets: plain.permissionSets.map((each, index) => ({ ...each, name: name(index) })),
  principals: plain.principals.map((each, index) => ({
    ...each,
    id: `${index}${name(index)}`,
    name: name(index),
  })),
  persons: plain.persons.map((each, index) => ({ ...each, name: name(index) })),
  origins: plain.origins.map((each, index) => ({
    ...each,
    file: name(index),
    reason: name(index),
    change: {
      commit: name(index),
      at: '2026-01-01T00:00:00Z',
      author: name(index),
      pullRequest: {
        number: 1,
        url: index % 2 === 0 ? 'javascript:alert(1)' : 'http://evil.example/',
      },
      reviewers: [name(index)],
    },
  })),
};

function name(index: number): string {
  return evil[index % evil.length] ?? '';
}

describe.skipIf(browserPath === null)(`names that are meant to do harm (${browserWords})`, () => {
  let browser: Browser;
  let opened: OpenedPage;
  beforeAll(async () => {
    browser = await startBrowser();
    opened = await browser.open(hostile);
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(['', 'view=matrix', 'rows=people&q=%3Cimg'])(
    'are shown as they are written and do nothing at all: #%s',
    async (fragment) => {
      const { asked, complaints, page } = opened;
      await page.evaluate(`location.assign(${JSON.stringify(`#${fragment}`)})`);
      await page.getByRole('gridcell').nth(2).click();
      await page.getByRole('region').waitFor();
      await page.getByRole('combobox', { name: 'Account or application' }).focus();
      await page.getByRole('option').first().waitFor();
      await page.getByText('Not exhaustive').click();
      await page.getByText('things in the files could not be resolved').click();
      expect(await page.title()).toBe(`Access report: ${name(0)}`.replaceAll(/\s+/g, ' '));
      // The page's own data and program, and nothing that a name brought in.
      expect(await page.locator('script').count()).toBe(2);
      expect(await page.locator('img, svg, iframe, object').count()).toBe(0);
      // The skip link, which stays on the page; an address that is not https is words.
      expect(await page.locator('a').count()).toBe(1);
      expect(await page.textContent('body')).toContain(evil[1]);
      expect(asked).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});
