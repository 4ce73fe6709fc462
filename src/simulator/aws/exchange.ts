import { accessDenied, AwsError, conflictInProcess, conflict } from './aws-error.ts';
import { notAuthorized, parseCredential, resolveCaller } from './caller.ts';
import type { Caller, CallerSettings, Credential } from './caller.ts';
import type { Context, Operation } from './context.ts';
import type { FaultEffect, Faults } from './faults.ts';
import type { Fields } from './fields.ts';
import { askedResources } from './iam/asked-resources.ts';
import { evaluate } from './iam/evaluate.ts';
import type { JsonObject } from './json.ts';
import type { Knobs } from './knobs.ts';
import { checkShape } from './models/check-shape.ts';
import type { ServiceModel } from './models/service-model.ts';
import { operations } from './operations/operations.ts';
import type { AsyncRequests } from './requests/async-requests.ts';
import { requireValidInput } from './require-valid-input.ts';
import { rateExceeded } from './throttle.ts';
import type { Throttle } from './throttle.ts';
import type { EventHistory } from './trail/event-history.ts';
import { recordCall } from './trail/record-call.ts';
import { messageKey } from './wire.ts';
import { findAccount } from './world/find.ts';
import type { World } from './world/world.ts';

export interface Machine {
  readonly world: World;
  readonly knobs: Knobs;
  readonly requests: AsyncRequests;
  readonly trail: EventHistory;
  readonly throttle: Throttle;
  readonly faults: Faults;
  readonly callers: Readonly<Record<string, CallerSettings>>;
}

export interface Asked {
  readonly model: ServiceModel;
  readonly operation: string;
  readonly input: Fields;
  readonly authorization: string | undefined;
  readonly userAgent: string | undefined;
}

/** What is written down of a request even if it ends in an error. */
export interface Note {
  credential?: Credential;
  readonly invalid: string[];
  throttled: boolean;
}

/** Carries one request through everything that AWS would do with it, short of the network. */
export function exchange(
  machine: Machine,
  asked: Asked,
  effect: FaultEffect | undefined,
  note: Note,
): JsonObject {
  const { model, operation } = asked;
  const known = model.operations[operation];
  const handler = operations[model.service][operation];
  if (known === undefined || handler === undefined) {
    note.invalid.push(`operation ${operation} is not served`);
    throw new AwsError('UnknownOperationException', `no operation ${operation}`);
  }
  const credential = readCredential(asked, note);
  const caller = readCaller(machine, credential);
  const call = { ...asked, caller, region: credential.region, at: machine.world.clock.now() };
  try {
    const output = carryOut(machine, asked, { credential, caller, effect, note, known, handler });
    recordCall(machine.trail, call, output);
    return output;
  } catch (error) {
    if (error instanceof AwsError) recordCall(machine.trail, call, error);
    throw error;
  }
}

interface Served {
  readonly credential: Credential;
  readonly caller: Caller;
  readonly effect: FaultEffect | undefined;
  readonly note: Note;
  readonly known: ServiceModel['operations'][string];
  readonly handler: Operation;
}

function carryOut(
  machine: Machine,
  asked: Asked,
  { credential, caller, effect, note, known, handler }: Served,
): JsonObject {
  const { model, operation, input } = asked;
  refuseByFault(model, effect);
  takeToken(machine, asked, note, `${caller.accountId} ${credential.region}`);
  authorize(machine, asked, caller, credential.region);
  requireValidInput(model, known.input, input, machine.knobs.strict, note.invalid);
  const context = makeContext(machine, asked, caller, credential, effect);
  let output: JsonObject;
  try {
    output = handler(context, input);
  } catch (error) {
    if (error instanceof AwsError) {
      requireModelledError(model, operation, known.errors, error);
      // From an operation itself this is one of the caps on work in progress.
      if (error.code === 'ThrottlingException') note.throttled = true;
    }
    throw error;
  }
  requireValidOutput(model, operation, known.output, output);
  return output;
}

function readCredential({ model, authorization }: Asked, note: Note): Credential {
  try {
    const credential = parseCredential(authorization);
    note.credential = credential;
    if (credential.signingName !== model.signingName) {
      throw new AwsError(
        'InvalidSignatureException',
        `Credential should be scoped to correct service: '${model.signingName}'.`,
      );
    }
    return credential;
  } catch (error) {
    if (error instanceof AwsError) note.invalid.push(error.message);
    throw error;
  }
}

