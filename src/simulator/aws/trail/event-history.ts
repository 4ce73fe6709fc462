import type { JsonObject } from '../json.ts';
import { canonicalJson } from '../json.ts';
import { hexId, uuid } from '../world/ids.ts';

/** Who called, as far as CloudTrail writes it down. */
export interface TrailUser {
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly userAgent: string;
  readonly sourceIpAddress: string;
  readonly isConsole: boolean;
}

/** One call, with members spelled as in the service model. */
export interface TrailCall {
  readonly name: string;
  readonly at: number;
  readonly region: string;
  readonly user: TrailUser;
  readonly request: JsonObject;
  /** Null where there is nothing in it. */
  readonly response: JsonObject | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface TrailEvent extends TrailCall {
  readonly id: string;
  readonly requestId: string;
  /** Counts from 1: events of one second have an order. */
  readonly sequence: number;
}

/** Every call that changes IAM Identity Center, by API or in the console, in the order of their answers. */
export class EventHistory {
  readonly events: TrailEvent[] = [];
  readonly #alike = new Map<string, number>();

  /** Ids follow from what was asked, not from the order in which parallel requests came in. */
  add(call: TrailCall): void {
    const key = hexId('call', `${call.name} ${canonicalJson(call.request)}`, 32);
    const times = (this.#alike.get(key) ?? 0) + 1;
    this.#alike.set(key, times);
    this.events.push({
      ...call,
      id: uuid('event', `${key} ${times}`),
      requestId: uuid('event request', `${key} ${times}`),
      sequence: this.events.length + 1,
    });
  }
}
