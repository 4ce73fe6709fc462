import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isCommitId, type CommitId } from '../../../src/core/model/ids.ts';

const identity = {
  GIT_AUTHOR_NAME: 'Mona',
  GIT_AUTHOR_EMAIL: 'mona@acme.test',
  GIT_COMMITTER_NAME: 'Mona',
  GIT_COMMITTER_EMAIL: 'mona@acme.test',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

export class TemporaryRepository {
  readonly root = mkdtempSync(join(tmpdir(), 'tree-reader-'));

  constructor(source?: string, ...cloneFlags: string[]) {
    if (source === undefined) this.git('init', '--quiet', '--initial-branch=main');
    else this.git('clone', '--quiet', ...cloneFlags, `file://${source}`, '.');
  }

  git(...args: string[]): string {
    const env = { ...process.env, ...identity };
    return execFileSync('git', args, { cwd: this.root, env, encoding: 'utf8' }).trim();
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  link(path: string, target: string): void {
    symlinkSync(target, join(this.root, path));
  }

  commit(message: string): CommitId {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
    return this.commitOf('HEAD');
  }

  commitOf(reference: string): CommitId {
    const id = this.git('rev-parse', reference);
    if (!isCommitId(id)) throw new Error(id);
    return id;
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
