/**
 * `*` is any run of characters, `?` any one; everything else is itself, case-sensitive. The last
 * star alone is retried, so the time is bounded by the product of the lengths, without backtracking
 * that grows exponentially.
 */
export function matchesGlob(glob: string, text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < text.length) {
    const wanted = glob.codePointAt(at);
    const found = text.codePointAt(position) ?? 0;
    if (wanted === STAR) {
      star = at;
      at += 1;
      resume = position;
    } else if (wanted !== undefined && (wanted === ANY || wanted === found)) {
      at += lengthOf(wanted);
      position += lengthOf(found);
    } else if (star === -1) {
      return false;
    } else {
      at = star + 1;
      resume += lengthOf(text.codePointAt(resume) ?? 0);
      position = resume;
    }
  }
  while (glob.codePointAt(at) === STAR) at += 1;
  return at === glob.length;
}

const STAR = 0x2a;
const ANY = 0x3f;

/** In UTF-16 code units. */
function lengthOf(codePoint: number): number {
  return codePoint > 0xff_ff ? 2 : 1;
}

export function isGlob(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
