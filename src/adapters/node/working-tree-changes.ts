import { join } from 'node:path';
import { watch } from 'chokidar';
import type { Clock } from '../../ports/clock.ts';
import type { FileChanges } from '../../ports/file-changes.ts';
import type { Journal } from '../../ports/journal.ts';

/** An editor that saves by renaming tells several changes in a row; one look at the end is enough. */
const QUIET_MILLISECONDS = 80;

/** Changes of the files below `root`, as the operating system tells them. Links are not followed. */
export function watchWorkingTree(
  root: string,
  clock: Pick<Clock, 'sleep'>,
  journal: Pick<Journal, 'warn'>,
): FileChanges {
  const watcher = watch([], {
    cwd: root,
    ignoreInitial: false,
    followSymlinks: false,
    ignored: (path) => /(?:^|[\\/])(?:\.git|node_modules)(?:[\\/]|$)/.test(path),
  });
  let watched: readonly string[] = [];
  let missed = 0;
  let wake: (() => void) | null = null;
  watcher.on('all', () => {
    missed += 1;
    wake?.();
  });
  watcher.on('error', (error) => {
    journal.warn(`changes may be missed: ${error instanceof Error ? error.message : 'unknown'}`);
  });

  return {
    lookAt(directories) {
      const wanted = directories.map((directory) => directory || '.');
      const gone = watched.filter((one) => !wanted.includes(one));
      if (gone.length > 0) watcher.unwatch(gone.map((one) => join(root, one)));
      const fresh = wanted.filter((one) => !watched.includes(one));
      if (fresh.length > 0) watcher.add(fresh);
      watched = wanted;
    },

    async next(signal) {
      if (missed === 0 && !signal.aborted) {
        const woken = Promise.withResolvers<void>();
        wake = woken.resolve;
        const stop = (): void => woken.resolve();
        signal.addEventListener('abort', stop, { once: true });
        await woken.promise;
        // Somebody may save all day, and the signal lives as long.
        signal.removeEventListener('abort', stop);
      }
      wake = null;
      while (missed > 0 && !signal.aborted) {
        missed = 0;
        // It rejects where it is aborted, which the loop sees.
        await clock.sleep(QUIET_MILLISECONDS, signal).catch(() => undefined);
      }
      return !signal.aborted;
    },

    close: () => watcher.close(),
  };
}
