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

/** One character for eyes: itself, or its escape where it would not be seen. */
function visibleCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (!isHidden(code)) return character;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** The text with every hidden character, tab and line break written as an escape. */
export function visible(text: string): string {
  let shown = '';
  for (const character of text) {
    if (character === '\n') shown += '\\n';
    else if (character === '\t') shown += '\\t';
    else shown += visibleCharacter(character);
  }
  return shown;
}
