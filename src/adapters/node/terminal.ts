/** One of a process's output streams, as far as it is used. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a command is started with; a test starts one without a process. */
export interface Terminal {
  readonly argv: readonly string[];
  /** The process's own: the AWS SDK reads it there. */
  readonly env: Record<string, string | undefined>;
  readonly directory: string;
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
}

export function processTerminal(): Terminal {
  const { stdout, stderr, env, argv } = process;
  // Whoever reads may stop, as head does; that is no failure of ours.
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  return { argv: argv.slice(2), env, directory: process.cwd(), stdout, stderr };
}

/**
 * Whether to colour what goes to a stream. What somebody says counts before what is seen: --no-color,
 * then NO_COLOR, then FORCE_COLOR, then TERM=dumb, then whether it is a terminal.
 */
export function usesColor(
  stream: Pick<TerminalStream, 'isTTY'>,
  env: Readonly<Record<string, string | undefined>>,
  noColor: boolean,
): boolean {
  if (noColor || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Whether lines that are there can be changed: a terminal that knows how to move its cursor. */
export function canRedraw(
  stream: Pick<TerminalStream, 'isTTY'>,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
