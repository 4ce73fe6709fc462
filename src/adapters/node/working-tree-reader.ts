import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PortError } from '../../ports/port-error.ts';
import type { DirectoryListing, TreeEntry, TreeReader } from '../../ports/tree-read.ts';

/** Larger files are listed and not read, as nobody asks for them. */
const LARGEST_FILE = 1024 * 1024;
const MOST_ENTRIES = 20_000;
const MOST_BYTES = 64 * LARGEST_FILE;
const DEEPEST = 64;

/** What git would not keep, and what Emacs leaves beside a file that is being edited. */
const skipped = (name: string): boolean =>
  name === '.git' || name === 'node_modules' || name.startsWith('.#');

/**
 * Files as they are on disk below `root`, whatever commit is asked for: data alone. A symbolic link is
 * listed and never followed, a repository within is a submodule, and ids are git's, by content.
 */
export function createWorkingTreeReader(root: string): TreeReader {
  const contents = new Map<string, Uint8Array>();

  async function list(path: string, found: Found, depth: number): Promise<void> {
    if (depth > DEEPEST) throw tooMuch(`more than ${DEEPEST} directories in each other`);
    const names = await readdir(join(root, path)).catch(absent);
    for (const name of names?.toSorted() ?? []) {
      if (skipped(name)) continue;
      const below = path === '' ? name : `${path}/${name}`;
      const kind = await kindOf(join(root, below));
      if (kind === 'directory') await list(below, found, depth + 1);
      else if (kind !== null) await add(below, kind, found);
      if (found.entries.length > MOST_ENTRIES) throw tooMuch(`more than ${MOST_ENTRIES} files`);
    }
  }

  async function add(path: string, kind: TreeEntry['kind'], found: Found): Promise<void> {
    const bytes = kind === 'file' ? await readBounded(join(root, path)) : null;
    if (bytes instanceof Uint8Array) {
      found.bytes += bytes.byteLength;
      if (found.bytes > MOST_BYTES) throw tooMuch(`more than ${MOST_BYTES} bytes`);
      const objectId = idOf('blob', bytes);
      contents.set(objectId, bytes);
      found.entries.push({ path, kind, objectId, size: bytes.byteLength });
    } else if (kind !== 'file' || bytes !== null) {
      const size = bytes ?? null;
      const objectId = idOf('unread', Buffer.from(`${kind} ${path} ${size}`));
      found.entries.push({ path, kind, objectId, size });
    }
  }

  return {
    async readDirectory(_commit, directory) {
      let path = '';
      for (const name of directory.split('/').filter((one) => one !== '' && one !== '.')) {
        path = path === '' ? name : `${path}/${name}`;
        // A submodule or link on the way is as little a directory of the repository as a file is.
        if ((await kindOf(join(root, path))) !== 'directory') return null;
      }
      const found: Found = { entries: [], bytes: 0 };
      await list(path, found, 0).catch((error: unknown) => {
        throw error instanceof PortError ? error : unreadable(error);
      });
      const entries = found.entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
      return { treeId: treeIdOf(entries), entries };
    },

    async readBlob(objectId) {
      const bytes = contents.get(objectId);
      if (bytes !== undefined) return bytes;
      throw new PortError('not-found', 'read files', `file ${objectId} was not listed`);
    },
  };
}

interface Found {
  readonly entries: TreeEntry[];
  bytes: number;
}

/** Null for what is gone, and for sockets, devices and the like, which git does not keep either. */
async function kindOf(path: string): Promise<TreeEntry['kind'] | 'directory' | null> {
  const status = await lstat(path).catch(absent);
  if (status === null) return null;
  if (status.isSymbolicLink()) return 'symbolic-link';
  if (status.isFile()) return 'file';
  if (!status.isDirectory()) return null;
  return (await lstat(join(path, '.git')).catch(absent)) === null ? 'directory' : 'submodule';
}

/** The content, the size where that is too large, or null where the file is gone by now. */
async function readBounded(path: string): Promise<Uint8Array | number | null> {
  // Between being listed and being opened it may have become a link, or a pipe that would never end.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch(absent);
  if (file === null) return null;
  try {
    const status = await file.stat();
    if (!status.isFile()) return null;
    if (status.size > LARGEST_FILE) return status.size;
    const buffer = new Uint8Array(LARGEST_FILE + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read)
      ({ bytesRead: read } = await file.read(buffer, length, buffer.length - length, length));
    return length > LARGEST_FILE ? length : buffer.slice(0, length);
  } finally {
    await file.close();
  }
}

function absent(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return null;
  throw unreadable(error);
}

function idOf(kind: string, bytes: Uint8Array): string {
  return createHash('sha1').update(`${kind} ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

function treeIdOf(entries: DirectoryListing['entries']): string {
  return idOf('listing', Buffer.from(JSON.stringify(entries)));
}

function tooMuch(what: string): PortError {
  return new PortError('invalid', 'read files', `the config directory holds ${what}`, {
    help: 'name the directory of the mapping files alone with --config',
  });
}

function unreadable(error: unknown): PortError {
  const why = error instanceof Error ? error.message : 'unknown error';
  return new PortError('access-denied', 'read files', `a mapping file cannot be read: ${why}`, {
    help: 'look at the permissions of the files',
    cause: error,
  });
}
