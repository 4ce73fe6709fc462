import { thousands } from './words.ts';
/** The text, or its beginning and its whole length. Counts code points, so no character is halved. */
export function cut(text: string, most: number): string {
  // A text of so few code units cannot have more code points.
  if (text.length <= most) return text;
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  return `${characters.slice(0, most).join('')}… (${thousands(characters.length)} characters)`;
}
