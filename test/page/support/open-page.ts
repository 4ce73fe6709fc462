import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { buildPage } from '../../../src/build/build-page.ts';
import type { AccessReport } from '../../../src/core/inventory/access-report.ts';
import { reportPage } from '../../../src/report/access-report-page.ts';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** CHROMIUM names another; null where this machine has none. */
export const browserPath =
  [process.env['CHROMIUM'] ?? '', ...usual].find((path) => path !== '' && existsSync(path)) ?? null;

/** For the name of what needs one, so that a skipped test says why. */
export const browserWords =
  browserPath === null ? 'no browser found, skipped: set CHROMIUM' : 'Chromium';

export interface OpenedPage {
  readonly page: Page;
  /** Everything that was asked for beside the page itself, and whatever it complained of. */
  readonly asked: readonly string[];
  readonly complaints: readonly string[];
}

export interface Browser {
  /** The page of a report, from a file, at a view. */
  readonly open: (
    report: AccessReport,
    fragment?: string,
    options?: BrowserContextOptions,
  ) => Promise<OpenedPage>;
  readonly bytes: () => number;
  readonly close: () => Promise<void>;
}

export async function startBrowser(): Promise<Browser> {
  const template = await buildPage(root);
  const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  const browser = await chromium.launch({
    executablePath: browserPath ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const files = new Map<AccessReport, string>();
  let bytes = 0;
  const fileOf = (report: AccessReport): string => {
    const known = files.get(report);
    if (known !== undefined) return known;
    const path = join(folder, `page-${files.size}.html`);
    const html = reportPage(template, report);
    bytes = Buffer.byteLength(html);
    writeFileSync(path, html);
    files.set(report, path);
    return path;
  };
  return {
    open: async (report, fragment = '', options = {}) => {
      const address = pathToFileURL(fileOf(report));
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const asked: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => {
        if (new URL(request.url()).pathname !== address.pathname) asked.push(request.url());
      });
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(`${address.href}#${fragment}`);
      return { page, asked, complaints };
    },
    bytes: () => bytes,
    close: async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where pictures and figures are left for people to look at. */
export function reportsPath(name: string): string {
  mkdirSync(`${root}.reports`, { recursive: true });
  return `${root}.reports/${name}`;
}
