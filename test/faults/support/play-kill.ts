import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { unless } from './differences.ts';
import { type FaultStage, Killed, type Play } from './open-fault-stage.ts';
import { asksForChange, goesOn, lossesSince } from './play-fault.ts';
import type { Rehearsal } from './rehearse.ts';

/** Where the write stands at which the process ends: not yet sent, or taken by AWS. */
export type KillAt = 'sent' | 'unsent';

/**
 * An apply whose process ends at its nth write: that answer, and whatever it would still send to anybody,
 * goes nowhere. Then the same again from the start. Answers what was not as it must be.
 */
export async function playKill(
  stage: FaultStage,
  rehearsal: Rehearsal,
  nth: number,
  at: KillAt,
): Promise<string[]> {
  const play = await stage.begin();
  try {
    const seen = play.aws.history().length;
    const disarm = killAtWrite(play, nth, at);
    const end = await play.run('apply').then(
      ({ report }) => report.result,
      (error: unknown) => error,
    );
    disarm();
    await play.revive();
    await play.aws.settled();
    return [
      ...unless(end instanceof Killed, `it was not killed, and ended as ${String(end)}`),
      ...(await goesOn(play, rehearsal)),
      ...(await findsNothing(play)),
      ...lossesSince(play, rehearsal, seen),
    ];
  } finally {
    await play.close();
  }
}

function killAtWrite(play: Play, nth: number, at: KillAt): () => void {
  const channel = 'http.client.request.start';
  let writes = 0;
  const count = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    if (!asksForChange(request)) return;
    writes += 1;
    if (writes !== nth) return;
    // The first fault that fits counts: this write is done, and only its answer is lost.
    if (at === 'sent') {
      const operation = operationOf(request);
      play.aws.faults.add({ operation, calls: { nth: 1 }, effect: { kind: 'answer-lost' } });
    }
    play.kill();
  };
  subscribe(channel, count);
  return () => {
    unsubscribe(channel, count);
  };
}

function operationOf(request: ClientRequest): string {
  const target = request.getHeader('x-amz-target');
  return typeof target === 'string' ? (target.split('.').at(-1) ?? '') : '';
}

async function findsNothing(play: Play): Promise<string[]> {
  const { result, plan } = (await play.run('drift')).report;
  const left = plan?.operations.map(({ id }) => id) ?? ['no plan'];
  return [
    ...unless(result === 'clean', `the last run is ${result}`),
    ...left.map((id) => `the last run has: ${id}`),
  ];
}
