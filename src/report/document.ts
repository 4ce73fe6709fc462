/** A report before it is fitted to a size: what must stay, and what may be left out piece by piece. */
export interface Document {
  /** Marker, verdict: always kept, so it holds counts and nothing of unbounded size. */
  readonly head: string;
  readonly sections: readonly Section[];
  /** Digest, links, record: always kept. */
  readonly tail: string;
}

export interface Section {
  /** Heading and totals; always kept. */
  readonly open: string;
  readonly close: string;
  /** What each line begins with: `> ` within an alert. */
  readonly prefix: '' | '> ';
  readonly entries: readonly Entry[];
}

export interface Entry {
  /** 0 is kept longest. Equal ones are kept in their order. */
  readonly danger: number;
  /** Whole Markdown blocks, from the fullest telling to the shortest. */
  readonly forms: readonly [string, ...string[]];
}

/** What is told first if not everything can be. */
export const danger = {
  settings: 0,
  error: 1,
  revocation: 2,
  administrator: 3,
  lastAssignment: 4,
  care: 5,
  loss: 6,
  permissionSet: 7,
  gain: 8,
  groupStep: 9,
  ending: 10,
  blocked: 11,
  elsewhere: 12,
  note: 13,
  picture: 14,
} as const;

/** A heading with entries below it, or nothing if there are none. */
export function headed(heading: string, entries: readonly Entry[]): Section[] {
  if (entries.length === 0) return [];
  return [{ open: heading, close: '', prefix: '', entries }];
}

/** `summary` is read as HTML, so it must be our own words. */
export function collapsed(summary: string, intro: string, entries: readonly Entry[]): Section[] {
  if (entries.length === 0 && intro === '') return [];
  const open = `<details>\n<summary>${summary}</summary>`;
  return [
    { open: intro === '' ? open : `${open}\n\n${intro}`, close: '</details>', prefix: '', entries },
  ];
}

/** Sets each line after the first below a list item's text. */
export function indent(block: string): string {
  return block
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}
