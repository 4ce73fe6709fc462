import { globSync, readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt({ html: true });
const parsed = new Map<string, ReturnType<typeof parser.parse>>();

/** Pages link to each other many times over: each text is parsed once. */
function tokensOf(text: string): ReturnType<typeof parser.parse> {
  const known = parsed.get(text) ?? parser.parse(text, {});
  parsed.set(text, known);
  return known;
}

/** Every page that people read: at the root, in docs/, and beside examples, sources and tests. */
export const pages: readonly string[] = globSync([
  '*.md',
  'docs/*.md',
  'examples/**/README.md',
  'src/**/README.md',
  'test/README.md',
  'test/scenarios/README.md',
]).toSorted();

export function readPage(page: string): string {
  return readFileSync(page, 'utf8');
}

export interface CodeBlock {
  /** What stands behind the three backticks. */
  readonly info: string;
  readonly text: string;
}

export function codeBlocks(page: string): readonly CodeBlock[] {
  return tokensOf(readPage(page))
    .filter(({ type }) => type === 'fence')
    .map(({ info, content }) => ({ info, text: content }));
}

/** What stands between single backticks, in running text. */
export function codeSpans(page: string): readonly string[] {
  return tokensOf(readPage(page))
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === 'code_inline')
    .map(({ content }) => content);
}

/** Addresses of links and pictures, as written. */
export function links(page: string): readonly string[] {
  return tokensOf(readPage(page)).flatMap((token) =>
    (token.children ?? []).flatMap((child) => {
      const address = child.attrGet('href') ?? child.attrGet('src');
      return address === null ? [] : [String(address)];
    }),
  );
}

/** Ids that GitHub gives to headings. */
export function anchors(page: string): readonly string[] {
  const tokens = tokensOf(readPage(page));
  return tokens.flatMap((token, index) => {
    const heading = tokens[index + 1];
    if (token.type !== 'heading_open' || heading === undefined) return [];
    const text = (heading.children ?? []).map(({ content }) => content).join('');
    return [
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ];
  });
}

/** The text below one heading, up to the next of its level. */
export function section(page: string, heading: string): string {
  const text = readPage(page);
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start === -1) throw new Error(`${page} has no section "${heading}"`);
  const end = text.indexOf('\n## ', start + 1);
  return text.slice(start, end === -1 ? undefined : end);
}

/** Cells of the first table in a text, without its head, code marks taken off. */
export function tableRows(text: string): readonly (readonly string[])[] {
  const tokens = tokensOf(text);
  const end = tokens.findIndex(({ type }) => type === 'table_close');
  const start = tokens.findIndex(({ type }) => type === 'tbody_open');
  const rows: string[][] = [];
  for (const [index, token] of tokens.slice(start, end).entries()) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'td_open') rows.at(-1)?.push(plain(tokens[start + index + 1]?.content));
  }
  return rows;
}

function plain(text = ''): string {
  return text.replaceAll('`', '');
}
