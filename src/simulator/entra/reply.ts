import type { ServerResponse } from 'node:http';
import type { Json } from '../aws/json.ts';
import type { FaultEffect } from './faults.ts';
import type { Machine } from './machine.ts';

export interface Reply {
  readonly status: number;
  /** JSON, plain text, or nothing. */
  readonly body: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends an answer, or what a fault makes of it. */
export async function reply(
  { clock, knobs }: Machine,
  response: ServerResponse,
  answer: Reply,
  effect: FaultEffect | undefined,
): Promise<void> {
  if (clock.scale > 0 && knobs.latencyMs / clock.scale >= 1) await clock.sleep(knobs.latencyMs);
  if (effect?.kind === 'connection-reset') return void response.destroy();
  if (effect?.kind === 'hang') {
    if (effect.forMs === undefined) return undefined;
    await clock.sleep(effect.forMs);
    return void response.destroy();
  }
  if (effect?.kind === 'slow') await clock.sleep(effect.byMs);
  const done = answer.status < 400;
  if (effect?.kind === 'answer-lost' && done) {
    const { as } = effect;
    if (typeof as !== 'number') return void response.destroy();
    return send(response, lostAnswer(as), false);
  }
  return send(response, answer, effect?.kind === 'malformed-body' && done);
}

/** What comes of a request that was carried out all the same. */
export function lostAnswer(status: 500 | 504): Reply {
  const error =
    status === 504
      ? { code: 'UnknownError', message: 'Gateway timeout.' }
      : { code: 'InternalServerError', message: 'Internal server error.' };
  return { status, body: { error } };
}

function send(response: ServerResponse, { status, body, headers }: Reply, cut: boolean): void {
  if (response.destroyed) return;
  const isText = typeof body === 'string';
  const whole = body === undefined ? '' : isText ? body : JSON.stringify(body);
  const text = cut ? whole.slice(0, Math.floor(whole.length / 2)) : whole;
  const type = isText
    ? 'text/plain'
    : 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
  response.writeHead(status, { ...(body !== undefined && { 'content-type': type }), ...headers });
  response.end(text);
}
