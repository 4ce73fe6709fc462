import { canonicalJson } from '../plan/canonical-json.ts';
import { sha256 } from '../plan/digest.ts';
import type { ReviewedRecord } from './reviewed-record.ts';
import { reviewedRecordSchema } from './reviewed-record.ts';

const OPEN = '<!-- identity-center-reconciler:record ';
const CLOSE = ' -->';

/** The marker, the numbers and the digest around a piece. */
const OVERHEAD = 140;

/** A record as hidden lines of at most `limit` characters each, one for each comment. */
export function recordParts(record: ReviewedRecord, limit: number): readonly string[] {
  // Base64 holds neither the end of a comment nor anything that GitHub would make a link of.
  const text = btoa(asciiJson(record));
  const whole = sha256(text);
  const size = Math.max(1, limit - OVERHEAD);
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
  return pieces.map(
    (piece, index) => `${OPEN}${index + 1}/${pieces.length} ${whole} ${piece}${CLOSE}`,
  );
}

/** The one record that these comment bodies hold together; null unless it is whole and unharmed. */
export function recordFrom(bodies: readonly string[]): ReviewedRecord | null {
  const parts = bodies.flatMap(partsIn);
  const first = parts.find(({ part }) => part === 1);
  if (first === undefined) return null;
  return joined(parts.filter(({ whole }) => whole === first.whole));
}

/** Every record that is whole among comments of many kinds, in the order of their first parts. */
export function* recordsFrom(bodies: readonly string[]): Generator<ReviewedRecord> {
  for (const parts of Map.groupBy(bodies.flatMap(partsIn), ({ whole }) => whole).values()) {
    const record = joined(parts);
    if (record !== null) yield record;
  }
}

function joined(parts: readonly Part[]): ReviewedRecord | null {
  const first = parts.find(({ part }) => part === 1);
  const pieces = new Map(parts.map(({ part, text }) => [part, text]));
  if (first === undefined || pieces.size < first.of) return null;
  const text = Array.from({ length: first.of }, (_, index) => pieces.get(index + 1) ?? '').join('');
  if (sha256(text) !== first.whole) return null;
  return reviewedRecordSchema.safeParse(parseJson(text)).data ?? null;
}

interface Part {
  readonly part: number;
  readonly of: number;
  readonly whole: string;
  readonly text: string;
}

const line =
  /^<!-- identity-center-reconciler:record (\d{1,4})\/(\d{1,4}) ([0-9a-f]{64}) ([A-Za-z0-9+/=]*) -->$/;

function partsIn(body: string): Part[] {
  if (!body.includes(OPEN)) return [];
  return body.split('\n').flatMap((text) => {
    const match = line.exec(text.trimEnd());
    if (match === null) return [];
    const [, part = '', of = '', whole = '', piece = ''] = match;
    return [{ part: Number(part), of: Number(of), whole, text: piece }];
  });
}

function asciiJson(value: unknown): string {
  return canonicalJson(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function parseJson(base64: string): unknown {
  try {
    return JSON.parse(atob(base64));
  } catch {
    return null;
  }
}
