/**
 * Characters that change how text looks or behaves without being seen: controls, direction
 * overrides (which make reviewed text read differently from what it says), zero-width spaces.
 * Tab and line feed are not among them.
 */
function isHidden(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a;
  return (
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x200b ||
    code === 0x2060 ||
    code === 0xfeff ||
    (code >= 0xd800 && code <= 0xdfff) ||
    (code >= 0xe0000 && code <= 0xe007f)
  );
}

/** UTF-16 offset of the first hidden character at or after `from`, or -1. */
export function findHidden(text: string, from = 0): number {
  for (let index = from; index < text.length; index += 1) {
    const code = text.codePointAt(index) ?? 0;
    if (code === 0x0d && text[index + 1] === '\n') continue;
    if (isHidden(code)) return index;
    if (code > 0xffff) index += 1;
  }
  return -1;
}

/** `U+202E`, as a person would look it up. */
export function codePointName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

// Control, format (bidirectional, zero-width), private-use, unassigned and unpaired-surrogate code
// points, line and paragraph separators, fillers that draw nothing, and every space that only looks
// like one. Marks above or below a letter are writing; heaps of them paint over other lines.
const unseen =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{13441}\u{13442}\u{16FE4}\u{1D159}]|(?! )\p{Zs}|(?<=\p{M}{4})\p{M}/gu;

/** The text on one line, each character that hides, moves or fakes text drawn as `draw` says. */
export function drawUnseen(text: string, draw: (character: string) => string): string {
  return text.replace(unseen, draw);
}

function escape(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** The text on one line, every character that would not be seen for what it is written as an escape. */
export function visible(text: string): string {
  return drawUnseen(text, escape);
}
