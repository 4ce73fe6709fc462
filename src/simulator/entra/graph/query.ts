import { badRequest } from './graph-error.ts';

/** A query as Graph reads it, with what shows that it was put together carelessly. */
export interface Query {
  readonly text: string;
  /** By lower-case name, `$filter`; the dollar is optional. */
  readonly options: ReadonlyMap<string, string>;
  /** The parts as they came, for the next page's link. */
  readonly parts: readonly string[];
  readonly problems: readonly string[];
}

const known = [
  '$count',
  '$expand',
  '$filter',
  '$format',
  '$orderby',
  '$search',
  '$select',
  '$skip',
  '$skiptoken',
  '$top',
];

const unencoded = /[\s"<>\\^`{|}]/;

/** Within a batch a query is a part of JSON, where only what separates its parts needs encoding. */
export function parseQuery(text: string, isBatched: boolean): Query {
  const options = new Map<string, string>();
  const problems: string[] = [];
  const parts = text.split('&').filter((part) => part !== '');
  for (const part of parts) {
    const cut = part.indexOf('=');
    const raw = cut < 0 ? '' : part.slice(cut + 1);
    const written = decode(cut < 0 ? part : part.slice(0, cut)).toLowerCase();
    const name = known.includes(`$${written}`) ? `$${written}` : written;
    const value = decode(raw);
    if (!known.includes(name)) {
      if (name.startsWith('$')) throw badRequest(`The query parameter '${name}' is not supported.`);
      problems.push(`"${name}" is no query option; was an & in a value left unencoded?`);
    }
    if (options.has(name)) throw badRequest(`Query option '${name}' was specified more than once.`);
    if (/'[^']*\+[^']*'/.test(raw.replaceAll('%27', "'"))) {
      problems.push(`a + within quotes means a blank; write %2B: ${raw}`);
    }
    if (!isBatched && unencoded.test(raw)) problems.push(`characters that must be encoded: ${raw}`);
    options.set(name, value);
  }
  return { text, options, parts, problems };
}

/** A part of a query, fit for a link. */
export function encoded(part: string): string {
  return part.replaceAll(/[^!-~]|["<>\\^`{|}]/gu, encodeURIComponent);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequest(`The query is not encoded as it has to be: ${text}`);
  }
}
