import { listen, readBody } from '../../../src/simulator/http.ts';
import type { FaultEffect } from '../../../src/simulator/aws/faults.ts';

/** GetCallerIdentity in front of the simulator's own, which takes no faults for STS. */
export interface StsStandIn {
  readonly url: string;
  /** What goes wrong with every request from now on; null: nothing. */
  fails(effect: FaultEffect | null): void;
  /** Requests that were left without an answer since the last `fails`. */
  readonly hangs: number;
  readonly asked: number;
  close(): Promise<void>;
}

/** `answerer` is where the simulator that is asked otherwise listens. */
export async function startStsStandIn(answerer: () => string): Promise<StsStandIn> {
  let effect: FaultEffect | null = null;
  let hangs = 0;
  let asked = 0;
  const server = await listen(async (request, response) => {
    asked += 1;
    const body = await readBody(request);
    const answer = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'text/xml' });
      response.end(text);
    };
    switch (effect?.kind) {
      case undefined: {
        const { authorization = '', 'content-type': type = '' } = request.headers;
        const headers = { authorization, 'content-type': type };
        const real = await fetch(answerer(), { method: 'POST', headers, body });
        return answer(real.status, await real.text());
      }
      case 'throttle':
        return answer(400, errorText('Throttling', 'Rate exceeded'));
      case 'access-denied':
        return answer(403, errorText('AccessDenied', 'not authorized to perform this action'));
      case 'internal-error':
        return answer(500, errorText('InternalFailure', 'An internal error occurred'));
      case 'malformed-body':
        return answer(200, '<GetCallerIdentityResponse><GetCallerIdentityRes');
      case 'connection-reset':
        return void response.destroy();
      case 'hang':
        hangs += 1;
        return undefined;
      default:
        throw new Error(`STS cannot fail by ${effect?.kind}`);
    }
  });
  return {
    url: server.url,
    fails(next) {
      effect = next;
      hangs = 0;
    },
    get hangs() {
      return hangs;
    },
    get asked() {
      return asked;
    },
    close: () => server.close(),
  };
}

function errorText(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}
