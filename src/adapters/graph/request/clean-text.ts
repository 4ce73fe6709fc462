const longestText = 600;

/**
 * Text of Microsoft for one line of ours: names and messages are data, and may hold line feeds,
 * terminal escapes or characters that turn the direction of writing.
 */
export function cleanText(text: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return line.length > longestText ? `${line.slice(0, longestText)}…` : line;
}
