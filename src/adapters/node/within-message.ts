/** Where the runner cuts the message of an annotation, as UTF-16 counts. */
const longest = 4096;

/** The message if the runner takes all of it, else its beginning and how long it is. */
export function withinMessage(text: string): string {
  if (text.length <= longest) return text;
  const end = ` … (${text.length} characters)`;
  // Half a character at the end becomes U+FFFD, which goes.
  const start = text.slice(0, longest - end.length).toWellFormed();
  return `${start.replace(/\uFFFD$/, '')}${end}`;
}
