import { codePointName, drawUnseen } from '../core/diagnostics/hidden-characters.ts';

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `⟨${codePointName(code)}⟩`;
}

/** The text on one line, each character that hides, moves or fakes text drawn as what it is. */
export function showInvisible(text: string): string {
  return drawUnseen(text, picture);
}
