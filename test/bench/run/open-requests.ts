import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** What Node's and undici's channels tell, as far as it matters here. */
interface Told {
  readonly request: object;
  readonly response: IncomingMessage;
}

/** Counts the HTTP requests of this process that are not answered to the end. */
export class OpenRequests {
  readonly #open = new Set<object>();
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
    for (const start of ['http.client.request.start', 'undici:request:create'])
      on(start, ({ request }) => {
        this.#open.add(request);
        changed();
      });
    for (const end of [
      'http.client.request.error',
      'undici:request:trailers',
      'undici:request:error',
    ])
      on(end, ({ request }) => this.#end(request));
    // What this channel calls finished is the answer's head.
    on('http.client.response.finish', ({ request, response }) => {
      response.once('close', () => this.#end(request));
    });
  }

  get count(): number {
    return this.#open.size;
  }

  #end(request: object): void {
    if (this.#open.delete(request)) this.#changed();
  }
}

function on(channel: string, listen: (told: Told) => void): void {
  subscribe(channel, (message) => {
    listen(message as Told);
  });
}
