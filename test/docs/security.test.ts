import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPage } from './markdown.ts';

interface Named {
  readonly path: string;
  /** Null where the line names a folder, which is a story of its own. */
  readonly title: string | null;
}

/** The page's lines of the form - `test/file`: title. */
function namedTests(page: string): readonly Named[] {
  return [...page.matchAll(/^ *- `(test\/[^`]+)`(?:: (.+))?$/gm)].map(
    ([, path = '', title = null]) => ({ path, title }),
  );
}

/** Why a test is not there under that name; null where it is. */
function missing({ path, title }: Named): string | null {
  if (!existsSync(path)) return `${path} is not there`;
  if (title === null) return statSync(path).isDirectory() ? null : `${path}: which test?`;
  const source = readFileSync(path, 'utf8');
  // Some end with how many cases they tried, which is computed.
  const said = [`'${title}'`, `"${title}"`, `\`${title}\``, `\`${title} (\${`];
  return said.some((literal) => source.includes(literal)) ? null : `${path} has no "${title}"`;
}

/** What stands below each heading that is one, by the heading. */
function threats(page: string): readonly (readonly [string, string])[] {
  const [, text = ''] = page.split('\n## Threats\n');
  const parts = text.split('\n#### ').slice(1);
  return parts.map((part) => [part.split('\n', 1).join(''), part] as const);
}

describe('SECURITY.md', () => {
  const page = readPage('SECURITY.md');

  it('names tests that are there', () => {
    const named = namedTests(page);
    expect(named.length).toBeGreaterThan(80);
    expect(named.map(missing).filter((problem) => problem !== null)).toEqual([]);
  });

  it('tells of each threat what stands against it, what remains, and its tests', () => {
    const told = threats(page);
    expect(told.length).toBeGreaterThan(20);
    const parts = ['- **Defence:** ', '- **Remains:** ', '- **Tests:**\n  - `test/'];
    const lacking = told.flatMap(([threat, text]) =>
      parts.filter((part) => !text.includes(part)).map((part) => `${threat}: ${part}`),
    );
    expect(lacking).toEqual([]);
  });

  it('would not believe a name that no test has', () => {
    const line = '- `test/docs/security.test.ts`: names tests that are nowhere';
    const [made] = namedTests(line.replace('names tests', 'names all tests'));
    expect(made && missing(made)).toContain('has no');
    expect(missing({ path: 'test/docs/nowhere.test.ts', title: 'x' })).toContain('is not there');
    expect(missing({ path: 'test/docs/security.test.ts', title: null })).toContain('which test?');
  });
});
