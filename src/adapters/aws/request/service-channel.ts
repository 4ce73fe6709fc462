import type * as z from 'zod';
import type { AwsCaller, AwsRequest } from './aws-caller.ts';
import { type AwsService, iamAction } from './aws-service.ts';
import { type Page, readPages } from './read-pages.ts';
import type { Turn } from './turn-queue.ts';

type Send<Answer extends z.ZodType> = AwsRequest<Answer>['send'];

/** One service as one reader, writer or poller uses it: the same signal on every call. */
export class ServiceChannel {
  readonly #caller: AwsCaller;
  readonly #service: AwsService;
  readonly #signal: AbortSignal | undefined;
  readonly #reading: Turn;

  constructor(
    caller: AwsCaller,
    service: AwsService,
    signal?: AbortSignal,
    reading: Extract<Turn, 'read' | 'poll'> = 'read',
  ) {
    this.#caller = caller;
    this.#service = service;
    this.#signal = signal;
    this.#reading = reading;
  }

  read<Answer extends z.ZodType>(
    operation: string,
    answer: Answer,
    send: Send<Answer>,
  ): Promise<z.output<Answer>> {
    return this.#call(operation, 'read', answer, send);
  }

  /** A write of which another one like it changes nothing. */
  put<Answer extends z.ZodType>(
    operation: string,
    answer: Answer,
    send: Send<Answer>,
  ): Promise<z.output<Answer>> {
    return this.#call(operation, 'idempotent-write', answer, send);
  }

  /** `onBusy` is called when AWS has too much under way to begin with it; it is sent again anyway. */
  write<Answer extends z.ZodType>(
    operation: string,
    answer: Answer,
    send: Send<Answer>,
    onBusy?: () => void,
  ): Promise<z.output<Answer>> {
    return this.#call(operation, 'write', answer, send, onBusy);
  }

  /** Every page of a list, up to the one that brings more than `atMost`; `page` reads one answer, `send` sends for the page of a token. */
  list<Item>(
    operation: string,
    page: z.ZodType<Page<Item>>,
    send: (token: string | undefined, ...rest: Parameters<Send<z.ZodType>>) => Promise<unknown>,
    atMost?: number,
  ): Promise<Item[]> {
    return readPages(
      iamAction(this.#service, operation),
      (token) => this.read(operation, page, (options) => send(token, options)),
      atMost,
    );
  }

  #call<Answer extends z.ZodType>(
    operation: string,
    effect: AwsRequest<Answer>['effect'],
    answer: Answer,
    send: Send<Answer>,
    onBusy?: () => void,
  ): Promise<z.output<Answer>> {
    const turn = effect === 'read' ? this.#reading : 'write';
    const request = { service: this.#service, operation, effect, turn, answer, send, onBusy };
    return this.#caller.call(request, this.#signal);
  }
}