function refuseByFault(model: ServiceModel, effect: FaultEffect | undefined): void {
  switch (effect?.kind) {
    case 'throttle':
      throw rateExceeded(model.service, effect.message);
    case 'internal-error':
      throw internalError(model);
    case 'conflict':
      throw effect.message === undefined ? conflictInProcess() : conflict(effect.message);
    case 'access-denied':
      throw accessDenied('You do not have sufficient access to perform this action.');
    case 'error':
      throw new AwsError(
        effect.code,
        effect.message,
        effect.status === undefined ? {} : { status: effect.status },
      );
    default:
  }
}

export function internalError(model: ServiceModel): AwsError {
  const code = model.service === 'organizations' ? 'ServiceException' : 'InternalServerException';
  return new AwsError(code, 'An unexpected internal service exception was encountered', {
    status: 500,
  });
}

function takeToken(
  { throttle, knobs, world }: Machine,
  { model, operation }: Asked,
  note: Note,
  place: string,
): void {
  try {
    throttle.take({ service: model.service, operation, place }, knobs, world.clock.now());
  } catch (error) {
    note.throttled = true;
    throw error;
  }
}

export function readCaller(
  machine: Pick<Machine, 'world' | 'callers'>,
  { accessKeyId }: Pick<Credential, 'accessKeyId'>,
): Caller {
  const { world, callers } = machine;
  return resolveCaller(accessKeyId, callers[accessKeyId] ?? {}, {
    partition: world.place.partition,
    managementAccountId: world.place.managementAccountId,
    delegateAccountId: world.place.delegateAccountId,
    accountId: (nameOrId) => findAccount(world, nameOrId).id,
  });
}

// Member accounts may ask for their own instances and for the organization they are in.
const openToMembers = new Set([
  'ListInstances',
  'DescribeInstance',
  'DescribeOrganization',
  'ValidatePolicy',
  'LookupEvents',
]);
const iamPrefix = {
  'sso-admin': 'sso',
  identitystore: 'identitystore',
  organizations: 'organizations',
  cloudtrail: 'cloudtrail',
  accessanalyzer: 'access-analyzer',
};

function authorize({ world }: Machine, asked: Asked, caller: Caller, region: string): void {
  const { model, operation, input } = asked;
  const { service } = model;
  const action = `${iamPrefix[service]}:${operation}`;
  const { accountId } = caller;
  const request = { service, operation, input: input.values, region, accountId };
  const resources = askedResources(world, request);
  if (caller.kind === 'member' && !openToMembers.has(operation)) {
    throw notAuthorized(caller, action, resources[0]?.arn ?? '*');
  }
  const verdict = evaluate(caller.policies, action, resources);
  if (verdict.kind === 'allowed') return;
  throw notAuthorized(caller, action, verdict.resource, verdict.kind);
}

function makeContext(
  machine: Machine,
  { model, operation }: Asked,
  caller: Caller,
  { region }: Credential,
  effect: FaultEffect | undefined,
): Context {
  const { world, knobs, requests, trail } = machine;
  const lag = operation.startsWith('List') ? knobs.durations.readLag : 0;
  const view = lag === 0 ? world : world.asOf(world.clock.now() - lag);
  return {
    service: model.service,
    operation,
    world,
    view,
    knobs,
    requests,
    trail,
    caller,
    region,
    effect,
  };
}

function requireModelledError(
  model: ServiceModel,
  operation: string,
  errors: readonly string[],
  error: AwsError,
): void {
  const found = errors.includes(error.code)
    ? checkShape(model, error.code, { [messageKey(error, model)]: error.message, ...error.members })
    : [{ path: error.code, constraint: 'not an error of the operation' }];
  if (found.length > 0) {
    const [first] = found;
    throw new Error(
      `${operation} would fail against its model: ${first?.path} ${first?.constraint}`,
    );
  }
}

function requireValidOutput(
  model: ServiceModel,
  operation: string,
  shape: string | undefined,
  output: JsonObject,
): void {
  const violations = shape === undefined ? [] : checkShape(model, shape, output);
  if (violations.length > 0) {
    const found = violations.map((one) => `${one.path} ${one.value}: ${one.constraint}`);
    throw new Error(`${operation} would answer against its model: ${found.join('; ')}`);
  }
}
