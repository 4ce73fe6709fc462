import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import { diagnosticText } from '../../src/report/diagnostic-text.ts';

function at(sourceLine: string, word: string, headline = 'something is wrong'): Diagnostic {
  return {
    code: 'wrong-type',
    severity: 'error',
    headline,
    at: {
      file: 'access/payments.yaml',
      line: 14,
      column: sourceLine.indexOf(word) + 1,
      length: word.length,
      sourceLine,
    },
    why: null,
    help: null,
  };
}

describe('diagnosticText', () => {
  it('says place, severity, code, headline, source, why and help', () => {
    const diagnostic: Diagnostic = {
      ...at('    groups: Payments-Admin', 'Payments-Admin', 'group "Payments-Admin" is not there'),
      why: 'only groups already provisioned can receive access',
      help: 'did you mean "Payments-Admins"?',
    };
    expect(diagnosticText(diagnostic)).toBe(
      [
        'access/payments.yaml:14:13 error wrong-type',
        '  group "Payments-Admin" is not there',
        '  14 |     groups: Payments-Admin',
        '     |             ^^^^^^^^^^^^^^',
        '  why   only groups already provisioned can receive access',
        '  help  did you mean "Payments-Admins"?',
      ].join('\n'),
    );
  });

  it('names what it is of where there is no place', () => {
    expect(diagnosticText({ ...at('', ''), at: null }, 'plan')).toBe(
      'plan error wrong-type\n  something is wrong',
    );
    expect(diagnosticText({ ...at('', ''), at: null })).toBe(
      'error wrong-type\n  something is wrong',
    );
  });

  it.each([
    ['a tab', '\tgroups: Admin'],
    ['a character of two columns', '  日本: Admin'],
    ['a combining mark', '  e\u0301: Admin'],
    ['a character outside the basic plane', '  😀: Admin'],
    ['an escape sequence', '  \u001b[31m: Admin'],
  ])('keeps the caret under its word behind %s', (_, line) => {
    const [, , source = '', caret = ''] = diagnosticText(at(line, 'Admin')).split('\n');
    const before = source.slice(0, source.indexOf('Admin'));
    const columns = [...before].reduce(
      (sum, character) =>
        sum + (/[日本😀]/u.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1),
      0,
    );
    expect(caret.indexOf('^')).toBe(columns);
    expect(caret.trimEnd().length - columns).toBe('Admin'.length);
  });

  it('cuts a long line around its caret', () => {
    const line = `key: ${'a'.repeat(5_000)}HERE${'b'.repeat(5_000)}`;
    const [, , source = '', caret = ''] = diagnosticText(at(line, 'HERE')).split('\n');
    expect(source.length).toBeLessThan(120);
    expect(source.slice(caret.indexOf('^'), caret.indexOf('^') + 4)).toBe('HERE');
    expect(source).toMatch(/^ {2}14 \| ….*…$/);
  });

  it('lets nothing from outside steer a terminal or start a line', () => {
    const hostile = 'x\u001b[2J\u202e\r\n::error::forged';
    const text = diagnosticText({
      ...at(hostile, 'x', hostile),
      why: hostile,
      help: hostile,
    });
    expect(text.split('\n').every((line) => !line.startsWith('::'))).toBe(true);
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
