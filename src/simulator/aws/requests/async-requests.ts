import { tooBusy } from '../aws-error.ts';
import type { FaultEffect } from '../faults.ts';
import type { Knobs } from '../knobs.ts';
import { fraction, uuid } from '../world/ids.ts';
import type { PrincipalRef } from '../world/state.ts';
import type { World } from '../world/world.ts';

export type RequestKind = 'creation' | 'deletion' | 'provisioning';

export interface AsyncRequest {
  readonly kind: RequestKind;
  readonly id: string;
  readonly createdAt: number;
  readonly permissionSetArn: string;
  /** The accounts whose role the request works on. */
  readonly accountIds: readonly string[];
  /** What a status answer names; absent where the request is for all accounts. */
  readonly accountId: string | undefined;
  readonly principal: PrincipalRef | undefined;
  readonly status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly failureReason: string | undefined;
}

export interface Job {
  readonly accountId: string;
  readonly startsAfterMs: number;
  readonly takesMs: number;
  /** Does the work; the reason why it failed, or undefined. */
  readonly run: () => string | undefined;
}

export type NewRequest = Pick<
  AsyncRequest,
  'kind' | 'permissionSetArn' | 'accountIds' | 'accountId' | 'principal'
>;

/** Requests that AWS accepts now and carries out later, one role at a time in each account. */
export class AsyncRequests {
  readonly #world: World;
  readonly #knobs: Knobs;
  readonly #requests = new Map<string, AsyncRequest>();
  readonly #console = new Map<string, AsyncRequest>();
  readonly #inProgress = new Set<string>();
  readonly #accountFreeAt = new Map<string, number>();
  #doneInConsole = 0;

  constructor(world: World, knobs: Knobs) {
    this.#world = world;
    this.#knobs = knobs;
  }

  get(kind: RequestKind, id: string): AsyncRequest | undefined {
    const request = this.#requests.get(id) ?? this.#console.get(id);
    return request?.kind === kind && this.#retained(request) ? request : undefined;
  }

  list(kind: RequestKind): AsyncRequest[] {
    return [...this.#requests.values(), ...this.#console.values()].filter(
      (request) => request.kind === kind && this.#retained(request),
    );
  }

  inProgress(): AsyncRequest[] {
    return [...this.#inProgress].flatMap((id) => this.#requests.get(id) ?? []);
  }

  /** Whether a request works on the permission set, in the given account or in any. */
  touches(permissionSetArn: string, accountId?: string): boolean {
    return this.inProgress().some(
      (request) =>
        request.permissionSetArn === permissionSetArn &&
        (accountId === undefined || request.accountIds.includes(accountId)),
    );
  }

  submit(asked: NewRequest, jobs: readonly Job[], effect: FaultEffect | undefined): AsyncRequest {
    this.#requireCapacity(asked.kind);
    const now = this.#world.clock.now();
    const request: AsyncRequest = {
      ...asked,
      id: uuid('request', String(this.#requests.size + 1)),
      createdAt: now,
      status: 'IN_PROGRESS',
      failureReason: undefined,
    };
    this.#requests.set(request.id, request);
    this.#inProgress.add(request.id);
    if (effect?.kind === 'async-stuck') return request;
    if (effect?.kind === 'async-failed') {
      const job = jobs[0];
      const takes = (job?.startsAfterMs ?? 0) + (job?.takesMs ?? 0);
      this.#world.clock.after(takes, () => {
        this.#end(request, effect.reason);
      });
      return request;
    }
    this.#schedule(request, jobs, now);
    return request;
  }

  /** What the console asked for and was done at once; ids of what the API is asked are not touched. */
  done(asked: Omit<NewRequest, 'accountIds'>): AsyncRequest {
    this.#doneInConsole += 1;
    const { accountId } = asked;
    const request: AsyncRequest = {
      ...asked,
      accountIds: accountId === undefined ? [] : [accountId],
      id: uuid('console request', String(this.#doneInConsole)),
      createdAt: this.#world.clock.now(),
      status: 'SUCCEEDED',
      failureReason: undefined,
    };
    this.#console.set(request.id, request);
    return request;
  }

  /** How long an assignment takes: different from one to the next, the same in every run. */
  assignmentDuration(): number {
    const { assignmentMin, assignmentMax } = this.#knobs.durations;
    const part = fraction(`duration ${this.#requests.size + 1}`);
    return assignmentMin + part * (assignmentMax - assignmentMin);
  }

  #schedule(request: AsyncRequest, jobs: readonly Job[], now: number): void {
    let open = jobs.length;
    let firstFailure: string | undefined;
    for (const job of jobs) {
      const free = this.#accountFreeAt.get(job.accountId) ?? 0;
      const end = Math.max(now + job.startsAfterMs, free) + job.takesMs;
      this.#accountFreeAt.set(job.accountId, end);
      this.#world.clock.at(end, () => {
        const failure = job.run();
        firstFailure ??= failure;
        open -= 1;
        if (open === 0) this.#end(request, firstFailure);
      });
    }
  }

  #end(request: AsyncRequest, failureReason: string | undefined): void {
    this.#inProgress.delete(request.id);
    this.#requests.set(request.id, {
      ...request,
      status: failureReason === undefined ? 'SUCCEEDED' : 'FAILED',
      failureReason,
    });
  }

  #requireCapacity(kind: RequestKind): void {
    const { outstandingAssignments, concurrentProvisionings } = this.#knobs.limits;
    const pool = this.#poolOf(kind);
    const alike = this.inProgress().filter((one) => this.#poolOf(one.kind) === pool);
    const caps = {
      assignments: outstandingAssignments,
      deletions: Infinity,
      provisionings: concurrentProvisionings,
    };
    if (alike.length >= caps[pool]) throw tooBusy();
  }

  #poolOf(kind: RequestKind): 'assignments' | 'deletions' | 'provisionings' {
    if (kind === 'provisioning') return 'provisionings';
    const shared = this.#knobs.behaviour.deletionsCountAsOutstanding;
    return kind === 'deletion' && !shared ? 'deletions' : 'assignments';
  }

  #retained(request: AsyncRequest): boolean {
    const retention = this.#knobs.durations.requestRetention;
    return retention === null || this.#world.clock.now() - request.createdAt <= retention;
  }
}
