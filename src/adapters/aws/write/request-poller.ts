import type { InstanceArn } from '../../../core/model/ids.ts';
import type { Journal } from '../../../ports/journal.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { AsyncOutcome } from '../../../ports/identity-center-write.ts';
import { PortError } from '../../../ports/port-error.ts';
import type { AsyncState } from '../answers/async-answers.ts';

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

interface Outstanding {
  readonly instance: InstanceArn;
  readonly requestId: string;
  readonly since: number;
  readonly end: (outcome: AsyncOutcome) => void;
  readonly fail: (error: PortError) => void;
}

/** AWS may not know its own request yet right after it gave the id. */
const unknownIsYoung = 30_000;

/**
 * Waits for all outstanding requests of one kind with one ticker: each tick asks which are in
 * progress and describes only those that no longer are, so that N requests cost N polls and the
 * ticks, not N × ticks.
 */
export class RequestPoller {
  readonly #clock: Clock;
  readonly #requests: PolledRequests;
  readonly #deadline: AbortSignal | undefined;
  readonly #journal: Journal | null;
  readonly #outstanding = new Map<string, Outstanding>();
  #ticking = false;

  /** An aborted `deadline` ends every wait as unfinished. */
  constructor(
    clock: Clock,
    requests: PolledRequests,
    deadline?: AbortSignal,
    journal: Journal | null = null,
  ) {
    this.#journal = journal;
    this.#clock = clock;
    this.#requests = requests;
    this.#deadline = deadline;
  }

  /** The IAM action of the writes that are waited for. */
  get action(): string {
    return this.#requests.action;
  }

  /**
   * Polls a request that AWS accepted to its end. Rejects as `answer-lost` where AWS refuses to say
   * how it ended.
   */
  wait(instance: InstanceArn, requestId: string): Promise<AsyncOutcome> {
    return new Promise((resolve, reject) => {
      const since = this.#clock.now();
      this.#outstanding.set(requestId, { instance, requestId, since, end: resolve, fail: reject });
      void this.#tick();
    });
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
      this.#journal?.progress(`waiting for AWS on ${this.#outstanding.size} requests`);
      await Promise.all(
        [...this.#byInstance()].map(([instance, some]) => this.#poll(instance, some)),
      );
    }
    this.#ticking = false;
  }

  /** False when there is no time left. */
  async #pause(): Promise<boolean> {
    const now = this.#clock.now();
    const youngest = Math.min(...[...this.#outstanding.values()].map(({ since }) => now - since));
    try {
      await this.#clock.sleep(pollInterval(youngest), this.#deadline);
      return true;
    } catch {
      return false;
    }
  }

  #byInstance(): Map<InstanceArn, Outstanding[]> {
    return Map.groupBy(this.#outstanding.values(), ({ instance }) => instance);
  }

  async #poll(instance: InstanceArn, requests: readonly Outstanding[]): Promise<void> {
    const inProgress = await this.#inProgress(instance, requests);
    const left = requests.filter(({ requestId }) => !inProgress.has(requestId));
    await Promise.all(left.map((request) => this.#describe(request)));
    for (const request of requests) {
      if (this.#clock.now() - request.since >= this.#requests.longestWait)
        this.#unfinished(request);
    }
  }

  async #inProgress(
    instance: InstanceArn,
    requests: readonly Outstanding[],
  ): Promise<ReadonlySet<string>> {
    const { listInProgress } = this.#requests;
    if (listInProgress === null || requests.length < 2) return new Set();
    try {
      return await listInProgress(instance);
    } catch {
      // Describing each is dearer and says the same.
      return new Set();
    }
  }

  async #describe(request: Outstanding): Promise<void> {
    try {
      const state = await this.#requests.describe(request.instance, request.requestId);
      if (state.status === 'in-progress') return;
      this.#outstanding.delete(request.requestId);
      request.end(state);
    } catch (error) {
      if (this.#mayStillAnswer(request, error)) return;
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
        return this.#deadline?.aborted === true;
      case 'not-found':
        return this.#clock.now() - request.since < unknownIsYoung;
      case 'access-denied':
      case 'invalid':
      case 'quota':
      case 'answer-lost':
      case 'credentials':
        return false;
    }
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

/** Milliseconds to the next poll: most requests end within seconds, and the rest take minutes. */
function pollInterval(age: number): number {
  if (age < 10_000) return 1000;
  return age < 30_000 ? 2000 : 5000;
}
