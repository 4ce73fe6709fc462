import * as fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { accessPicture } from '../../src/report/access-picture.ts';
import { mermaidLabel } from '../../src/report/mermaid-label.ts';
import type { PlanView } from '../../src/report/plan-view.ts';
import { account, administrator, grants, group, plan, revokes, user } from './build-plan.ts';
import { hostile } from './hostile/corpus.ts';
import { material } from './hostile/material.ts';
import { spoken, words } from './hostile/twin.ts';
import { movedTeam, teamChange } from './people-plans.ts';

const dev = account('dev', 1);
const prod = account('prod', 2);
const many = Array.from({ length: 30 }, (_, index) => account(`account-${index}`, 100 + index));

function viewOf(made: PlanView['plan'], more: Partial<PlanView> = {}): PlanView {
  const options = { runUrl: null, repositoryUrl: null, isPublicRepository: false };
  return { plan: made, occasion: 'pull-request', ...options, ...more };
}

function linesOf(made: PlanView['plan'], more: Partial<PlanView> = {}): string[] {
  return accessPicture(viewOf(made, more))?.split('\n') ?? [];
}

/** All that a label may hold: letters, digits, spaces, hyphens, and marks by their HTML names. */
const label = String.raw`"(?:[^!-,./:-@[\]-\x60{-~\\\u0000-\u001F"]|#[A-Za-z]+;)+"`;
const nodeForms = [
  String.raw`\(${label}\)`,
  String.raw`\[${label}\]`,
  String.raw`\{\{${label}\}\}`,
];
const statements = [
  new RegExp(`^n\\d+(?:${nodeForms.join('|')})$`, 'u'),
  /^n\d+ (?:==>|-\.->)(?:\|"[a-z0-9, ]+"\|)? n\d+$/,
  /^linkStyle \d+(?:,\d+)* stroke:(?:seagreen|crimson)$/,
  /^classDef administrator stroke:darkorange,stroke-width:3px$/,
  /^class n\d+(?:,n\d+)* administrator$/,
];

