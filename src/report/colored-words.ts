import { painted } from './style.ts';

const marks = { '✓': 'green', '✗': 'red', '!': 'yellow' } as const;

/** Escaped words with the marks that begin their lines in colour. */
export function coloredWords(words: string, isOn: boolean): string {
  if (!isOn) return words;
  return Object.entries(marks).reduce(
    (text, [mark, color]) =>
      text.replaceAll(new RegExp(`^( *)${mark}(?= )`, 'gm'), `$1${painted(color, mark, true)}`),
    words,
  );
}

/** The last line of a run: green where nothing is wrong, yellow where something waits to be done. */
export function coloredResult(result: string, exitCode: 0 | 1, isOn: boolean): string {
  const waits = ['changes', 'drift', 'superseded', 'waiting'].includes(result);
  const color = exitCode === 1 ? 'red' : waits ? 'yellow' : 'green';
  return `result: ${painted(color, result, isOn)}\n`;
}
