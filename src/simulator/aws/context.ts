import type { Caller } from './caller.ts';
import type { FaultEffect } from './faults.ts';
import type { Fields } from './fields.ts';
import type { JsonObject } from './json.ts';
import type { Knobs } from './knobs.ts';
import type { ServiceName } from './models/served-operations.ts';
import type { AsyncRequests } from './requests/async-requests.ts';
import type { EventHistory } from './trail/event-history.ts';
import type { World, WorldView } from './world/world.ts';

/** All that an operation sees of one request but its input. */
export interface Context {
  readonly service: ServiceName;
  readonly operation: string;
  readonly world: World;
  /** What lists are answered from: the world, or the world a while ago. */
  readonly view: WorldView;
  readonly knobs: Knobs;
  readonly requests: AsyncRequests;
  readonly trail: EventHistory;
  readonly caller: Caller;
  readonly region: string;
  /** An injected fault that the asynchronous part of the operation has to obey. */
  readonly effect: FaultEffect | undefined;
}

export type Operation = (context: Context, input: Fields) => JsonObject;
export type Operations = Readonly<Record<string, Operation>>;
