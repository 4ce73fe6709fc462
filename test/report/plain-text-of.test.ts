import { expect, it } from 'vitest';
import { codeBlock, codeSpan, escapeMarkdown } from '../../src/report/escape.ts';
import { plainTextOf } from '../../src/report/plain-text-of.ts';

const plain = (markdown: string): string => plainTextOf(markdown, (line) => `[${line}]`);

it.each([
  'a`b',
  '``both`` ends`',
  '**not ours**',
  '[link](https://evil.example)',
  '# heading',
  '<details>',
  '@someone #1 https://evil.example <!-- -->',
  '> [!NOTE]',
])('gives back a name as it is: %s', (name) => {
  expect(plain(`- ${codeSpan(name)} has ${codeSpan(name)}`)).toBe(`- ${name} has ${name}\n`);
  expect(plain(`[${codeSpan(name)}](https://x.example/blob#L1) ok`)).toBe(`${name} ok\n`);
  expect(plain(codeBlock([name, `  ${name}`], 'yaml'))).toBe(`${name}\n  ${name}\n`);
});

it('keeps free text as words', () => {
  expect(plain(escapeMarkdown('the rule calls "Temps" *that* way'))).toBe(
    'the rule calls Temps *that* way\n',
  );
});

it('opens what is folded, and keeps addresses of our own words', () => {
  const page = [
    '## Drift for `x`',
    '',
    '> [!NOTE]',
    '> **Two ways on**',
    '>',
    '> - run [the workflow](https://x.example/actions)',
    '',
    '- a',
    '  <details><summary>the rest</summary>',
    '',
    '  ```json',
    '  { "a": 1 }',
    '  ```',
    '',
    '  </details>',
  ];
  expect(plain(page.join('\n')).split('\n')).toEqual([
    '[Drift for x]',
    '',
    'Two ways on',
    '',
    '- run the workflow (https://x.example/actions)',
    '',
    '- a',
    '  the rest:',
    '',
    '  { "a": 1 }',
    '',
  ]);
});

it('writes no line that the runner would take for a command', () => {
  const text = plain(codeBlock(['::set-output name=a::b', '##[group]x'], 'yaml'));
  expect(text).toBe(': :set-output name=a::b\n## [group]x\n');
});
