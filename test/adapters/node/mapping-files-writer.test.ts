import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMappingFilesWriter } from '../../../src/adapters/node/mapping-files-writer.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import { readFolder } from '../../scenarios/harness/read-folder.ts';

function folder(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'mapping-files-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const news = new Map([
  ['access/a.yaml', 'a: 2\n'],
  ['access/policies/p.json', '{}\n'],
]);

describe('writing mapping files', () => {
  it('reads one that is there, and none through a symbolic link or from elsewhere', async () => {
    const root = folder({ 'handover.md': 'as it is\n' });
    symlinkSync(join(root, 'handover.md'), join(root, 'link.md'));
    const writer = createMappingFilesWriter(root);
    expect(await writer.read('handover.md')).toBe('as it is\n');
    expect(await writer.read('nothing.md')).toBeNull();
    await expect(writer.read('link.md')).rejects.toMatchObject({ kind: 'invalid' });
    await expect(writer.read('../handover.md')).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('makes directories, and lists what is there', async () => {
    const root = folder({ 'access/z.yaml': 'z: 1\n', 'README.md': 'Read\n' });
    const writer = createMappingFilesWriter(root);
    await writer.write(news, { overwrite: false });
    expect(readFolder(join(root, 'access'))).toEqual({
      'a.yaml': 'a: 2\n',
      'policies/p.json': '{}\n',
      'z.yaml': 'z: 1\n',
    });
    expect(await writer.existing('access')).toEqual([
      'access/a.yaml',
      'access/policies/p.json',
      'access/z.yaml',
    ]);
    expect(await writer.existing('nowhere')).toEqual([]);
  });

  it('writes none where one is there, unless it may overwrite', async () => {
    const root = folder({ 'access/a.yaml': 'a: 1\n' });
    const writer = createMappingFilesWriter(root);
    await expect(writer.write(news, { overwrite: false })).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(readFolder(root)).toEqual({ 'access/a.yaml': 'a: 1\n' });
    await writer.write(news, { overwrite: true });
    expect(readFolder(root)).toEqual(Object.fromEntries(news));
  });

  it('leaves everything as it was where one of them cannot be written', async () => {
    const root = folder({ 'access/a.yaml': 'a: 1\n', 'access/policies': 'a file\n' });
    const writer = createMappingFilesWriter(root);
    await expect(writer.write(news, { overwrite: true })).rejects.toBeInstanceOf(PortError);
    const late = new Map([
      ['new/one.yaml', '1\n'],
      ['access/a.yaml', 'a: 2\n'],
      [`access/${'x'.repeat(300)}.yaml`, 'its name is too long\n'],
    ]);
    await expect(writer.write(late, { overwrite: true })).rejects.toBeInstanceOf(PortError);
    expect(readFolder(root)).toEqual({ 'access/a.yaml': 'a: 1\n', 'access/policies': 'a file\n' });
    expect(existsSync(join(root, 'new'))).toBe(false);
  });

  it.each([
    '../out.yaml',
    '/etc/out.yaml',
    'a//b.yaml',
    'a/../../out.yaml',
    '.git/hooks/x',
    'a/.GIT/x',
    '',
  ])('refuses the path %j', async (path) => {
    const root = folder();
    const writer = createMappingFilesWriter(root);
    await expect(writer.write(new Map([[path, 'x']]), { overwrite: true })).rejects.toMatchObject({
      kind: 'invalid',
    });
    expect(readFolder(root)).toEqual({});
  });

  it('follows no symbolic link, neither on the way nor in the place of a file', async () => {
    const outside = folder({ 'kept.yaml': 'kept\n' });
    const root = folder({ 'real/a.yaml': 'a\n' });
    symlinkSync(outside, join(root, 'access'));
    symlinkSync(join(outside, 'kept.yaml'), join(root, 'real/link.yaml'));
    const writer = createMappingFilesWriter(root);
    for (const path of ['access/new.yaml', 'access/kept.yaml', 'real/link.yaml']) {
      await expect(writer.write(new Map([[path, 'x']]), { overwrite: true })).rejects.toMatchObject(
        { kind: 'invalid' },
      );
    }
    expect(readFileSync(join(outside, 'kept.yaml'), 'utf8')).toBe('kept\n');
    expect(readFolder(outside)).toEqual({ 'kept.yaml': 'kept\n' });
  });
});
