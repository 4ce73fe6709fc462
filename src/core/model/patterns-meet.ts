/**
 * Whether some text fits both patterns, in which `*` is any run of characters and `?` any one. The time
 * is bounded by the product of the lengths.
 */
export function patternsMeet(one: string, other: string): boolean {
  // reached[j]: the first i letters of one and the first j of other can be the same text.
  let reached = rowAfter(null, '', other);
  for (const letter of one) reached = rowAfter(reached, letter, other);
  return reached[other.length] === true;
}

function rowAfter(above: readonly boolean[] | null, letter: string, other: string): boolean[] {
  const row: boolean[] = [];
  for (let j = 0; j <= other.length; j += 1) {
    const theirs = j === 0 ? '' : other[j - 1];
    const up = above?.[j] === true;
    const left = j > 0 && row[j - 1] === true;
    const diagonal = j > 0 && above?.[j - 1] === true;
    row.push(
      (above === null && j === 0) ||
        // A star may stand for nothing, or take whatever the other side has there.
        (letter === '*' && (up || left)) ||
        (theirs === '*' && (up || left)) ||
        (diagonal && j > 0 && (letter === '?' || theirs === '?' || letter === theirs)),
    );
  }
  return row;
}
