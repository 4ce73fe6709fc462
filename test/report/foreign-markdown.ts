import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: true, linkify: true });
// GitHub links addresses with a scheme, `www.` and mail; never a bare domain such as `access.yaml`.
markdown.linkify.set({ fuzzyLink: false });

type Token = ReturnType<typeof markdown.parse>[number];

const ourHtml =
  /^(?:<details>\n<summary>[A-Za-z0-9 ,:]+<\/summary>|<details><summary>[A-Za-z0-9 ,]+<\/summary>|<\/details>)$/;
const ourHeading =
  /^(?:Access plan|Access drift|Apply outcome|Who |Permission sets$|What |In Entra ID first: |Attributes for access control$|Failed: |Not attempted: |Held|Blocked: |Waiting |Could not|Accounts that joined: |Drift, not|Applied: )/;
const ourLink = /^https:\/\/github\.com\/acme\/access\/(?:actions\/runs\/1$|blob\/[0-9a-f]{40}\/)/;
const ourFence = /^(?:text|json|diff)$/;
const ourBlocks =
  /^(?:(?:paragraph|bullet_list|list_item|blockquote|heading)_(?:open|close)|inline|fence|html_block)$/;
const ourInline = /^(?:text|code_inline|softbreak|(?:strong|link)_(?:open|close))$/;

// Also in code: a mail program that quotes the comment drops the code.
const active =
  /(?:^|[^A-Za-z0-9_])@[A-Za-z0-9]|@[0-9a-f]{7}|#\d|\bGH-\d|<!--|-->|--!>|:\/\/|\bwww\./i;
const hiding =
  // oxlint-disable-next-line no-control-regex -- that is what must not be there
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u200C-\u200F\uFEFF]/u;
// Outside of code GitHub would see people, emoji, formulas and commits.
const activeInText = /@|:[\w+-]+:|\$/;
const commit = /(?<!\w)(?!\d{12}(?!\w))[0-9a-f]{7,40}(?!\w)/i;

function inText(content: string): boolean {
  return active.test(content) || hiding.test(content);
}

function inInline(token: Token): string[] {
  return (token.children ?? []).flatMap(({ type, content, attrs }) => {
    const href = String(attrs?.find(([name]) => name === 'href')?.[1] ?? '');
    if (!ourInline.test(type)) return [`${type}: ${content}`];
    if (type === 'link_open') return ourLink.test(href) ? [] : [`link: ${href}`];
    if (inText(content)) return [`${type}: ${content}`];
    if (type !== 'text') return [];
    return activeInText.test(content) || commit.test(content) ? [`text: ${content}`] : [];
  });
}

function inBlock(token: Token, next: Token | undefined): string[] {
  if (!ourBlocks.test(token.type)) return [`${token.type}: ${token.content}`];
  switch (token.type) {
    case 'inline':
      return inInline(token);
    case 'heading_open':
      return ourHeading.test(next?.content ?? '') ? [] : [`heading: ${next?.content ?? ''}`];
    case 'fence':
      return ourFence.test(token.info) && !inText(token.content) ? [] : [`fence: ${token.content}`];
    case 'html_block':
      return ourHtml.test(token.content.trim()) ? [] : [`html: ${token.content}`];
    default:
      return [];
  }
}

function unbalanced(tokens: readonly Token[]): string[] {
  let depth = 0;
  for (const { type, content } of tokens) {
    if (type === 'html_block') depth += content.startsWith('</') ? -1 : 1;
    if (depth < 0) return ['details closed before it was opened'];
  }
  return depth === 0 ? [] : ['details left open'];
}

/** Every link, mention, reference, heading, HTML or comment in the body that is not our own. */
export function foreignMarkdown(body: string, hidden: readonly string[]): string[] {
  const visible = hidden.reduce((text, comment) => text.replace(comment, ''), body);
  const tokens = markdown.parse(visible, {});
  return [
    ...(body.isWellFormed() ? [] : ['half a character']),
    ...(active.test(visible.replace(/\]\([^)]*\)/g, '')) ? ['something active in the source'] : []),
    ...tokens.flatMap((token, index) => inBlock(token, tokens[index + 1])),
    ...unbalanced(tokens),
  ];
}
