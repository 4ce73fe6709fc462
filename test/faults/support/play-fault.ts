import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { accessNow, wrongBetween } from '../../properties/support/access.ts';
import { bringOn } from './bring-on.ts';
import type { Cell } from './cells.ts';
import { judgeApply } from './judge-apply.ts';
import type { FaultStage, Play } from './open-fault-stage.ts';
import type { Rehearsal } from './rehearse.ts';
import { withoutAccess } from './without-access.ts';

/** From when on something fails: all the time, or once the apply has begun to write. */
export type Phase = 'executing' | 'planning';

/**
 * An apply while something fails, then the hourly one when nothing does. Answers what was not as it must
 * be; the log of the first where that is anything.
 */
export async function playFault(
  stage: FaultStage,
  rehearsal: Rehearsal,
  cell: Cell,
  phase: Phase,
): Promise<string[]> {
  const play = await stage.begin();
  try {
    const { aws } = play;
    const seen = aws.history().length;
    const before = aws.world.dump();
    const heal = arm(play, cell, phase);
    const first = await play.run('apply');
    heal();
    await aws.settled();
    const wrong = judgeApply(play, before, first, rehearsal, cell.ailment.passes);
    if (!cell.ailment.passes) wrong.push(...(await goesOn(play, rehearsal)));
    wrong.push(...lossesSince(play, rehearsal, seen));
    return wrong.length === 0 ? [] : [...wrong, first.log];
  } finally {
    await play.close();
  }
}

/**
 * What the next run must do. Whoever has come to the very state of the rehearsal, to AWS and to GitHub,
 * would find what the rehearsal's further runs found there: nothing.
 */
export async function goesOn(play: Play, rehearsal: Rehearsal): Promise<string[]> {
  const before = play.aws.world.dump();
  const again = await play.run('hourly');
  await play.aws.settled();
  return judgeApply(play, before, again, rehearsal, true).map((one) => `afterwards, ${one}`);
}

/** Who lost what they keep, held more than they may, or was asked for what no service would take. */
export function lossesSince(play: Play, rehearsal: Rehearsal, seen: number): string[] {
  const { aws } = play;
  const { before, wanted } = rehearsal;
  const changes = aws.history().slice(seen);
  return [
    ...wrongBetween(changes, before, wanted, replaced(rehearsal)),
    ...withoutAccess(changes, before, wanted),
    ...play.invalid().map((request) => `invalid: ${request}`),
    ...(accessNow(aws).size === wanted.size ? [] : ['the end is not what was wanted']),
  ];
}

/** Pairs whose role is kept by somebody who comes, with what it becomes. */
function replaced({ before, wanted }: Rehearsal): ReadonlyMap<string, string> {
  return new Map(
    [...wanted].flatMap(([key, content]) => {
      const [, set = '', account = ''] = key.split(' ');
      return before.has(key) ? [] : [[`${set} ${account}`, content] as const];
    }),
  );
}

/** Answers what makes it well again. */
function arm(play: Play, cell: Cell, phase: Phase): () => void {
  if (phase === 'planning') return bringOn(play, cell);
  const channel = 'http.client.request.start';
  let heal: (() => void) | null = null;
  const watch = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    if (heal === null && asksForChange(request)) heal = bringOn(play, cell);
  };
  subscribe(channel, watch);
  return () => {
    unsubscribe(channel, watch);
    if (heal === null) throw new Error('the run never wrote');
    heal();
  };
}

/** Of a request to AWS. */
export function asksForChange(request: ClientRequest): boolean {
  const target = request.getHeader('x-amz-target');
  return typeof target === 'string' && !/\.(?:List|Describe|Get|Lookup)/.test(target);
}
