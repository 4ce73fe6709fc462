import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { visible, visibleCharacter } from '../core/diagnostics/hidden-characters.ts';
import type { Span } from '../core/diagnostics/span.ts';

/** Columns of a source line that are shown; a longer one is cut around its caret. */
const WIDEST = 100;
const BEFORE_CARET = 40;
const TAB = '    ';

/**
 * A diagnostic as terminals and logs show it. `mode` stands where a problem has no place in a file.
 * Everything that came from outside is made visible, so that it can neither steer a terminal nor
 * start a line of its own.
 */
export function diagnosticText(diagnostic: Diagnostic, mode: string | null = null): string {
  const { at, severity, code, headline, why, help } = diagnostic;
  const where = at === null ? mode : `${visible(at.file)}:${at.line}:${at.column}`;
  const lines = [
    [where, severity, code].filter((part) => part !== null).join(' '),
    `  ${visible(headline)}`,
    ...(at === null || at.sourceLine === '' ? [] : sourceExcerpt(at)),
  ];
  if (why !== null) lines.push(`  why   ${visible(why)}`);
  if (help !== null) lines.push(`  help  ${visible(help)}`);
  return lines.join('\n');
}

function sourceExcerpt(at: Span): string[] {
  const number = String(at.line);
  const start = at.column - 1;
  const end = start + at.length;
  const cells = cellsOf(at.sourceLine);
  const width = cells.reduce((sum, cell) => sum + cell.width, 0);
  const caretAt = widthBefore(cells, start);
  const from = width <= WIDEST ? 0 : Math.max(0, Math.min(caretAt - BEFORE_CARET, width - WIDEST));
  const shown = cells.filter(
    (cell) => cell.left >= from && cell.left + cell.width <= from + WIDEST,
  );
  const left = shown[0]?.left ?? from;
  const right = left + shown.reduce((sum, cell) => sum + cell.width, 0);
  const open = left > 0 ? '…' : '';
  const text = `${open}${shown.map((cell) => cell.text).join('')}${right < width ? '…' : ''}`;
  const indent = ' '.repeat(open.length + Math.max(0, caretAt - left));
  const carets = '^'.repeat(Math.max(1, Math.min(widthBefore(cells, end), right) - caretAt));
  return [`  ${number} | ${text.trimEnd()}`, `  ${' '.repeat(number.length)} | ${indent}${carets}`];
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
    const text = character === '\t' ? TAB : visibleCharacter(character);
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
