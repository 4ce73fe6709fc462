import type { InstanceArn } from '../../../core/model/ids.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { AssignmentOutcome, AsyncOutcome } from '../../../ports/identity-center-write.ts';
import type { Journal } from '../../../ports/journal.ts';
import { PortError } from '../../../ports/port-error.ts';
import type { AsyncState } from '../answers/async-answers.ts';
import { pollInterval } from './poll-interval.ts';

/** How one kind of asynchronous request is asked about. */
export interface PolledRequests {
  /** The IAM action of the write itself, for its errors. */
  readonly action: string;
  /** Milliseconds until a request counts as unfinished. */
  readonly longestWait: number;
  /** The ids of all requests in progress, in one or few calls; null where AWS has no such list. */
  readonly listInProgress: ((instance: InstanceArn) => Promise<ReadonlySet<string>>) | null;
  readonly describe: (instance: InstanceArn, requestId: string) => Promise<AsyncState>;
}

export interface PollerOptions {
  readonly clock: Clock;
  /** Requests a second that may be spent on polls. */
  readonly rate: () => number;
  /** Whether writes wait for the places of those that are polled. */
  readonly isAwaited: () => boolean;
  /** Aborted: every wait ends as unfinished. */
  readonly deadline: AbortSignal | undefined;
  readonly journal: Journal | null;
}

interface Outstanding {
  readonly instance: InstanceArn;
  readonly requestId: string;
  readonly since: number;
  /** Takes that AWS ended it, without knowing how; null where its verdict is waited for. */
  readonly leave: (() => void) | null;
  readonly end: (outcome: AsyncOutcome) => void;
  readonly fail: (error: PortError) => void;
  /** Whether a list showed it in progress: one that never did may not have it yet. */
  isListed: boolean;
}

/** AWS may not know its own request yet right after it gave the id. */
const unknownIsYoung = 30_000;

/**
 * Waits for all outstanding requests of one kind with one ticker: each tick lists those in progress, and
 * what was on the list and no longer is has ended. So N requests cost the ticks, not N × ticks.
 */
export class RequestPoller {
  readonly #requests: PolledRequests;
  readonly #options: PollerOptions;
  readonly #outstanding = new Map<string, Outstanding>();
  #nap = new AbortController();
  #ticking = false;
  #polledAt = -Infinity;
  #mayList = true;
  #mayDescribe = true;

  constructor(requests: PolledRequests, options: PollerOptions) {
    this.#requests = requests;
    this.#options = options;
  }

  /** The IAM action of the writes that are waited for. */
  get action(): string {
    return this.#requests.action;
  }

  /**
   * Polls a request that AWS accepted to its end. Rejects as `answer-lost` where AWS refuses to say
   * how it ended.
   */
  wait(instance: InstanceArn, requestId: string): Promise<AssignmentOutcome> {
    const since = this.#options.clock.now();
    return new Promise((resolve, reject) => {
      const tell = (): Promise<AsyncOutcome> => this.#tell(instance, requestId, since);
      const leave = (): void => resolve({ status: 'ended', requestId, tell });
      this.#add({ instance, requestId, since, leave, end: resolve, fail: reject });
    });
  }

  /** The same, to AWS's own word on how it ended. */
  verdict(instance: InstanceArn, requestId: string): Promise<AsyncOutcome> {
    const since = this.#options.clock.now();
    return new Promise((resolve, reject) => {
      this.#add({ instance, requestId, since, leave: null, end: resolve, fail: reject });
    });
  }

