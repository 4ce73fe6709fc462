import { badRequest } from './graph-error.ts';

export interface Token {
  readonly kind: 'string' | 'symbol' | 'word';
  /** Of a string what stands between its quotes, with doubled quotes made single. */
  readonly text: string;
  readonly at: number;
}

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const blank = /^\s+/.exec(rest)?.[0];
    const quoted = /^'((?:[^']|'')*)'/.exec(rest);
    const word = /^[^\s'(),]+/.exec(rest)?.[0];
    if (blank !== undefined) at += blank.length;
    else if (quoted !== null) {
      found.push({ kind: 'string', text: (quoted[1] ?? '').replaceAll("''", "'"), at });
      at += quoted[0].length;
    } else if (rest.startsWith("'")) {
      throw badRequest(
        `Invalid filter clause: There is an unterminated string literal at position ${text.length} in '${text}'.`,
      );
    } else if (word === undefined) {
      found.push({ kind: 'symbol', text: rest.charAt(0), at });
      at += 1;
    } else {
      found.push({ kind: 'word', text: word, at });
      at += word.length;
    }
  }
  return found;
}
