import { createServer } from 'node:https';
import { onTestFinished } from 'vitest';
import { makeCertificates } from '../../../../src/simulator/entra/tls/make-certificates.ts';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text word for word, anything else as JSON. */
      readonly body?: unknown;
    }
  | 'reset'
  | 'silence';

export interface ServedHttps {
  readonly asked: readonly Asked[];
  readonly url: string;
  /** The certificate to trust. */
  readonly ca: string;
}

/** A server over TLS that answers as a test says. */
export async function serveHttps(
  reply: (asked: Asked, nth: number, url: string) => Reply,
): Promise<ServedHttps> {
  const asked: Asked[] = [];
  const certificates = makeCertificates();
  const keys = { cert: certificates.certificate, key: certificates.key };
  let url = '';
  const server = createServer(keys, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', headers } = request;
      const one = {
        method,
        url: request.url ?? '',
        headers,
        body: Buffer.concat(chunks).toString(),
      };
      asked.push(one);
      const answer = reply(one, asked.length, url);
      if (answer === 'silence') return;
      if (answer === 'reset') {
        request.socket.destroy();
        return;
      }
      const { status = 200, body } = answer;
      response.writeHead(status, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `https://localhost:${address.port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url, ca: certificates.authority };
}
