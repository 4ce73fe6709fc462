import { createServer } from 'node:https';
import type { HttpHandler, HttpServer } from '../../http.ts';
import type { Certificates } from './make-certificates.ts';

/** Serves over TLS on a free port, as localhost. A handler that fails answers 500 with the reason. */
export function listenTls(
  { certificate, key }: Certificates,
  handle: HttpHandler,
): Promise<HttpServer> {
  const server = createServer({ cert: certificate, key }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.destroyed) return;
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`the simulator failed: ${reason}`);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('the server has no port'));
        return;
      }
      resolve({
        url: `https://localhost:${address.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
            server.closeAllConnections();
          }),
      });
    });
  });
}