describe('the picture of a plan', () => {
  it('has a path from each group through its set to each account, and marks administrators', () => {
    const made = plan([
      ...grants(group('Blue'), 'Read', [dev, prod]),
      ...grants(group('Red'), 'Admin', [prod], { warnings: [administrator] }),
      ...revokes(group('Green'), 'Read', [dev]),
    ]);
    expect(linesOf(made)).toEqual([
      'flowchart LR',
      'n1("Green")',
      'n2["Read"]',
      'n3["dev"]',
      'n4("Red")',
      'n5{{"Admin · administrator"}}',
      'n6["prod"]',
      'n7("Blue")',
      'n8["Read"]',
      'n1 -.-> n2',
      'n2 -.-> n3',
      'n4 ==> n5',
      'n5 ==> n6',
      'n7 ==> n8',
      'n8 ==> n3',
      'n8 ==> n6',
      'linkStyle 2,3,4,5,6 stroke:seagreen',
      'linkStyle 0,1 stroke:crimson',
      'classDef administrator stroke:darkorange,stroke-width:3px',
      'class n5 administrator',
    ]);
  });

  it('draws a set once for each list of accounts, so that no path claims what nobody gets', () => {
    const made = plan([
      ...grants(group('Blue'), 'Read', [dev]),
      ...grants(group('Green'), 'Read', [dev]),
      ...grants(group('Red'), 'Read', [prod]),
    ]);
    const lines = linesOf(made);
    const id = (text: string): string | undefined =>
      lines.find((line) => line.includes(text))?.split(/[([]/)[0];
    const sets = lines.filter((line) => line.includes('"Read"')).map((line) => line.split('[')[0]);
    expect(sets).toHaveLength(2);
    const [shared = '', other = ''] = sets;
    expect(lines).toContain(`${id('"Blue"')} ==> ${shared}`);
    expect(lines).toContain(`${id('"Green"')} ==> ${shared}`);
    expect(lines).toContain(`${id('"Red"')} ==> ${other}`);
    expect(lines).not.toContain(`${shared} ==> ${id('"prod"')}`);
  });

  it('says on each edge how many people, where that is known', () => {
    const labels = linesOf(teamChange).flatMap((line) => /\|"(.+)"\|/.exec(line)?.[1] ?? []);
    expect(labels.toSorted()).toEqual([
      '1 loses',
      '2 gain',
      '24 to 31 gain',
      '3 gain',
      '3 lose',
      'people not known',
    ]);
    expect(linesOf(movedTeam).filter((line) => line.includes('|"nobody '))).toHaveLength(2);
  });

  it('names nobody where people are counted', () => {
    const made = plan([
      ...grants(user('mallory'), 'Read', [dev]),
      ...grants(user('eve'), 'Read', [dev]),
      ...grants(user('zoe'), 'Write', [prod]),
    ]);
    const text = linesOf(made, { isPublicRepository: true }).join('\n');
    expect(text).toContain('"2 people"');
    expect(text).toContain('"1 person"');
    expect(text).not.toMatch(/mallory|eve|zoe/);
  });

  it.each([
    ['one line', plan(grants(group('Blue'), 'Read', [dev, prod]))],
    ['nothing', plan([])],
    ['too many groups', plan(many.flatMap(({ name }) => grants(group(name), 'Read', [dev])))],
    [
      'too many edges',
      plan(
        many
          .slice(0, 10)
          .flatMap((where, index) => grants(group(`G${index}`), 'Read', [where, dev, prod])),
      ),
    ],
    [
      'drift alone',
      plan([
        ...grants(group('Blue'), 'Read', [dev], { cause: 'drift' }),
        ...grants(group('Red'), 'Read', [dev], { cause: 'drift' }),
      ]),
    ],
  ])('is left out for %s', (_what, made) => {
    expect(accessPicture(viewOf(made))).toBeNull();
  });

  it('draws many accounts of one line as one', () => {
    const made = plan([
      ...grants(group('Blue'), 'Read', many),
      ...grants(group('Red'), 'Read', [dev]),
    ]);
    expect(linesOf(made)).toContain('n3["30 accounts"]');
  });

  it('is for who reviews a change: an apply and a drift run have none', () => {
    expect(accessPicture(viewOf(teamChange, { occasion: 'apply' }))).toBeNull();
    expect(accessPicture(viewOf(teamChange, { occasion: 'drift' }))).toBeNull();
  });

  it('holds nothing but our own statements, whatever names say', () => {
    fc.assert(
      fc.property(material, words, fc.boolean(), (harmless, by, isPublicRepository) => {
        const made = spoken(harmless.report.plan, by);
        const [first, ...lines] = linesOf(made, { isPublicRepository });
        if (first === undefined) return;
        expect(first).toBe('flowchart LR');
        const foreign = lines.filter((line) => !statements.some((form) => form.test(line)));
        expect(foreign).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a label', () => {
  const { unescapeAll } = new MarkdownIt().utils;
  const shown = (text: string): string =>
    unescapeAll(mermaidLabel(text).slice(1, -1).replaceAll('#', '&'));

  it.each([
    ['quotes', '"a" \'b\''],
    ['a tag', '<img src=x onerror=alert(1)>'],
    ['an entity', '&lt;b&gt; &#60; #lt; #60;'],
    ['a Markdown string', '`**bold** _x_ [a](http://b)`'],
    ['a directive', "%%{init: {'theme':'dark'}}%%"],
    ['a click', 'a"] click n1 "http://evil"'],
    ['an icon', 'fa:fa-car'],
    ['a formula', '$$x$$'],
    ['a line break of Mermaid', 'a\\nb<br/>c'],
    ['what Mermaid writes for entities', 'ﬂ°°60¶ß ﬂ°lt¶ß Straße'],
    ['an address', 'www.evil.example a@b.co'],
    ['a style', 'style:#fff;'],
  ])('shows %s as it is', (_what, text) => {
    expect(shown(text)).toBe(text);
    expect(mermaidLabel(text)).toMatch(new RegExp(`^${label}$`, 'u'));
  });

  it.each([
    ['a hyphen at the start, which would be a list', '- a', '"#dash; a"'],
    ['a reference', 'GH-12', '"GH#dash;12"'],
    ['a tilde', 'a~~b', '"a#sim;#sim;b"'],
    ['words of a statement that takes the whole line', 'direction TB', '"direction#nbsp;TB"'],
  ])('shows %s as what looks the same', (_what, text, expected) => {
    expect(mermaidLabel(text)).toBe(expected);
  });

  it('makes hidden characters seen, and cuts long names', () => {
    expect(mermaidLabel('a\u202Eb\nc')).toBe('"a⟨U#plus;202E⟩b␊c"');
    expect(mermaidLabel('x'.repeat(1000))).toBe(
      `"${'x'.repeat(40)}… #lpar;1#comma;000 characters#rpar;"`,
    );
    expect(mermaidLabel('  ')).toBe('"#lpar;empty#rpar;"');
  });

  it('holds no syntax, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(mermaidLabel(text)).toMatch(new RegExp(`^${label}$`, 'u'));
      }),
      { numRuns: 1000 },
    );
  });
});
