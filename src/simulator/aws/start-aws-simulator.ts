import type { IncomingMessage, ServerResponse } from 'node:http';
import { SimulatedClock } from '../clock.ts';
import type { ClockOptions } from '../clock.ts';
import { listen, readBody } from '../http.ts';
import { AwsError } from './aws-error.ts';
import type { CallerSettings } from './caller.ts';
import { answerCallerIdentity, isStsRequest } from './caller-identity.ts';
import { exchange, internalError } from './exchange.ts';
import type { Machine, Note } from './exchange.ts';
import { Faults } from './faults.ts';
import type { Fault, FaultEffect } from './faults.ts';
import { Fields } from './fields.ts';
import { knobs as makeKnobs } from './knobs.ts';
import type { KnobOverrides, Knobs } from './knobs.ts';
import { RequestLog } from './request-log.ts';
import type { Outcome } from './request-log.ts';
import { AsyncRequests } from './requests/async-requests.ts';
import { Throttle } from './throttle.ts';
import { ConsoleTrail } from './trail/console-trail.ts';
import { EventHistory } from './trail/event-history.ts';
import type { TrailEvent } from './trail/event-history.ts';
import { errorAnswer, parseBody, parseTarget, send } from './wire.ts';
import type { Answer, Target } from './wire.ts';
import type { AccessChange } from './world/access-history.ts';
import { organizationConsole } from './world/console/organization-console.ts';
import type { OrganizationConsole } from './world/console/organization-console.ts';
import { uuid } from './world/ids.ts';
import { makeWorld } from './world/make-world.ts';
import type { WorldSeed } from './world/world-seed.ts';

export interface AwsSimulatorOptions {
  readonly seed: WorldSeed;
  readonly knobs?: KnobOverrides;
  readonly clock?: SimulatedClock | ClockOptions;
  /** Who each access key id is; every other key is an administrator of the organization. */
  readonly callers?: Readonly<Record<string, CallerSettings>>;
  readonly faults?: readonly Fault[];
}

