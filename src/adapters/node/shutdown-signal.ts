export interface Shutdown {
  /** Aborted by the first SIGINT or SIGTERM: start nothing new, finish what is in flight, report. */
  readonly signal: AbortSignal;
  /** Leaves signals to Node again. */
  readonly dispose: () => void;
}

interface SignalSource {
  on(name: NodeJS.Signals, listener: (name: NodeJS.Signals) => void): unknown;
  off(name: NodeJS.Signals, listener: (name: NodeJS.Signals) => void): unknown;
}

const names = ['SIGINT', 'SIGTERM'] as const;

/** A cancelled job gets SIGINT, 7.5 seconds later SIGTERM, and is killed 2.5 seconds after that. */
export function shutdownSignal(
  source: SignalSource = process,
  exit: (status: number) => void = (status) => process.exit(status),
): Shutdown {
  const controller = new AbortController();
  const listen = (name: NodeJS.Signals): void => {
    // 128 and the signal's number, as a shell reports it.
    if (controller.signal.aborted) exit(name === 'SIGTERM' ? 143 : 130);
    else controller.abort(new Error(`interrupted by ${name}`));
  };
  for (const name of names) source.on(name, listen);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of names) source.off(name, listen);
    },
  };
}
