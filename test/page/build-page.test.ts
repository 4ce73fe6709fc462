import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildPage } from '../../src/build/build-page.ts';
import { reportPage } from '../../src/report/access-report-page.ts';
import { makeAccessReport } from './support/make-access-report.ts';
import { root } from './support/open-page.ts';

const template = await buildPage(root);
const report = makeAccessReport({ groups: 3, accounts: 3, grants: 5, people: 5 });

describe('the page of an access report', () => {
  it('is the same bytes each time', async () => {
    expect(await buildPage(root)).toBe(template);
  });

  it('lets run its own style and script alone, and fetch nothing', () => {
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(template)?.[1];
    const hash = (tag: string): string => {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(template)?.[1] ?? '';
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hash('style')}`,
      `script-src ${hash('script')}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('parses no HTML from names: nothing in it can', () => {
    expect(template).not.toMatch(
      /\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|setHTML\w*|createContextualFragment|srcdoc|eval|Function)\b/,
    );
    expect(template).not.toMatch(
      /\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import)\(/,
    );
  });

  it('holds its data where no name can end it, and as it was', () => {
    const names = [
      '</script>',
      '<!--<script>',
      '\u2028\u2029',
      '\uD800',
      "$&$'",
      '&lt;',
      '<!--data-->',
    ];
    const hostile = { ...report, unread: names };
    const page = reportPage(template, hostile);
    const data = /<script id="report" type="application\/json">([\s\S]*?)<\/script>/.exec(
      page,
    )?.[1];
    expect(data).not.toMatch(/[<>\u2028\u2029]/);
    expect(JSON.parse(data ?? '')).toEqual(hostile);
    expect(page.split('<script').length).toBe(template.split('<script').length + 1);
  });

  it('is refused where it has no place for data, or more than one', () => {
    expect(() => reportPage('<html></html>', report)).toThrow('exactly one place');
    expect(() => reportPage(`${template}${template}`, report)).toThrow('exactly one place');
  });
});
