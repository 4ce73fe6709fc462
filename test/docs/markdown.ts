import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt({ html: true });

/** Every page that people read first, and what they read next. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/command-line.md',
  'docs/access-report.md',
  'docs/diagnostics.md',
  'docs/doctor.md',
  'docs/entra.md',
  'docs/from-two-clouds.md',
  'docs/how-it-decides.md',
  'docs/mapping-files.md',
  'docs/performance.md',
  'docs/releasing.md',
  'examples/aws/README.md',
  'examples/entra/README.md',
  'examples/starter/README.md',
  'examples/workflows/README.md',
  'src/README.md',
  'test/README.md',
];

export function readPage(page: string): string {
  return readFileSync(page, 'utf8');
}

export interface CodeBlock {
  /** What stands behind the three backticks. */
  readonly info: string;
  readonly text: string;
}

export function codeBlocks(page: string): readonly CodeBlock[] {
  return parser
    .parse(readPage(page), {})
    .filter(({ type }) => type === 'fence')
    .map(({ info, content }) => ({ info, text: content }));
}

/** Addresses of links and pictures, as written. */
export function links(page: string): readonly string[] {
  return parser.parse(readPage(page), {}).flatMap((token) =>
    (token.children ?? []).flatMap((child) => {
      const address = child.attrGet('href') ?? child.attrGet('src');
      return address === null ? [] : [String(address)];
    }),
  );
}

/** Ids that GitHub gives to headings. */
export function anchors(page: string): readonly string[] {
  const tokens = parser.parse(readPage(page), {});
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
  const tokens = parser.parse(text, {});
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
