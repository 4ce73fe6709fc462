import { type PageElement, walk } from './rendered.ts';

/**
 * What GitHub does to a page once Markdown has become HTML. It looks at texts outside of `pre`, `code`
 * and `a`; entities and escapes are resolved by then.
 */
const inProse = {
  // @user and @org/team, also after punctuation.
  'a person or team': /@/,
  // #1, owner#1, owner/repo#1.
  'an issue': /#\d/,
  'an issue by GH': /\bGH-\d/i,
  // 7 to 40 hexadecimal digits between other characters; account ids alone look like it.
  'a commit': /(?<!\w)(?!\d{12}(?!\w))[0-9a-f]{7,40}(?!\w)/i,
  'an address': /:\/\/|\bwww\.|\bmailto:|\bxmpp:/i,
  emoji: /:[\w+-]+:/,
  'a formula': /\$/,
  'an alert': /\[!/,
  'a footnote': /\[\^/,
  'a task': /^\s*\[[ x]?\]/i,
  'HTML or an entity': /[<>&]/,
} as const;

/** Who replies by mail quotes the text without its code, and the reply is Markdown again. */
const anywhere = {
  'a mention once quoted': /(?:^|[^A-Za-z0-9_])@[A-Za-z0-9]|@[0-9a-f]{7}/i,
  'an issue once quoted': /#\d|\bGH-\d/i,
  'an address once quoted': /:\/\/|\bwww\./i,
  'an HTML comment': /<!--|--!?>/,
  // What hides, moves or fakes text. We write U+200B ourselves, and outside of code U+200E.
  'something unseen':
    /(?![\u200B\u200E\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u,
} as const;

/** A mark there would be copied with the name. */
const inCode = { 'a mark of direction': /\u200E/ } as const;

const ourElements: ReadonlySet<string> = new Set(
  'h2 h3 p ul li strong code pre blockquote a details summary table thead tbody tr th td'.split(
    ' ',
  ),
);

function found(text: string, rules: Readonly<Record<string, RegExp>>): string[] {
  return Object.entries(rules).flatMap(([what, rule]) =>
    rule.test(text) ? [`${what}: ${JSON.stringify(text)}`] : [],
  );
}

/** A browser resolves `..` in it, and reads `\` as `/`. */
function isOurs(address: string, base: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, pathname, username, search } = new URL(address);
  return `${origin}${pathname}`.startsWith(`${base}/`) && username === '' && search === '';
}

function alertOf({ name, children }: PageElement): string {
  const [first] = children.filter((node) => typeof node !== 'string');
  const [start] = first?.children ?? [];
  if (name !== 'blockquote' || typeof start !== 'string') return '';
  return /^\[!(?:CAUTION|WARNING|IMPORTANT|NOTE)\](?=\n)/.exec(start)?.[0] ?? '';
}

function wrongWith(node: PageElement, base: string): string[] {
  const { name, attributes } = node;
  const { href, ...others } = attributes;
  const isPlain =
    (name === 'code' && /^language-(?:text|json|yaml|diff|mermaid)$/.test(others['class'] ?? '')) ||
    Object.keys(others).length === 0;
  return [
    ...(ourElements.has(name) ? [] : [`<${name}>`]),
    ...(isPlain ? [] : [`<${name} ${JSON.stringify(others)}>`]),
    ...(name === 'a' && !isOurs(href ?? '', base) ? [`a link to ${href}`] : []),
    ...(name !== 'a' && href !== undefined ? ['href'] : []),
    ...(name === 'blockquote' && alertOf(node) === '' ? ['a quotation'] : []),
  ];
}

/** Everything on the page that GitHub would act on and that is not a link below `base`. */
export function liveOnGitHub(page: PageElement, base: string): string[] {
  return [...walk(page)].flatMap(({ node, inside }) => {
    if (typeof node !== 'string') return wrongWith(node, base);
    // A pull request that we link to ourselves.
    if (inside.at(-1) === 'a' && /^#\d+$/.test(node)) return [];
    const isCode = inside.includes('code') || inside.includes('pre');
    // The head of an alert is ours: the element was looked at when it was met.
    const prose = inside.at(-2) === 'blockquote' ? node.replace(/^\[![A-Z]+\](?=\n)/, '') : node;
    return [...found(node, anywhere), ...found(prose, isCode ? inCode : inProse)];
  });
}
