// Control, format (bidirectional, zero-width), private-use, unassigned and unpaired-surrogate code
// points, line and paragraph separators, fillers that draw nothing, and every space that only looks
// like one. Marks above or below a letter are writing; heaps of them paint over other lines.
const invisible =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{13441}\u{13442}\u{16FE4}\u{1D159}]|(?! )\p{Zs}|(?<=\p{M}{4})\p{M}/gu;

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** The text on one line, each character that hides, moves or fakes text drawn as what it is. */
export function showInvisible(text: string): string {
  return text.replace(invisible, picture);
}
