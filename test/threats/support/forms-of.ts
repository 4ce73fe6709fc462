/**
 * How a secret may stand in a text: as it is, escaped, and in base64 at each of the three places where it
 * may begin within a longer text (`Basic x-access-token:…` is such a one).
 */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // The first and the last digits also depend on what stands around the secret.
    return text.slice(before === 0 ? 0 : 4, -2);
  });
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    ...shifted,
    ...shifted.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}