export interface AwsSimulator {
  readonly url: string;
  /** The environment that sends the AWS SDKs here. */
  readonly environment: Readonly<Record<string, string>>;
  /** The organization as somebody with a console sees and changes it, without HTTP. */
  readonly world: OrganizationConsole;
  readonly log: RequestLog;
  readonly faults: Faults;
  /** May be changed at any time. */
  readonly knobs: Knobs;
  /** By access key id; may be changed at any time, too. */
  readonly callers: Record<string, CallerSettings>;
  readonly clock: SimulatedClock;
  /** Every change of effective access so far. */
  history(): readonly AccessChange[];
  /** Every change that CloudTrail has recorded, in any account, oldest first. */
  trail(): readonly TrailEvent[];
  /** Waits until no asynchronous request is in progress, or moves a standing clock to then. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Serves IAM Identity Center, its identity store, AWS Organizations and CloudTrail on one local port. */
export async function startAwsSimulator(options: AwsSimulatorOptions): Promise<AwsSimulator> {
  const clock =
    options.clock instanceof SimulatedClock ? options.clock : new SimulatedClock(options.clock);
  const knobs = makeKnobs(options.knobs);
  const world = makeWorld(options.seed, clock, () => knobs.durations.readLag);
  const requests = new AsyncRequests(world, knobs);
  const faults = new Faults();
  for (const fault of options.faults ?? []) faults.add(fault);
  const throttle = new Throttle();
  const trail = new EventHistory();
  const callers = { ...options.callers };
  const machine = { world, knobs, requests, trail, throttle, faults, callers };
  const log = new RequestLog();
  const server = await listen((request, response) => serve(machine, log, request, response));
  return {
    url: server.url,
    environment: {
      AWS_ENDPOINT_URL_SSO_ADMIN: server.url,
      AWS_ENDPOINT_URL_IDENTITYSTORE: server.url,
      AWS_ENDPOINT_URL_ORGANIZATIONS: server.url,
      AWS_ENDPOINT_URL_STS: server.url,
      AWS_ENDPOINT_URL_CLOUDTRAIL: server.url,
      AWS_ENDPOINT_URL_ACCESSANALYZER: server.url,
    },
    world: organizationConsole(world, new ConsoleTrail({ world, trail, requests, knobs })),
    log,
    faults,
    knobs,
    callers,
    clock,
    history: () => world.history.changes,
    trail: () => trail.events,
    settled: async () => {
      while (requests.inProgress().length > 0) {
        if (clock.scale === 0) clock.advance(100);
        else await clock.sleep(100);
      }
    },
    close: async () => {
      clock.stop();
      await server.close();
    },
  };
}

async function serve(
  machine: Machine,
  log: RequestLog,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await readBody(request);
  if (isStsRequest(request, text)) return answerCallerIdentity(request, response, machine);
  const { clock } = machine.world;
  clock.settle();
  const at = new Date(clock.now()).toISOString();
  const note: Note = { invalid: [], throttled: false };
  let target: Target | undefined;
  let input = new Fields({});
  let effect: FaultEffect | undefined;
  let answer: Answer;
  let outcome: Outcome;
  try {
    target = parseTarget(request);
    input = new Fields(parseBody(request, text, target));
    effect = machine.faults.next(target.model.service, target.operation, input);
    if (effect?.kind === 'connection-reset' || effect?.kind === 'hang') {
      outcome = { kind: 'no-answer', why: effect.kind };
      answer = { status: 0, code: undefined, body: {} };
    } else {
      const { authorization, 'user-agent': userAgent } = request.headers;
      const asked = { ...target, input, authorization, userAgent };
      const output = exchange(machine, asked, effect, note);
      answer = { status: 200, code: undefined, body: output };
      outcome = { kind: 'answered', output };
    }
  } catch (error) {
    const failure = asAwsError(error, note, target);
    answer = errorAnswer(failure, target?.model);
    outcome = { kind: 'error', code: failure.code, message: failure.message };
  }
  log.add({
    at,
    service: target?.model.service ?? 'unknown',
    operation: target?.operation ?? 'unknown',
    input: input.values,
    accessKeyId: note.credential?.accessKeyId,
    region: note.credential?.region,
    outcome,
    invalid: note.invalid,
    throttled: note.throttled,
  });
  await reply(machine, target, response, answer, effect, log.requests.length);
}

// A bug of the simulator must neither look like AWS's own trouble, which clients retry, nor hide.
function asAwsError(error: unknown, note: Note, target: Target | undefined): AwsError {
  if (error instanceof AwsError) {
    if (target === undefined || error.code === 'SerializationException') {
      note.invalid.push(error.message);
    }
    return error;
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  note.invalid.push(`simulator bug: ${reason}`);
  return new AwsError('SimulatorBug', reason);
}

async function reply(
  { world: { clock }, knobs }: Machine,
  target: Target | undefined,
  response: ServerResponse,
  answer: Answer,
  effect: FaultEffect | undefined,
  sequence: number,
): Promise<void> {
  const done = answer.code === undefined;
  const requestId = uuid('http request', String(sequence));
  if (clock.scale > 0 && knobs.latencyMs / clock.scale >= 1) await clock.sleep(knobs.latencyMs);
  if (effect?.kind === 'connection-reset') return void response.destroy();
  if (effect?.kind === 'hang') {
    if (effect.forMs === undefined) return undefined;
    await clock.sleep(effect.forMs);
    return void response.destroy();
  }
  if (effect?.kind === 'slow') await clock.sleep(effect.byMs);
  if (effect?.kind === 'answer-lost' && done && target !== undefined) {
    if (effect.as !== 'internal-error') return void response.destroy();
    return send(response, errorAnswer(internalError(target.model), target.model), requestId);
  }
  return send(response, answer, requestId, effect?.kind === 'malformed-body' && done);
}
