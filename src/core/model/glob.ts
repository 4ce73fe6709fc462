/**
 * `*` is any run of characters, `?` any one; everything else is itself, case-sensitive. The last
 * star alone is retried, so the time is bounded by the product of the lengths, without backtracking
 * that grows exponentially.
 */
export function matchesGlob(glob: string, text: string): boolean {
  const pattern = [...glob];
  const characters = [...text];
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < characters.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at;
      at += 1;
      resume = position;
    } else if (wanted === '?' || (wanted !== undefined && wanted === characters[position])) {
      at += 1;
      position += 1;
    } else if (star === -1) {
      return false;
    } else {
      at = star + 1;
      resume += 1;
      position = resume;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

export function isGlob(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
