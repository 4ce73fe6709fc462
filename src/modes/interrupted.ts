import { PortError } from '../ports/port-error.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

const words = 'interrupted: nothing was changed in AWS or Entra ID';

/** True for a call that a signal to the process ended: no service is to blame. */
export function isInterrupted(error: unknown): boolean {
  return error instanceof PortError && error.kind === 'cancelled';
}

/** How a run ends that was stopped before it wrote anything. */
export function interruptedReport(): RunReport {
  const summary = `${words[0]?.toUpperCase()}${words.slice(1)}.\n`;
  return { ...withoutPlan('failed', 1, { summary }), words: `${words}\n` };
}
