import { type PageElement, textOf, walk } from './rendered.ts';

// Names of marks of HTML stand for every mark that could be Mermaid's.
const label = String.raw`"(?:[^"\x60<>&|{}()[\]\\%@$*_~#;]|#[A-Za-z]+;)+"`;
const shapes = [`\\[${label}\\]`, `\\(${label}\\)`, `\\{\\{${label}\\}\\}`].join('|');

/** All that a picture of ours is made of. Anything else could be a link, a directive or another graph. */
const lines: readonly RegExp[] = [
  /^flowchart LR$/,
  new RegExp(`^n\\d+(?:${shapes})$`, 'u'),
  new RegExp(`^n\\d+ (?:==>|-\\.->)(?:\\|"[a-z0-9, ]+"\\|)? n\\d+$`),
  /^linkStyle \d+(?:,\d+)* stroke:[a-z]+$/,
  /^classDef administrator [a-z0-9:,-]+$/,
  /^class n\d+(?:,n\d+)* administrator$/,
];

/** Lines of Mermaid graphs that are not such as we write. */
export function foreignInPictures(page: PageElement): string[] {
  return [...walk(page)].flatMap(({ node }) => {
    if (typeof node === 'string' || node.attributes['class'] !== 'language-mermaid') return [];
    return textOf(node)
      .trimEnd()
      .split('\n')
      .filter((line) => !lines.some((known) => known.test(line)));
  });
}
