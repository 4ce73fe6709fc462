import { createHash } from 'node:crypto';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { type ReviewedRecord, reviewedRecordSchema } from './reviewed-record.ts';
import { recordFile } from './record-artifact.ts';

/** Bytes of an archive, and of the record in it: some 100,000 operations. */
export const archiveLimit = 8 * 1024 * 1024;
const recordLimit = 16 * 1024 * 1024;

/** Bytes that are unpacked at a time: a byte of an archive becomes about a thousand at the most. */
const step = 4096;

type RecordOrWhy = { readonly record: ReviewedRecord } | { readonly why: string };

/** The record in a zip archive that somebody else may have made: exactly one file, by its name, within bounds. */
export function recordInArchive(archive: Uint8Array, limit = recordLimit): RecordOrWhy {
  if (archive.length > archiveLimit) return { why: 'its archive is too large' };
  const unpacked = unpack(archive, limit);
  if ('why' in unpacked) return unpacked;
  const parsed = reviewedRecordSchema.safeParse(parseJson(unpacked.content));
  return parsed.success ? { record: parsed.data } : { why: 'what it holds is no record' };
}

/** Why an archive is not the one that GitHub lists; null digests are those that GitHub does not know. */
export function whyOtherArchive(archive: Uint8Array, digest: string | null): string | null {
  const own = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
  return digest === null || digest.toLowerCase() === own
    ? null
    : 'its archive is not the one whose digest GitHub tells';
}

/**
 * File by file as they lie there, not by the list at the end, which may name others. Nothing is allocated
 * by the sizes that an archive claims, and nothing is unpacked beyond the bound.
 */
function unpack(
  archive: Uint8Array,
  limit: number,
): { readonly content: Uint8Array } | { readonly why: string } {
  const chunks: Uint8Array[] = [];
  const reasons: string[] = [];
  let files = 0;
  let length = 0;
  const ends = new Set<boolean>();
  // fflate reports what a callback throws to that callback again: the first reason is the true one.
  const refuse = (why: string): never => {
    reasons.push(why);
    throw new Error(why);
  };
  const unzip = new Unzip((file: UnzipFile) => {
    files += 1;
    if (files > 1) refuse('its archive holds more than one file');
    if (file.name !== recordFile) refuse(`its archive holds no ${recordFile}`);
    file.ondata = (error, chunk, final) => {
      if (error !== null) refuse('its archive is broken');
      length += chunk.length;
      if (length > limit) refuse('its record is too large');
      chunks.push(chunk);
      ends.add(final);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < archive.length; at += step)
      unzip.push(archive.subarray(at, at + step), at + step >= archive.length);
  } catch {
    return { why: reasons[0] ?? 'its archive is broken' };
  }
  return ends.has(true) ? { content: joined(chunks, length) } : { why: 'its archive is not whole' };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function parseJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return null;
  }
}
