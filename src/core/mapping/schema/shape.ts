import * as z from 'zod';

/**
 * Builders whose error messages say what is expected, in words that end the sentence
 * `"accounts" must be …`; check-shape.ts makes diagnostics of them.
 */

/** Separates the known keys in the message of an unknown one, which suggests the nearest. */
export const KEY_SEPARATOR = '\n';

export function record<Shape extends z.core.$ZodLooseShape>(
  expected: string,
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape).join(KEY_SEPARATOR);
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? known : expected),
  });
}

export function text(expected = 'text'): z.ZodString {
  return z.string({ error: expected }).min(1, { error: expected });
}

export function flag(): z.ZodBoolean {
  return z.boolean({ error: 'true or false' });
}

/** A list that may be empty, because that plainly means none. */
export function list<Item extends z.ZodType>(expected: string, item: Item): z.ZodArray<Item> {
  return z.array(item, { error: expected });
}

/** One string or a list of them, as most keys of a rule take; an empty list could mean none or all. */
export function textOrList(
  one: string,
  many: string,
): z.ZodUnion<[z.ZodString, z.ZodArray<z.ZodString>]> {
  return z.union([text(one), list(many, text(one)).min(1, { error: many })], {
    error: `${one}, or a list of them`,
  });
}

export function oneOf<const Values extends readonly string[]>(
  values: Values,
): z.ZodEnum<{ [Value in Values[number]]: Value }> {
  return z.enum(values, { error: `one of ${values.join(', ')}` });
}

export function wholeNumber(expected: string, from: number, to: number): z.ZodNumber {
  return z
    .number({ error: expected })
    .int({ error: expected })
    .min(from, { error: expected })
    .max(to, { error: expected });
}
