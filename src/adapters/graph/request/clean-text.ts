const longestText = 600;

/** What stands in for what must not be shown. */
const hidden = '(hidden)';
/** The beginning of every JWT is that of its header, `{"`. */
const jwt = /\beyJ[\w-]+(?:\.[\w-]*)*/g;
/** Shorter ones stand in ordinary words. */
const shortestSecret = 6;

/**
 * Text of Microsoft for one line of ours: names and messages are data, and may hold line feeds,
 * terminal escapes or characters that turn the direction of writing. No JWT is shown, for nobody has
 * a reason to send one back.
 */
export function cleanText(text: string): string {
  return cleanTextWithout([], text);
}

/** Like `cleanText`, without the secrets that were sent, as they are and as a form writes them. */
export function cleanTextWithout(secrets: readonly string[], text: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(jwt, hidden);
  const forms = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())])
    .toSorted((a, b) => b.length - a.length);
  const shown = forms.reduce((left, form) => left.replaceAll(form, hidden), line).trim();
  return shown.length > longestText ? `${shown.slice(0, longestText)}…` : shown;
}
