import { expect, it } from 'vitest';
import { coloredWords } from '../../src/report/colored-words.ts';
import { openDesk, write } from './desk.ts';

const red = (text: string): string => `\u001B[31m${text}\u001B[0m`;
const green = (text: string): string => `\u001B[32m${text}\u001B[0m`;

it('colours the severity, the carets, the result and the headings of help', async () => {
  const desk = openDesk({ FORCE_COLOR: '1' });
  expect((await desk.run('validate')).stdout).toContain(`result: ${green('clean')}`);
  write(desk.folder, { 'access/payments.yaml': 'assignments:\n  - grups: x\n' });
  const { stdout } = await desk.run('validate');
  expect(stdout).toContain(red('error'));
  expect(stdout).toContain(red('^^^^^'));
  expect(stdout).toContain(`result: ${red('invalid')}`);
  expect((await desk.run('--help')).stdout).toContain('\u001B[1mModes\u001B[0m');
});

it('colours nothing where nobody asks for it', async () => {
  const desk = openDesk();
  write(desk.folder, { 'access/payments.yaml': 'assignments:\n  - grups: x\n' });
  const said = [await desk.run('validate'), await desk.run('--help')];
  expect(said.map(({ stdout }) => stdout).join('')).not.toContain('\u001B');
});

it('colours a mark at the beginning of a line alone', () => {
  const words = 'a ✓ b\n  ✓ has\n      ✗ lacks ✓\n';
  expect(coloredWords(words, true)).toBe(`a ✓ b\n  ${green('✓')} has\n      ${red('✗')} lacks ✓\n`);
  expect(coloredWords(words, false)).toBe(words);
});
