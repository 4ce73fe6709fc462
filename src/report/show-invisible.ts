// Control, format (bidirectional, zero-width), private-use and unpaired-surrogate code points, line
// and paragraph separators, fillers that draw nothing, and every space that only looks like one.
const invisible =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

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
