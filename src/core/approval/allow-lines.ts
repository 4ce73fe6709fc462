/** A line that begins with `/allow`. */
export interface AllowLine {
  /** Without space around it. */
  readonly text: string;
  /** What above it may keep it from whoever reads the page, as in "below HTML"; null where it is shown. */
  readonly hiddenBy: string | null;
}

/**
 * Lines of a review that begin with `/allow`, outside of fenced and indented code. A quoted one begins
 * with `>`. Nothing is rendered: what could hide a line counts as if it did.
 */
export function allowLines(body: string): readonly AllowLine[] {
  const lines: AllowLine[] = [];
  let fence: string | null = null;
  let aboveAll: string | null = null;
  let inParagraph: string | null = null;
  for (const line of body.split(/\r\n|\r|\n/)) {
    if (fence !== null) {
      if (closingOf(line)?.startsWith(fence) === true) fence = null;
      continue;
    }
    if (isBlank.test(line)) inParagraph = null;
    if (isAllow.test(line)) lines.push({ text: line.trim(), hiddenBy: aboveAll ?? inParagraph });
    fence = openingOf(line);
    aboveAll ??= hider(line, fence !== null);
    if (line.includes('[')) inParagraph ??= 'in one paragraph with a link';
  }
  return lines;
}

// More indented, it would be code, or belong to a footnote that nothing refers to.
const isAllow = /^ {0,3}\/allow(?:\s|$)/i;

const isBlank = /^[ \t]*$/;

/**
 * Only a fence without indentation is one whatever stands above it; others may be part of a list. Where a
 * fence ends matters, because GitHub draws some as diagrams, with texts that only a screen reader tells.
 */
function openingOf(line: string): string | null {
  return /^(`{3,}|~{3,})[^`~]*$/.exec(line)?.[1] ?? null;
}

function closingOf(line: string): string | null {
  return /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1] ?? null;
}

/** Comments, attributes and `<details>` hide lines, formulas have invisible text, and both go on past blank lines. */
function hider(line: string, isFence: boolean): string | null {
  if (line.includes('<')) return 'below HTML';
  if (line.includes('$')) return 'below a formula';
  return !isFence && /`{3}|~{3}/.test(line) ? 'below a fence that may not have ended' : null;
}
