/**
 * How foreign text (files, AWS, people) becomes Markdown that is only text.
 *
 * 1. Every name stands in a code span, and free prose is cut into words of which each that is not
 *    made of harmless characters alone stands in a code span too. Inside a code span Markdown knows
 *    no syntax but its closing fence, which is chosen longer than any run of backticks inside, and
 *    GitHub makes no mention, reference, link, emoji or formula there. So on the page nothing can
 *    come of it. Backslashes and entities would not do: GitHub looks for mentions and references
 *    after they have been resolved.
 * 2. A mail program that quotes the notification drops the code span, and the reply is Markdown
 *    again. So whatever GitHub would act on is also broken by a zero-width space: foreign ones are
 *    drawn. The same break keeps `<!--` and
 *    `-->` out of the body, so that hidden markers and records are ours alone.
 * 3. Letters of Hebrew or Arabic would let a browser draw the ids and brackets between two names in
 *    the other order. So a mark that says "left to right" stands on both sides of such a code span.
 *    No other character in what we write is invisible.
 *
 * Letters, digits, dots, slashes, hyphens, mail addresses, ids and digests stay as they are, to be
 * read and copied. No table is ever drawn: there a pipe would split even a code span.
 */
import { cut } from './cut.ts';
import { showInvisible } from './show-invisible.ts';

const BREAK = '\u200B';
/** Ends the reach of letters that run to the left; not seen, and outside of the code, so never copied. */
const LEFT_TO_RIGHT = '\u200E';
const rightToLeft =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const LONGEST_NAME = 120;
const LONGEST_PROSE = 600;

// `@` after a letter or digit (a mail address) is no mention; before hexadecimal digits it is a commit.
const triggers =
  /<(?=!--)|--(?=!?>)|(?<![A-Za-z0-9_])@|@(?=[0-9a-f]{7})|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi;

/** Breaks what GitHub would act on outside a code span, and what ends or begins an HTML comment. */
function breakTriggers(text: string): string {
  return text.replace(triggers, (trigger) => `${trigger}${BREAK}`);
}

function longestRunOfBackticks(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** A name, exactly as it is, in code. Never put two side by side: their fences would join. */
export function codeSpan(text: string, most = LONGEST_NAME): string {
  if (text === '') return '(empty)';
  const seen = cut(showInvisible(text), most).replace(/^ | $| (?= )/g, '␠');
  const content = breakTriggers(seen);
  const fence = '`'.repeat(longestRunOfBackticks(content) + 1);
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  const code = `${fence}${pad}${content}${pad}${fence}`;
  return rightToLeft.test(content) ? `${LEFT_TO_RIGHT}${code}${LEFT_TO_RIGHT}` : code;
}

const harmless = /^[\p{L}\p{M}\p{N},.;:'"()%/?!…–—=+-]*$/u;
// What starts a list or heading; a colon before more (addresses, emoji names even where we add the
// second colon); references; abbreviated commits.
const suspicious =
  /^[-+=]+$|^\d+[.)]+$|:[\w+/-]|\bwww\.|\bGH-\d|(?<![A-Za-z0-9_])[0-9a-f]{7,40}(?![A-Za-z0-9_])/i;
const accountId = /(?<![A-Za-z0-9_])\d{12}(?![A-Za-z0-9_])/g;

function escapeWord(word: string): string {
  const [, before = '', core = '', after = ''] = /^([("']*)(.*?)([,;:.!?)"']*)$/su.exec(word) ?? [];
  if (core === '' || (harmless.test(word) && !suspicious.test(word.replace(accountId, '')))) {
    return word;
  }
  return `${before}${codeSpan(core)}${after}`;
}

// Our own messages put names between double quotes, and say `<object id>` for what is to be filled in;
// both read better as one code. A space stands on both sides of what is matched, but for harmless marks,
// so that no two fences join.
const quotedOrWord = /(?<=^| )"([^"]+)"(?=[,.;:?!)]*(?: |$))|[^ <]*<[a-z ]+>[^ ]*|[^ ]+/g;

/** Free text (a headline, a reason, an error of AWS) as a run of words on one line. */
export function escapeMarkdown(text: string): string {
  const line = cut(showInvisible(text.replace(/[\t\r\n]+/g, ' ')), LONGEST_PROSE).trim();
  // Nothing at all after `- ` would underline the line before it, as a heading.
  if (line === '') return '(empty)';
  return line
    .replace(quotedOrWord, (word: string, quoted: string | undefined) =>
      quoted === undefined ? escapeWord(word) : codeSpan(quoted),
    )
    .replace(/ {2,}/g, ' ');
}

/** Where a part of a diff stands: numbers alone, and no mention. Every foreign line of a diff has a sign before it. */
const place = /^@@ -\d+,\d+ \+\d+,\d+ @@$/;

/** Lines in a fenced block that none of them can close. */
export function codeBlock(lines: readonly string[], language: string): string {
  const content = lines.map((line) =>
    place.test(line) ? line : breakTriggers(showInvisible(line)),
  );
  const longest = content.reduce((most, line) => Math.max(most, longestRunOfBackticks(line)), 2);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...content, fence].join('\n');
}
