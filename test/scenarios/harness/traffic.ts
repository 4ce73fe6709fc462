import { subscribe } from 'node:diagnostics_channel';

const open = new Set<unknown>();
let broken = 0;

type About = { readonly request: unknown };

function on(channel: string, act: (request: unknown) => void): void {
  subscribe(channel, (message) => {
    act((message as About).request);
  });
}

for (const start of ['http.client.request.start', 'undici:request:create']) {
  on(start, (request) => open.add(request));
}
for (const end of ['http.client.response.finish', 'undici:request:trailers']) {
  on(end, (request) => open.delete(request));
}
for (const failure of ['http.client.request.error', 'undici:request:error']) {
  on(failure, (request) => {
    if (open.delete(request)) broken += 1;
  });
}

/** What this process has asked over HTTP and not been answered, and what broke so far. */
export const traffic = {
  get open(): number {
    return open.size;
  },
  get broken(): number {
    return broken;
  },
  /** What an earlier test file of this process left without an answer holds up no later one. */
  forget(): void {
    open.clear();
  },
};
