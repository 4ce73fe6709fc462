import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** A page as GitHub's Markdown makes it, before GitHub looks for mentions and references in it. */
export interface PageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (PageElement | string)[];
}

const options = {
  // GitHub keeps HTML and cleans it afterwards.
  allowDangerousHtml: true,
  extensions: [gfm()],
  htmlExtensions: [gfmHtml()],
};

const piece =
  /<!--[^]*?-->|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+|</giu;
const attribute = /([a-z-]+)(?:="([^"]*)")?/giu;
const alone: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input']);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '');
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(attribute)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, decoded(value)]));
}

/**
 * The page, and what a browser or GitHub's cleaning would have to mend in it: tags that close nothing,
 * in the wrong order or not at all, and what is no tag.
 */
export function rendered(markdown: string): { page: PageElement; broken: string[] } {
  const page: PageElement = { name: 'page', attributes: {}, children: [] };
  const open: PageElement[] = [page];
  const broken: string[] = [];
  for (const [text, slash, tag, attributes = '', closed] of micromark(markdown, options).matchAll(
    piece,
  )) {
    const top = open.at(-1) ?? page;
    if (text.startsWith('<!--')) continue;
    if (tag === undefined) {
      if (text === '<') broken.push('a < that begins no tag');
      else top.children.push(decoded(text));
    } else if (slash === '/') {
      if (top.name === tag && open.length > 1) open.pop();
      else broken.push(`</${tag}> within <${top.name}>`);
    } else {
      const element = { name: tag, attributes: attributesOf(attributes), children: [] };
      top.children.push(element);
      if (closed !== '/' && !alone.has(tag)) open.push(element);
    }
  }
  broken.push(...open.slice(1).map(({ name }) => `<${name}> left open`));
  return { page, broken };
}

/** Everything of that page, elements before what they hold. */
export function* walk(
  element: PageElement,
  inside: readonly string[] = [],
): Generator<{
  readonly node: PageElement | string;
  /** Names of the elements around it. */
  readonly inside: readonly string[];
}> {
  const within = [...inside, element.name];
  for (const node of element.children) {
    yield { node, inside: within };
    if (typeof node !== 'string') yield* walk(node, within);
  }
}

/** What a person reads. */
export function textOf(element: PageElement): string {
  return element.children.map((node) => (typeof node === 'string' ? node : textOf(node))).join('');
}

/** What a person reads outside of code. */
export function proseOf(element: PageElement): string {
  return element.children
    .map((node) => {
      if (typeof node === 'string') return node;
      return node.name === 'code' || node.name === 'pre' ? '' : proseOf(node);
    })
    .join('');
}
