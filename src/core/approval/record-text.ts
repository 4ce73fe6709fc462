import * as z from 'zod';
import { canonicalJson } from '../plan/canonical-json.ts';
import { sha256 } from '../plan/digest.ts';
import type { ReviewedRecord } from './reviewed-record.ts';
import { reviewedRecordSchema } from './reviewed-record.ts';

const OPEN = '<!-- identity-center-reconciler:record ';
const CLOSE = ' -->';

const partSchema = z.strictObject({
  /** From 1. */
  part: z.int().min(1),
  of: z.int().min(1).max(1000),
  /** sha256 of the whole text, so that parts of different records never mix. */
  whole: z.string(),
  text: z.string(),
});

/** A record as hidden lines of at most about `limit` characters each, one for each comment. */
export function recordParts(record: ReviewedRecord, limit: number): readonly string[] {
  const text = canonicalJson(record);
  const whole = sha256(text);
  // Half, because a character may need six once it is written so that no comment can end early.
  const size = Math.max(1, Math.floor(limit / 2));
  const texts = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
  return texts.map((piece, index) =>
    hidden(JSON.stringify({ part: index + 1, of: texts.length, whole, text: piece })),
  );
}

/** The one record that these comment bodies hold together; null unless it is whole and unharmed. */
export function recordFrom(bodies: readonly string[]): ReviewedRecord | null {
  const parts = bodies.flatMap(partsIn);
  const [first] = parts.filter(({ part }) => part === 1);
  if (first === undefined) return null;
  const pieces = new Map(
    parts.filter(({ whole }) => whole === first.whole).map(({ part, text }) => [part, text]),
  );
  const text = Array.from({ length: first.of }, (_, index) => pieces.get(index + 1) ?? '').join('');
  if (sha256(text) !== first.whole) return null;
  return reviewedRecordSchema.safeParse(parseJson(text)).data ?? null;
}

function partsIn(body: string): z.infer<typeof partSchema>[] {
  return body.split('\n').flatMap((line) => {
    if (!line.startsWith(OPEN) || !line.trimEnd().endsWith(CLOSE)) return [];
    const json = line.trimEnd().slice(OPEN.length, -CLOSE.length);
    const part = partSchema.safeParse(parseJson(json));
    return part.success ? [part.data] : [];
  });
}

function hidden(json: string): string {
  const safe = json
    .replaceAll('-', '\\u002d')
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e');
  return `${OPEN}${safe}${CLOSE}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
