import type { Fault, FaultEffect } from '../../../src/simulator/aws/faults.ts';
import { type Cell, isPolled } from './cells.ts';
import type { Play } from './open-fault-stage.ts';

const minute = 60_000;

/** Lets an operation fail from now on; answers what makes it well again. */
export function bringOn(
  { aws: { clock, faults, knobs }, sts }: Play,
  { service, operation, inputs, ailment: { effect, lasts } }: Cell,
): () => void {
  if (effect.kind === 'ends-late') {
    const usual = knobs.durations;
    knobs.durations = {
      ...usual,
      assignmentMin: 15 * minute,
      assignmentMax: 15 * minute,
      provisioningBase: 45 * minute,
      accessControlCreation: 30 * minute,
    };
    return () => {
      knobs.durations = usual;
      clock.advance(60 * minute);
    };
  }
  if (service === 'sts') {
    sts.fails(effect);
    return () => {
      sts.fails(null);
    };
  }
  const fault = { service, operation, effect, ...callsOf(operation, effect, lasts) };
  if (inputs === undefined) faults.add(fault);
  else for (const input of inputs) faults.add({ ...fault, input });
  return () => {
    faults.clear();
  };
}

/**
 * What is polled is asked for half an hour, so long is there what a few polls in a row do not bear. One
 * that hangs takes three minutes with all its tries.
 */
function callsOf(
  operation: string,
  { kind }: FaultEffect,
  lasts: 'long' | 'once',
): Pick<Fault, 'calls'> {
  if (lasts === 'once') return { calls: { nth: 1 } };
  return isPolled(operation) ? { calls: { from: 1, to: kind === 'hang' ? 6 : 24 } } : {};
}
