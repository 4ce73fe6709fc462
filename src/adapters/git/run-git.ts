import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { PortError } from '../../ports/port-error.ts';

export interface Git {
  /** Standard output of `git <args>`; null where git ended with a failure. */
  run(args: readonly string[], input?: string): Promise<Buffer | null>;
}

export interface GitOptions {
  /** Absolute path of the binary. */
  readonly binary: string;
  readonly gitDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** Milliseconds for one git process, and bytes of its answer. */
const timeBound = 60_000;
const outputBound = 96 * 1024 * 1024;

/**
 * Reads the object database and nothing else. A repository's own configuration can name programs to run
 * and a partial clone fetches what it lacks; neither happens here. Naming the git directory keeps git from
 * looking for one, which it refuses where a container's user is not the owner, and from the work tree.
 */
export function createGit(options: GitOptions): Git {
  const fixed = [
    `--git-dir=${options.gitDirectory}`,
    '--no-replace-objects',
    '--no-pager',
    '--literal-pathspecs',
    ...['core.fsmonitor=false', `core.hooksPath=${devNull}`, 'core.commitGraph=false'].flatMap(
      (setting) => ['-c', setting],
    ),
  ];
  const env = cleanEnvironment(options.env);

  return {
    run: (args, input = '') =>
      new Promise((resolve, reject) => {
        const action = `git ${args[0] ?? ''}`;
        const child = spawn(options.binary, [...fixed, ...args], {
          cwd: dirname(options.binary),
          env,
          stdio: ['pipe', 'pipe', 'ignore'],
          timeout: timeBound,
          windowsHide: true,
          ...(options.signal !== undefined && { signal: options.signal }),
        });
        const chunks: Buffer[] = [];
        let length = 0;
        child.stdout.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > outputBound) child.kill('SIGKILL');
          else chunks.push(chunk);
        });
        // A git that ends early closes its input; how it ended says why.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
        child.on('error', (error) => {
          const kind = options.signal?.aborted === true ? 'cancelled' : 'unavailable';
          reject(new PortError(kind, action, error.message, { cause: error }));
        });
        child.on('close', (code, signal) => {
          if (length > outputBound)
            reject(new PortError('quota', action, `git answered more than ${outputBound} bytes`));
          else if (signal !== null)
            // A terminal interrupts every process in it, not ours alone.
            reject(
              new PortError(
                signal === 'SIGINT' ? 'cancelled' : 'unavailable',
                action,
                `git was ended by ${signal}`,
              ),
            );
          else resolve(code === 0 ? Buffer.concat(chunks) : null);
        });
      }),
  };
}

/** Without any GIT_* of the caller's: they redirect objects, add configuration and name programs. */
function cleanEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('GIT_'));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Versions of git before 2.45 know no other way to keep a partial clone from fetching.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_GRAFT_FILE: devNull,
  };
}
