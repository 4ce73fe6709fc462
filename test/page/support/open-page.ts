import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
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

/** How somebody has set up their browser. */
export interface Setting {
  readonly colorScheme?: 'light' | 'dark';
  readonly forcedColors?: 'active';
  readonly reducedMotion?: 'reduce';
  readonly viewport?: { readonly width: number; readonly height: number };
}

const usually = {
  colorScheme: 'light',
  forcedColors: 'none',
  media: 'screen',
  reducedMotion: 'no-preference',
} as const;

export interface Browser {
  /** The page of a report, from a file, at a view. One at a time: each takes the place of the one before. */
  readonly open: (
    report: AccessReport,
    fragment?: string,
    setting?: Setting,
  ) => Promise<OpenedPage>;
  readonly bytes: () => number;
  readonly close: () => Promise<void>;
}

const NOTHING = 'about:blank';

export async function startBrowser(): Promise<Browser> {
  const template = await buildPage(root);
  const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  const browser = await chromium.launch({
    executablePath: browserPath ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  let shown = '';
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const [address] = request.url().split('#');
    if (address !== shown && address !== NOTHING) asked.push(request.url());
  });
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
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
    open: async (report, fragment = '', { viewport, ...media } = {}) => {
      const address = pathToFileURL(fileOf(report));
      await page.goto(NOTHING);
      shown = address.href;
      asked.length = 0;
      complaints.length = 0;
      await page.setViewportSize(viewport ?? { width: 1280, height: 720 });
      await page.emulateMedia({ ...usually, ...media });
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
