import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReportFiles } from '../../../src/adapters/node/report-files.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'report-files-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const files = (text: string) => new Map([['access-report.csv', [text, '\n']]]);

it('replaces its own files in a directory that somebody names, and leaves others alone', async () => {
  const directory = join(root, 'deep', 'report');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'notes.txt'), 'mine');
  const write = createReportFiles({ kind: 'directory', directory });
  await write.write(files('old'));
  expect(await write.write(files('new'))).toBe(directory);
  expect(readdirSync(directory).toSorted()).toEqual(['access-report.csv', 'notes.txt']);
  expect(readFileSync(join(directory, 'access-report.csv'), 'utf8')).toBe('new\n');
  expect(readFileSync(join(directory, 'notes.txt'), 'utf8')).toBe('mine');
});

it('makes a new directory in a job, and lets nobody else read what names people', async () => {
  const written = createReportFiles({ kind: 'new', below: root });
  const [one, other] = [await written.write(files('a')), await written.write(files('b'))];
  expect(one).not.toBe(other);
  expect(statSync(one).mode & 0o077).toBe(0);
  expect(statSync(join(one, 'access-report.csv')).mode & 0o077).toBe(0);
});

it('follows no link that waits under the name of its file', async () => {
  const victim = join(root, 'victim');
  writeFileSync(victim, 'precious');
  symlinkSync(victim, join(root, 'access-report.csv'));
  await createReportFiles({ kind: 'directory', directory: root }).write(files('report'));
  expect(readFileSync(victim, 'utf8')).toBe('precious');
  expect(readFileSync(join(root, 'access-report.csv'), 'utf8')).toBe('report\n');
});

it('leaves the old file where the new one cannot be made, and says which directory it was', async () => {
  const write = createReportFiles({ kind: 'directory', directory: root });
  await write.write(files('old'));
  function* broken() {
    yield 'half';
    throw new Error('no more');
  }
  await expect(write.write(new Map([['access-report.csv', broken()]]))).rejects.toThrow(root);
  expect(readFileSync(join(root, 'access-report.csv'), 'utf8')).toBe('old\n');
  expect(readdirSync(root)).toEqual(['access-report.csv']);
});

it('writes much in blocks, with what must not be shown taken out', async () => {
  const pieces = Array.from({ length: 30_000 }, (_none, index) => `row ${index} of a long file\n`);
  const hide = (text: string): string => text.replaceAll('row 7 ', 'row (hidden) ');
  const write = createReportFiles({ kind: 'directory', directory: join(root, 'new') }, hide);
  await write.write(new Map([['access-report.csv', pieces]]));
  const text = readFileSync(join(root, 'new', 'access-report.csv'), 'utf8');
  expect(text).toBe(hide(pieces.join('')));
  expect(existsSync(join(root, 'new'))).toBe(true);
});
