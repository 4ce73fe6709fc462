import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { codePointName, findHidden } from '../../diagnostics/hidden-characters.ts';
import { limits } from '../limits.ts';
import { mapBuilder } from './map-builder.ts';
import type { SourceText } from './source-text.ts';
import type { ScalarTree, Tree } from './tree.ts';

/** A JSON file as a tree, so that each problem has its line. Stops at the first error of syntax. */
export function parseJson(source: SourceText): Checked<Tree> {
  const reader = new JsonReader(source);
  try {
    return { value: reader.document(), diagnostics: reader.diagnostics };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { value: null, diagnostics: [...reader.diagnostics, error.diagnostic] };
  }
}

/** Unwinds the reader; it never leaves this file. */
class SyntaxProblem extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.headline);
    this.diagnostic = diagnostic;
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[\p{L}\p{N}_$.+-]+/uy;
const whiteSpace = /[ \t\r\n]*/y;

class JsonReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: SourceText;
  readonly #text: string;
  #at = 0;

  constructor(source: SourceText) {
    this.#source = source;
    this.#text = source.text;
  }

  document(): Tree {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) {
      this.#fail(
        'something follows after the end of the policy',
        'delete it, or check the brackets above',
      );
    }
    return value;
  }

  #value(depth: number): Tree {
    this.#skipSpace();
    if (depth > limits.depth) {
      this.#fail(
        `values are nested more than ${limits.depth} levels deep`,
        'write it without deep nesting',
      );
    }
    const start = this.#at;
    switch (this.#text[start]) {
      case '{':
        return this.#map(depth);
      case '[':
        return this.#list(depth);
      case '"':
        return this.#string();
      case undefined:
        return this.#fail('the file ends too early', 'close every bracket and quote');
      default:
        return this.#literal(start);
    }
  }

  #map(depth: number): Tree {
    const start = this.#at;
    const builder = mapBuilder(this.diagnostics);
    this.#at += 1;
    this.#skipSpace();
    while (this.#text[this.#at] !== '}') {
      if (this.#text[this.#at] !== '"') {
        this.#fail(
          this.#text[this.#at] === undefined
            ? 'the file ends too early'
            : 'a key in double quotes is expected here',
          'write keys like "Effect"; JSON allows no comments and no comma before }',
        );
      }
      const key = this.#string();
      this.#skipSpace();
      if (this.#text[this.#at] !== ':')
        this.#fail('a ":" is missing after the key', 'write "key": value');
      this.#at += 1;
      const value = this.#value(depth + 1);
      builder.add(key.source, key.at, value);
      this.#separator('}');
    }
    this.#at += 1;
    return { kind: 'map', entries: builder.entries, at: this.#span(start) };
  }

  #list(depth: number): Tree {
    const start = this.#at;
    const items: Tree[] = [];
    this.#at += 1;
    this.#skipSpace();
    while (this.#text[this.#at] !== ']') {
      items.push(this.#value(depth + 1));
      this.#separator(']');
    }
    this.#at += 1;
    return { kind: 'list', items, at: this.#span(start) };
  }

  /** After an entry: a comma with another entry behind it, or the closing bracket. */
  #separator(close: string): void {
    this.#skipSpace();
    const next = this.#text[this.#at];
    if (next === close) return;
    if (next === undefined) this.#fail('the file ends too early', 'close every bracket and quote');
    if (next !== ',') {
      // Shown where it belongs: behind the entry before.
      this.#at = Math.max(0, this.#text.slice(0, this.#at).trimEnd().length - 1);
      this.#fail(`a "," or "${close}" is missing behind this`, 'separate entries with commas');
    }
    const comma = this.#at;
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === close) {
      this.#at = comma;
      this.#fail(`JSON allows no comma before "${close}"`, 'delete the comma');
    }
  }

  #string(): ScalarTree {
    const start = this.#at;
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"' && this.#text[end] !== '\n') {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    if (this.#text[end] !== '"')
      this.#fail('this text has no closing quote', 'end it with " on the same line');
    this.#at = end + 1;
    const value = unescaped(this.#text.slice(start, this.#at));
    if (value === null) {
      this.#at = start;
      this.#fail(
        'this text has a tab or an escape that JSON does not know',
        'write \\t for a tab and \\\\ for a backslash',
        end + 1,
      );
    }
    const hidden = findHidden(value);
    if (hidden !== -1) {
      const name = codePointName(value.codePointAt(hidden) ?? 0);
      this.diagnostics.push(
        errorAt(this.#span(start), 'hidden-character', `this text hides the character ${name}`, {
          help: 'remove the escape',
        }),
      );
    }
    return { kind: 'scalar', value, source: value, at: this.#span(start) };
  }

  #literal(start: number): ScalarTree {
    const digits = this.#match(number);
    const source = digits ?? this.#match(word) ?? '';
    const values = new Map<string, boolean | null>([
      ['true', true],
      ['false', false],
      ['null', null],
    ]);
    const value = digits === null ? values.get(source) : Number(digits);
    if (value === undefined) {
      this.#at = start;
      const comment = this.#text[start] === '/' || this.#text[start] === '#';
      this.#fail(
        comment ? 'JSON has no comments' : 'a value cannot start like this in JSON',
        comment ? 'delete the comment' : 'put text in double quotes',
        start + Math.max(1, source.length),
      );
    }
    return { kind: 'scalar', value, source, at: this.#span(start) };
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #skipSpace(): void {
    this.#match(whiteSpace);
  }

  #span(start: number): Tree['at'] {
    return this.#source.spanOf(start, this.#at);
  }

  #fail(headline: string, help: string, end = this.#at + 1): never {
    const at = Math.min(this.#at, Math.max(0, this.#text.trimEnd().length - 1));
    throw new SyntaxProblem(
      errorAt(this.#source.spanOf(at, end), 'invalid-json', headline, { help }),
    );
  }
}

function unescaped(quoted: string): string | null {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
