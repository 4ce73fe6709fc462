import { PortError } from '../../ports/port-error.ts';

/** The action that a PortError of written files names. */
export const WRITE_ACTION = 'write files';

/** Null for what is not there; rejects for any other reason. */
export function absent(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw failedToWrite(error);
}

export function refusedToWrite(path: string, why: string): PortError {
  return new PortError('invalid', WRITE_ACTION, `nothing was written: "${path}" ${why}`, {
    help: 'choose another config directory, or move that out of the way',
  });
}

export function failedToWrite(error: unknown): PortError {
  const why = error instanceof Error ? error.message : 'unknown error';
  return new PortError('unavailable', WRITE_ACTION, `nothing was written: ${why}`, {
    help: 'look at the permissions of the directory',
    cause: error,
  });
}
