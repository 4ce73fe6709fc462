import type { EntraTarget } from './connect-directory.ts';
import type { DirectoryReader } from './directory-read.ts';
import type { DirectoryWriter } from './directory-write.ts';

/** Opens Entra ID for apply. Reader and writer share a sign-in and their pace. */
export type ConnectDirectoryAll = (target: EntraTarget) => {
  readonly reader: DirectoryReader;
  readonly writer: DirectoryWriter;
};
