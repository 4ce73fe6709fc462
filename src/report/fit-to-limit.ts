import type { Document, Entry, Section } from './document.ts';
import { count, thousands } from './words.ts';

export interface Fitted {
  readonly text: string;
  /** Entries that are not there at all. */
  readonly leftOut: number;
  /** Entries told shorter than they could be. */
  readonly shortened: number;
}

/** Which form of each entry is written; undefined leaves it out. */
type Choice = ReadonlyMap<Entry, number>;

export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text);
}

function prefixed(block: string, prefix: Section['prefix']): string {
  if (prefix === '') return block;
  return block
    .split('\n')
    .map((line) => `${prefix}${line}`.trimEnd())
    .join('\n');
}

function leftOutLine(number: number): string {
  return `- … and ${thousands(number)} more, left out for size.`;
}

function writeSection(section: Section, choice: Choice): string {
  const shown = section.entries.flatMap((entry) => {
    const form = choice.get(entry);
    return form === undefined ? [] : [entry.forms[form] ?? entry.forms[0]];
  });
  const missing = section.entries.length - shown.length;
  const list = [...shown, ...(missing > 0 ? [leftOutLine(missing)] : [])].join('\n');
  const parts = [section.open, list, section.close].filter((part) => part !== '');
  return prefixed(parts.join('\n\n'), section.prefix);
}

function write(document: Document, choice: Choice, note: string): string {
  const sections = document.sections.map((section) => writeSection(section, choice));
  return `${[document.head, note, ...sections, document.tail].filter((part) => part !== '').join('\n\n')}\n`;
}

function allInFull(document: Document): Choice {
  return new Map(document.sections.flatMap(({ entries }) => entries.map((entry) => [entry, 0])));
}

interface Piece {
  readonly entry: Entry;
  /** Bytes of each form, with its line break and the section's prefix. */
  readonly sizes: readonly number[];
}

function piecesByDanger(document: Document): Piece[] {
  return document.sections
    .flatMap((section) =>
      section.entries.map((entry) => ({
        entry,
        sizes: entry.forms.map((form) => utf8Bytes(prefixed(form, section.prefix)) + 1),
      })),
    )
    .toSorted((a, b) => a.entry.danger - b.entry.danger);
}

// Room for fuller tellings, so that a thousand short grants do not push out the one policy diff.
const SHARE_OF_SHORT_FORMS = 0.6;

function choose(pieces: readonly Piece[], room: number): Choice {
  const choice = new Map<Entry, number>();
  let used = 0;
  const addShort = (most: number): void => {
    for (const { entry, sizes } of pieces) {
      if (choice.has(entry)) continue;
      const size = sizes.at(-1) ?? 0;
      // Stops at the first that does not fit: nothing harmless is shown in place of something dangerous.
      if (used + size > most) return;
      choice.set(entry, sizes.length - 1);
      used += size;
    }
  };
  addShort(room * SHARE_OF_SHORT_FORMS);
  // Class by class, each one form better for all before the next better: breadth before depth.
  for (const members of Map.groupBy(pieces, ({ entry }) => entry.danger).values()) {
    const forms = Math.max(...members.map(({ sizes }) => sizes.length));
    for (let round = 1; round < forms; round += 1) {
      for (const { entry, sizes } of members) {
        const now = choice.get(entry);
        if (now === undefined || now === 0) continue;
        const more = (sizes[now - 1] ?? 0) - (sizes[now] ?? 0);
        if (used + more > room) continue;
        choice.set(entry, now - 1);
        used += more;
      }
    }
  }
  addShort(room);
  return choice;
}

/** As if everything were left out: the longest number in each section, and line breaks to spare. */
function frameBytes(document: Document, entries: number, note: string): number {
  const spare = document.sections.length * (utf8Bytes(leftOutLine(entries)) + 8);
  return utf8Bytes(write(document, new Map(), note)) + spare;
}

/**
 * Writes the document within `limit` UTF-8 bytes: whole if it fits, else cut on the boundaries of
 * entries, the most dangerous kept first, in the order of the document. `note` says where the whole
 * is. Frames and totals stay; only if they alone are too large do sections go, the last one first.
 */
export function fitToLimit(
  document: Document,
  limit: number,
  note: (told: string) => string,
): Fitted {
  const whole = write(document, allInFull(document), '');
  if (utf8Bytes(whole) <= limit) return { text: whole, leftOut: 0, shortened: 0 };
  const all = document.sections.reduce((sum, { entries }) => sum + entries.length, 0);
  const widestNote = note(
    `${count(all, 'entry')} of ${count(all, 'entry')}, ${all} of them in short`,
  );
  let kept = document;
  while (frameBytes(kept, all, widestNote) > limit) {
    if (kept.sections.length === 0) throw new RangeError(`a report needs more than ${limit} bytes`);
    kept = { ...kept, sections: kept.sections.slice(0, -1) };
  }
  const choice = choose(piecesByDanger(kept), limit - frameBytes(kept, all, widestNote));
  const shortened = [...choice.values()].filter((form) => form > 0).length;
  const told = `${thousands(choice.size)} of ${count(all, 'entry')}${
    shortened === 0 ? '' : `, ${thousands(shortened)} of them in short`
  }`;
  return { text: write(kept, choice, note(told)), leftOut: all - choice.size, shortened };
}
