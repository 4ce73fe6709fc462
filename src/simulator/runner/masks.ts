/** Secrets, and the three stars that stand for them wherever they would be shown. */
export class Masks {
  readonly #values = new Set<string>();

  constructor(values: readonly string[] = []) {
    for (const value of values) this.add(value);
  }

  add(value: string): void {
    const parts = [value, ...value.split(/\r?\n/)].map((part) => part.trim());
    for (const part of parts) if (part !== '') this.#values.add(part);
  }

  hide(text: string): string {
    // The longest first: a secret may hold another one.
    const longestFirst = [...this.#values].toSorted((a, b) => b.length - a.length);
    return longestFirst.reduce((hidden, value) => hidden.replaceAll(value, '***'), text);
  }
}
