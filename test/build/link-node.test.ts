import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkNode } from '../../src/build/link-node.mjs';

describe('linkNode', () => {
  let root = '';
  const program = `node-${process.platform}-${process.arch}/bin`;

  beforeEach(() => {
    root = `${mkdtempSync(join(tmpdir(), 'link-node-'))}/`;
    mkdirSync(`${root}node_modules/.bin`, { recursive: true });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('says no where no Node comes with the dependencies', () => {
    expect(linkNode(root)).toBe(false);
  });

  it('puts back the link that npm dropped, and leaves one that is there', () => {
    mkdirSync(`${root}node_modules/${program}`, { recursive: true });
    writeFileSync(`${root}node_modules/${program}/node`, '');
    expect(linkNode(root)).toBe(true);
    expect(linkNode(root)).toBe(true);
    expect(readlinkSync(`${root}node_modules/.bin/node`)).toBe(`../${program}/node`);
  });
});
