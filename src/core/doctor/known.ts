/** A part of the facts that could not be read. It is never taken for a good one. */
export interface Unknown {
  readonly known: false;
  /** Distinct sentences, each with its stop. */
  readonly why: readonly string[];
  /** The Graph permissions or AWS actions that were refused. */
  readonly missing: readonly string[];
  /** The one thing to do about it; null where `missing` says it. */
  readonly help: string | null;
}

export type Known<Value> = { readonly known: true; readonly value: Value } | Unknown;

export function known<Value>(value: Value): Known<Value> {
  return { known: true, value };
}

export function unknown(
  why: string,
  more: { readonly missing?: string | null; readonly help?: string | null } = {},
): Unknown {
  const { missing = null, help = null } = more;
  return { known: false, why: sentences(why), missing: missing === null ? [] : [missing], help };
}

/** Every text once, with a stop at its end. */
export function sentences(...texts: readonly string[]): readonly string[] {
  const ended = texts.map((text) => text.trimEnd()).filter((text) => text !== '');
  return [...new Set(ended.map((text) => (/[.!?]["')]?$/.test(text) ? text : `${text}.`)))];
}

/** Both parts, or all that is missing of either. */
export function both<A, B>(a: Known<A>, b: Known<B>): Known<readonly [A, B]> {
  if (a.known && b.known) return known([a.value, b.value]);
  const [first, second] = [a, b].filter((part) => !part.known);
  if (first === undefined) return unknown('Nothing was read.');
  if (second === undefined) return first;
  return {
    known: false,
    why: sentences(...first.why, ...second.why),
    missing: [...new Set([...first.missing, ...second.missing])],
    help: first.help ?? second.help,
  };
}
