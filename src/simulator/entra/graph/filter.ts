import type { Json, JsonObject } from '../../aws/json.ts';
import { isJsonObject } from '../../aws/json.ts';
import { badRequest, unsupportedQuery } from './graph-error.ts';
import { tokens } from './filter-tokens.ts';
import type { Token } from './filter-tokens.ts';

export type Operator =
  | 'any'
  | 'contains'
  | 'endswith'
  | 'eq'
  | 'ge'
  | 'gt'
  | 'in'
  | 'le'
  | 'lt'
  | 'ne'
  | 'not'
  | 'startswith';

export interface Filter {
  /** Which operators are applied to which properties. */
  readonly uses: readonly { readonly property: string; readonly operator: Operator }[];
  readonly matches: (row: JsonObject) => boolean;
}

const mostClauses = 15;

type Test = (row: JsonObject) => boolean;

/** The part of OData's filters that directory objects and provisioning logs take. */
export function parseFilter(text: string, isCaseSensitive: boolean): Filter {
  const parser = new Parser(text, isCaseSensitive);
  return { matches: parser.whole(), uses: parser.uses };
}

class Parser {
  readonly uses: { property: string; operator: Operator }[] = [];
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #fold: (text: string) => string;
  #at = 0;

  constructor(text: string, isCaseSensitive: boolean) {
    this.#text = text;
    this.#tokens = tokens(text);
    this.#fold = isCaseSensitive ? (one) => one : (one) => one.toLowerCase();
  }

  whole(): Test {
    const test = this.#or();
    if (this.#at < this.#tokens.length) throw this.#syntax();
    return test;
  }

  #or(): Test {
    let test = this.#and();
    let clauses = 1;
    while (this.#word('or')) {
      clauses += 1;
      requireFew(clauses);
      const [left, right] = [test, this.#and()];
      test = (row) => left(row) || right(row);
    }
    return test;
  }

  #and(): Test {
    let test = this.#unary();
    while (this.#word('and')) {
      const [left, right] = [test, this.#unary()];
      test = (row) => left(row) && right(row);
    }
    return test;
  }

  #unary(): Test {
    if (this.#word('not')) {
      const before = this.uses.length;
      const test = this.#unary();
      const properties = this.uses.slice(before).map(({ property }) => property);
      for (const property of properties) this.uses.push({ property, operator: 'not' });
      return (row) => !test(row);
    }
    if (this.#symbol('(')) {
      const test = this.#or();
      this.#need(')');
      return test;
    }
    const name = this.#name();
    if (!this.#symbol('(')) return this.#comparison(name);
    return name.endsWith('/any')
      ? this.#any(name.slice(0, -4))
      : this.#function(name.toLowerCase());
  }

  #function(name: string): Test {
    if (name !== 'startswith' && name !== 'endswith' && name !== 'contains') throw this.#syntax();
    const property = this.#name();
    this.#need(',');
    const wanted = this.#fold(plain(this.#literal()));
    this.#need(')');
    this.uses.push({ property, operator: name });
    return (row) => {
      const value = this.#fold(plain(read(row, property)));
      if (name === 'startswith') return value.startsWith(wanted);
      return name === 'endswith' ? value.endsWith(wanted) : value.includes(wanted);
    };
  }

  /** `(x:x eq 'value')`, the one lambda that is taken. */
  #any(property: string): Test {
    if (!/^(\w+):\1$/.test(this.#name()) || !this.#word('eq')) throw this.#syntax();
    const wanted = this.#literal();
    this.#need(')');
    this.uses.push({ property, operator: 'any' });
    return (row) => {
      const values = read(row, property);
      return Array.isArray(values) && values.some((one) => this.#same(one, wanted));
    };
  }

  #comparison(property: string): Test {
    const operator = this.#name().toLowerCase();
    if (operator === 'in') return this.#in(property);
    if (!isComparison(operator)) throw this.#syntax();
    const wanted = this.#literal();
    this.uses.push({ property, operator });
    return (row) => this.#compare(read(row, property), operator, wanted);
  }

  #in(property: string): Test {
    const wanted: Json[] = [];
    this.#need('(');
    do wanted.push(this.#literal());
    while (this.#symbol(','));
    this.#need(')');
    requireFew(wanted.length);
    this.uses.push({ property, operator: 'in' });
    return (row) => wanted.some((one) => this.#compare(read(row, property), 'eq', one));
  }

  #compare(value: Json | undefined, operator: string, wanted: Json): boolean {
    if (operator === 'eq') return this.#same(value, wanted);
    if (operator === 'ne') return !this.#same(value, wanted);
    if (typeof value !== 'string' && typeof value !== 'number') return false;
    const order = orderOf(value, wanted);
    if (operator === 'gt') return order > 0;
    if (operator === 'lt') return order < 0;
    return operator === 'ge' ? order >= 0 : order <= 0;
  }

  #same(value: Json | undefined, wanted: Json): boolean {
    if (typeof value === 'string' && typeof wanted === 'string') {
      return this.#fold(value) === this.#fold(wanted);
    }
    return (value ?? null) === wanted;
  }

  #literal(): Json {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === 'symbol') throw this.#syntax();
    this.#at += 1;
    if (token.kind === 'string') return token.text;
    if (token.text === 'true' || token.text === 'false') return token.text === 'true';
    if (token.text === 'null') return null;
    if (/^-?\d+(?:\.\d+)?$/.test(token.text)) return Number(token.text);
    if (/^\d{4}-\d\d-\d\d|^[\da-f]{8}-/i.test(token.text)) return token.text;
    throw badRequest(
      `Invalid filter clause: Could not find a property named '${token.text}' in '${this.#text}'.`,
    );
  }

  #name(): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word') throw this.#syntax();
    this.#at += 1;
    return token.text;
  }

  #word(word: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word' || token.text.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #symbol(symbol: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'symbol' || token.text !== symbol) return false;
    this.#at += 1;
    return true;
  }

  #need(symbol: string): void {
    if (!this.#symbol(symbol)) throw this.#syntax();
  }

  #syntax(): Error {
    const at = this.#tokens[this.#at]?.at ?? this.#text.length;
    return badRequest(`Invalid filter clause: Syntax error at position ${at} in '${this.#text}'.`);
  }
}

/** A simple value as text; the empty one for anything else. */
export function plain(value: Json | undefined): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

function isComparison(word: string): word is 'eq' | 'ge' | 'gt' | 'le' | 'lt' | 'ne' {
  return ['eq', 'ge', 'gt', 'le', 'lt', 'ne'].includes(word);
}

// A value of `in` is a clause, too.
function requireFew(clauses: number): void {
  if (clauses <= mostClauses) return;
  throw unsupportedQuery(
    `Too many child clauses specified in search filter expression containing 'OR' operators: ${clauses}. Max allowed: ${mostClauses}.`,
  );
}

function read(row: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = row;
  for (const part of path.split('/')) value = isJsonObject(value) ? value[part] : undefined;
  return value;
}

function orderOf(value: string | number, wanted: Json): number {
  const [a, b] = [value, wanted].map((one) => {
    const time = typeof one === 'string' ? Date.parse(one) : Number(one);
    return Number.isNaN(time) ? plain(one) : time;
  });
  if (a === undefined || b === undefined || a === b) return 0;
  return a < b ? -1 : 1;
}
