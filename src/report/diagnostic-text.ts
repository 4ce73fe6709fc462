import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { visible } from '../core/diagnostics/hidden-characters.ts';
import type { Span } from '../core/diagnostics/span.ts';

/** Columns of a source line that are shown; a longer one is cut around its caret. */
const WIDEST = 100;
const BEFORE_CARET = 40;
const TAB = '    ';

/**
 * A diagnostic as terminals and logs show it. `about` stands where a problem has no place in a file.
 * Everything that came from outside is made visible, so that it can neither steer a terminal nor
 * start a line of its own.
 */
export function diagnosticText(diagnostic: Diagnostic, about: string | null = null): string {
  const { at, severity, code, headline, why, help } = diagnostic;
  const where = at === null ? about : `${visible(at.file)}:${at.line}:${at.column}`;
  const lines = [
    [where, severity, code].filter((part) => part !== null).join(' '),
    `  ${visible(headline)}`,
    ...sourceExcerpt(at).map((line) => `  ${line}`),
  ];
  if (why !== null) lines.push(`  why   ${visible(why)}`);
  if (help !== null) lines.push(`  help  ${visible(help)}`);
  return lines.join('\n');
}

/** The source line, and its carets below it; nothing where there is none. */
export function sourceExcerpt(at: Span | null): string[] {
  if (at === null || at.sourceLine === '') return [];
  const number = String(at.line);
  const { text, caretAt, caretWidth } = shownAround(at);
  return [
    `${number} | ${text.trimEnd()}`,
    `${' '.repeat(number.length)} | ${' '.repeat(caretAt)}${'^'.repeat(caretWidth)}`,
  ];
}

interface Excerpt {
  readonly text: string;
  readonly caretAt: number;
  readonly caretWidth: number;
}

function shownAround(at: Span): Excerpt {
  const start = at.column - 1;
  // A line may be a mebibyte long; only what could be shown is measured.
  const first = Math.max(0, start - WIDEST);
  const cells = cellsOf(at.sourceLine.slice(first, start + WIDEST));
  const width = cells.reduce((sum, cell) => sum + cell.width, 0);
  const caret = widthBefore(cells, start - first);
  const isWhole = first === 0 && width <= WIDEST && at.sourceLine.length <= start + WIDEST;
  const from = isWhole ? 0 : Math.max(0, Math.min(caret - BEFORE_CARET, width - WIDEST));
  const shown = cells.filter(
    (cell) => cell.left >= from && (isWhole || cell.left + cell.width <= from + WIDEST),
  );
  const left = shown[0]?.left ?? from;
  const last = shown.at(-1);
  const right = last === undefined ? left : last.left + last.width;
  const open = first > 0 || left > 0 ? '…' : '';
  const cutBehind = right < width || at.sourceLine.length > start + WIDEST;
  const end = Math.min(widthBefore(cells, start - first + at.length), right);
  return {
    text: `${open}${shown.map((cell) => cell.text).join('')}${cutBehind ? '…' : ''}`,
    caretAt: open.length + Math.max(0, caret - left),
    caretWidth: Math.max(1, end - caret),
  };
}

/** One character of the source line as it is shown, and how many columns that takes. */
interface Cell {
  readonly offset: number;
  readonly left: number;
  readonly text: string;
  readonly width: number;
}

function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  let left = 0;
  for (const character of line) {
    const text = character === '\t' ? TAB : visible(character);
    const width = text === character ? columnsOf(character) : text.length;
    cells.push({ offset, left, text, width });
    offset += character.length;
    left += width;
  }
  return cells;
}

function widthBefore(cells: readonly Cell[], offset: number): number {
  const cell = cells.find((candidate) => candidate.offset >= offset);
  if (cell !== undefined) return cell.left;
  const last = cells.at(-1);
  return last === undefined ? 0 : last.left + last.width;
}

/** Columns in a terminal: none for a combining mark, two for East Asian characters and emoji. */
function columnsOf(character: string): number {
  if (/^\p{M}$/u.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}
