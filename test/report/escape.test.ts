import { describe, expect, it } from 'vitest';
import { codeBlock, codeSpan, escapeMarkdown } from '../../src/report/escape.ts';
import { escapeLogLine } from '../../src/report/escape-log-line.ts';
import { showInvisible } from '../../src/report/show-invisible.ts';

const gap = '\u200B';

describe('codeSpan', () => {
  it.each([
    ['Payments-Developers', '`Payments-Developers`'],
    ['jane.doe+aws@example.com', '`jane.doe+aws@example.com`'],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', '`arn:aws:iam::aws:policy/ReadOnlyAccess`'],
    ['a|b', '`a|b`'],
    ['with `ticks` and ``two``', '``` with `ticks` and ``two`` ```'],
    ['@org/team', `\`@${gap}org/team\``],
    ['owner/repo#12', `\`owner/repo#${gap}12\``],
    ['GH-7', `\`GH-${gap}7\``],
    ['https://evil.example', `\`https:${gap}//evil.example\``],
    ['--> <!-- x', `\`--${gap}> <${gap}!-- x\``],
    ['two  spaces ', '`two␠ spaces␠`'],
    ['a\nb\u202Ec\u0000', '`a␊b⟨U+202E⟩c␀`'],
    ['', '(empty)'],
  ])('%j', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  it.each(['אבג', 'دعم-99', '𐤀'])(
    'keeps %s from turning what stands beside it, and out of what is copied',
    (name) => {
      expect(codeSpan(name)).toBe(`\u200E\`${name}\`\u200E`);
      expect(escapeMarkdown(`"${name}" (111122223333)`)).toBe(
        `\u200E\`${name}\`\u200E (111122223333)`,
      );
    },
  );

  it('keeps what is beyond the basic plane whole, and says how long a cut name is', () => {
    expect(codeSpan('😀')).toBe('`😀`');
    expect(codeSpan('😀'.repeat(500))).toBe(`\`${'😀'.repeat(120)}… (500 characters)\``);
  });
});

describe('escapeMarkdown', () => {
  it.each([
    ['this plan revokes 41 of 96 (43 %); the limit is 25 %', null],
    ['group "Payments-Admin" is not in the store', 'group `Payments-Admin` is not in the store'],
    ['did you mean "prod"?', 'did you mean `prod`?'],
    ['"a".@team`x`', `"\`\` a".@${gap}team\`x\` \`\``],
    ['ask @team about #12', `ask \`@${gap}team\` about \`#${gap}12\``],
    ['<b>bold</b> *text*', '`<b>bold</b>` `*text*`'],
    ['name it entra:<object id>, or id:<x>.', 'name it `entra:<object id>`, or `id:<x>`.'],
    ['<a b <c', '`<a` b `<c`'],
    ['account net-prod (444455556666)', null],
    ['commit 5d1c0e2 was pushed', 'commit `5d1c0e2` was pushed'],
    ['sso:ListInstances was refused', '`sso:ListInstances` was refused'],
    ['# not a heading', '`#` not a heading'],
    ['- not a list', '`-` not a list'],
    ['1. not a list', '`1`. not a list'],
    ['two\n lines', 'two lines'],
    ['', '(empty)'],
    [' \n', '(empty)'],
  ])('%j', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected ?? text);
  });
});

describe('codeBlock', () => {
  it('has a fence that its content cannot close', () => {
    expect(codeBlock(['a', '````', 'b'], 'json')).toBe('`````json\na\n````\nb\n`````');
  });

  it('keeps a line a line', () => {
    expect(codeBlock(['a\n```\nb'], 'diff')).toBe('````diff\na␊```␊b\n````');
  });
});

describe('escapeLogLine', () => {
  it.each([
    ['::set-output name=a::b', ': :set-output name=a::b'],
    ['  ::error::x', '  : :error::x'],
    ['a ##[add-mask]b', 'a ## [add-mask]b'],
    ['\u001B[31mred\r\n::error::', '␛[31mred␍␊::error::'],
    ['arn:aws:iam::aws:policy', 'arn:aws:iam::aws:policy'],
  ])('%j', (text, expected) => {
    expect(escapeLogLine(text)).toBe(expected);
  });
});

describe('showInvisible', () => {
  it('draws what hides or moves text, and leaves letters of any script', () => {
    expect(showInvisible('Größe 管理者 ‏x')).toBe('Größe 管理者 ⟨U+200F⟩x');
    expect(showInvisible('a\u00ADb\u3164c\uFEFFd\u00A0e\uD800f')).toBe(
      'a⟨U+00AD⟩b⟨U+3164⟩c⟨U+FEFF⟩d⟨U+00A0⟩e⟨U+D800⟩f',
    );
    expect(showInvisible('\u{10FFFF}\uFFFE\u{1D159}\u0378')).toBe(
      '⟨U+10FFFF⟩⟨U+FFFE⟩⟨U+1D159⟩⟨U+0378⟩',
    );
  });

  it('leaves marks on a letter, and draws those of a heap that would paint over other lines', () => {
    expect(showInvisible('Việt e\u0301\u0323')).toBe('Việt e\u0301\u0323');
    expect(showInvisible(`Z${'\u0335'.repeat(6)}`)).toBe(`Z${'\u0335'.repeat(4)}⟨U+0335⟩⟨U+0335⟩`);
  });
});
