import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indent } from '../../../src/report/document.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../../../src/report/escape.ts';
import { showInvisible } from '../../../src/report/show-invisible.ts';
import { fragments, hostile, huge } from './corpus.ts';
import { liveOnGitHub } from './live-on-github.ts';
import { rendered, textOf } from './rendered.ts';
import { REPOSITORY } from './renderings.ts';
import { patience, runs } from './runs.ts';
import { skeleton } from './skeleton.ts';

/** Where reports put foreign text. */
const places: Readonly<Record<string, (text: string) => string>> = {
  'a paragraph': (text) => text,
  'a heading': (text) => `## Access plan for ${text}`,
  'an item': (text) => `- before\n- ${text}\n- after`,
  'an item within': (text) => `- **check**\n  - ${text}\n- after`,
  'after our words': (text) => `- **Error:** ${text} · \`code\`\n  - why: ${text}`,
  'between marks': (text) => `- a (${text}), ${text} → ${text}: 1 operation`,
  'an alert': (text) => `> [!CAUTION]\n> **What needs care**\n>\n> - ${text}\n>   - why: ${text}`,
  'a fold': (text) => `<details>\n<summary>Notes</summary>\n\n- ${text}\n\n</details>\n\nafter`,
};

/** What a person reads, without the breaks that only machines see. */
function read(markdown: string): string {
  return textOf(rendered(markdown).page).replaceAll(/[\u200B\u200E]/g, '');
}

const known = new Map<string, string>();

/** There are few different twins. */
function skeletonOf(twin: string): string {
  const found = known.get(twin) ?? skeleton(rendered(twin).page);
  known.set(twin, found);
  return found;
}

function notOnlyText(markdown: string, twin: string): string[] {
  const { page, broken } = rendered(markdown);
  const isTorn = skeleton(page) !== skeletonOf(twin);
  const wrong = [...broken, ...liveOnGitHub(page, REPOSITORY)];
  return isTorn ? [...wrong, `other structure: ${markdown}`] : wrong;
}

/** Blanks of any width are one, and names stand in code instead of quotes. */
function plainly(text: string): string {
  return text.replaceAll('"', '').replace(/[ ␠]+/g, ' ').trim();
}

/** Longer texts may be cut, and say so. */
const SHORT = 120;

function unread(seen: string, page: string): string[] {
  return seen.length > SHORT || page.includes(seen) ? [] : [`${seen} is not on the page: ${page}`];
}

function wrongAsName(text: string, place: (text: string) => string): string[] {
  const markdown = place(codeSpan(text));
  const seen = showInvisible(text).replaceAll(' ', '␠');
  return [
    ...notOnlyText(markdown, place(codeSpan('harmless'))),
    ...unread(seen, read(markdown).replaceAll(' ', '␠')),
  ];
}

function wrongAsProse(text: string, place: (text: string) => string): string[] {
  // Headings are our own words and names.
  if (place('').startsWith('#')) return [];
  const markdown = place(escapeMarkdown(text));
  const seen = showInvisible(text.replace(/[\t\r\n]+/g, ' '));
  return [
    ...notOnlyText(markdown, place('harmless')),
    ...unread(seen.length > SHORT ? seen : plainly(seen), plainly(read(markdown))),
  ];
}

function wrongInBlock(text: string): string[] {
  const block = (line: string): string =>
    `- policy:\n\n${indent(codeBlock(['{', line, '}'], 'json'))}\n\n- after`;
  const isRead = read(block(text)).includes(showInvisible(text));
  return [...notOnlyText(block(text), block('x')), ...(isRead ? [] : [`unread: ${text}`])];
}

describe.each(Object.entries(places))('foreign text in %s', (_, place) => {
  const wrong = (text: string): string[] => [
    ...wrongAsName(text, place),
    ...wrongAsProse(text, place),
  ];

  it('of the corpus is read as it is, and nothing comes of it', () => {
    expect([...fragments, huge].flatMap(wrong)).toEqual([]);
  });

  it(
    `of any kind is read as it is, and nothing comes of it (${runs(1).numRuns} cases)`,
    { timeout: patience },
    () => {
      fc.assert(
        fc.property(hostile, (text) => {
          expect(wrong(text)).toEqual([]);
        }),
        runs(1),
      );
    },
  );
});

describe('foreign text in a block of code', () => {
  it('of the corpus is read as it is, and nothing comes of it', () => {
    expect(fragments.flatMap(wrongInBlock)).toEqual([]);
  });

  it(
    `of any kind is read as it is, and nothing comes of it (${runs(1).numRuns} cases)`,
    { timeout: patience },
    () => {
      fc.assert(
        fc.property(hostile, (text) => {
          expect(wrongInBlock(text)).toEqual([]);
        }),
        runs(1),
      );
    },
  );
});