  /** Asks at once: it has ended as far as a list knows. */
  #tell(instance: InstanceArn, requestId: string, since: number): Promise<AsyncOutcome> {
    return new Promise((resolve, reject) => {
      const asked = { instance, requestId, since, leave: null, end: resolve, fail: reject };
      void this.#describe(this.#add(asked));
    });
  }

  #add(asked: Omit<Outstanding, 'isListed'>): Outstanding {
    const request = { ...asked, isListed: false };
    this.#outstanding.set(request.requestId, request);
    this.#nap.abort();
    void this.#tick();
    return request;
  }

  async #tick(): Promise<void> {
    if (this.#ticking) return;
    this.#ticking = true;
    while (this.#outstanding.size > 0) {
      if (!(await this.#pause())) {
        for (const request of this.#outstanding.values()) this.#unfinished(request);
        break;
      }
      // AWS takes minutes over a provisioning, and people cancel what says nothing.
      this.#options.journal?.progress(`waiting for AWS on ${this.#outstanding.size} requests`);
      this.#polledAt = this.#options.clock.now();
      await Promise.all(
        [...this.#byInstance()].map(([instance, some]) => this.#poll(instance, some)),
      );
    }
    this.#ticking = false;
  }

  /** Until the next poll is due, which a new request may bring nearer. False when there is no time left. */
  async #pause(): Promise<boolean> {
    const { clock, deadline } = this.#options;
    for (;;) {
      if (deadline?.aborted === true) return false;
      const pause = this.#nextPoll() - clock.now();
      if (pause <= 0) return true;
      this.#nap = new AbortController();
      const { signal } = this.#nap;
      try {
        await clock.sleep(pause, deadline ? AbortSignal.any([signal, deadline]) : signal);
        return true;
      } catch {
        // Somebody came, or the deadline.
      }
    }
  }

  #nextPoll(): number {
    const { clock, rate, isAwaited } = this.#options;
    const since = [...this.#outstanding.values()].map((request) => request.since);
    const interval = pollInterval({
      outstanding: since.length,
      youngest: clock.now() - Math.max(...since),
      isAwaited: isAwaited(),
      rate: rate(),
      byList: this.#mayList && this.#requests.listInProgress !== null,
    });
    return Math.max(this.#polledAt, Math.min(...since)) + interval;
  }

  #byInstance(): Map<InstanceArn, Outstanding[]> {
    return Map.groupBy(this.#outstanding.values(), ({ instance }) => instance);
  }

  async #poll(instance: InstanceArn, requests: readonly Outstanding[]): Promise<void> {
    const inProgress = await this.#inProgress(instance, requests);
    await Promise.all(requests.map((request) => this.#look(request, inProgress)));
    const now = this.#options.clock.now();
    for (const request of requests) {
      if (now - request.since >= this.#requests.longestWait) this.#unfinished(request);
    }
  }

  /** Null where it was not asked for or could not be read. */
  async #inProgress(
    instance: InstanceArn,
    requests: readonly Outstanding[],
  ): Promise<ReadonlySet<string> | null> {
    const { listInProgress } = this.#requests;
    if (listInProgress === null || !this.#mayList || requests.length < 2) return null;
    try {
      return await listInProgress(instance);
    } catch (error) {
      if (error instanceof PortError && error.kind === 'access-denied') {
        this.#mayList = false;
        this.#warn(error, 'each request is asked about by itself, which takes longer');
      }
      return null;
    }
  }

  async #look(request: Outstanding, inProgress: ReadonlySet<string> | null): Promise<void> {
    if (inProgress?.has(request.requestId) === true) {
      request.isListed = true;
      return;
    }
    if (inProgress !== null && request.isListed && request.leave !== null) {
      this.#outstanding.delete(request.requestId);
      request.leave();
      return;
    }
    await this.#describe(request);
  }

  async #describe(request: Outstanding): Promise<void> {
    try {
      const state = await this.#requests.describe(request.instance, request.requestId);
      if (state.status === 'in-progress') return;
      this.#outstanding.delete(request.requestId);
      request.end(state);
    } catch (error) {
      if (this.#mayStillAnswer(request, error)) return;
      if (this.#mayDescribe && error instanceof PortError && error.kind === 'access-denied') {
        this.#mayDescribe = false;
        this.#warn(error, 'what is live afterwards is read instead');
      }
      this.#outstanding.delete(request.requestId);
      request.fail(this.#lost(request, error));
    }
  }

  #mayStillAnswer(request: Outstanding, error: unknown): boolean {
    if (!(error instanceof PortError)) return false;
    switch (error.kind) {
      case 'throttled':
      case 'unavailable':
      case 'bad-answer':
      case 'conflict':
        return true;
      // Only the deadline cancels a poll; the ticker then ends every wait.
      case 'cancelled':
        return this.#options.deadline?.aborted === true;
      case 'not-found':
        return this.#options.clock.now() - request.since < unknownIsYoung;
      case 'access-denied':
      case 'invalid':
      case 'quota':
      case 'answer-lost':
      case 'credentials':
        return false;
    }
  }

  #warn({ message, help }: PortError, instead: string): void {
    this.#options.journal?.warn(`${message}: ${instead}${help === null ? '' : `; ${help}`}`);
  }

  #lost(request: Outstanding, error: unknown): PortError {
    const { action } = this.#requests;
    const why = error instanceof Error ? error.message : String(error);
    const message = `${action}: AWS accepted it as request ${request.requestId}, but how it ended could not be read: ${why}`;
    const help = error instanceof PortError ? error.help : null;
    return new PortError('answer-lost', action, message, {
      cause: error,
      ...(help === null ? {} : { help }),
    });
  }

  #unfinished(request: Outstanding): void {
    if (!this.#outstanding.delete(request.requestId)) return;
    request.end({ status: 'unfinished', requestId: request.requestId });
  }
}
