import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { World } from '../world/world.ts';

/** The other host that GitHub redirects downloads to: an address alone opens them, and a token is refused. */
export class BlobHost {
  /** Answers in the place of a download, each once. */
  readonly instead: ((response: ServerResponse) => void)[] = [];
  /** The headers of all that was asked. */
  readonly asked: IncomingHttpHeaders[] = [];
  readonly #world: World;
  readonly #server: Server;

  constructor(world: World) {
    this.#world = world;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port to listen on');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #answer({ headers, url = '' }: IncomingMessage, response: ServerResponse): void {
    this.asked.push(headers);
    const instead = this.instead.shift();
    if (instead !== undefined) return instead(response);
    const download = this.#world.downloads.get(url);
    if (headers.authorization !== undefined)
      return refuse(response, 400, 'InvalidAuthenticationInfo');
    if (download === undefined || download.until < this.#world.clock.now())
      return refuse(response, 403, 'AuthenticationFailed');
    const length = download.content.length;
    response.writeHead(200, { 'content-type': 'application/zip', 'content-length': length });
    response.end(download.content);
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`);
}
