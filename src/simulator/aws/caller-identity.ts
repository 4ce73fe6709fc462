import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseCredential } from './caller.ts';
import { type Machine, readCaller } from './exchange.ts';

/** STS speaks AWS's older query protocol: a form in, XML out. */
export function isStsRequest(request: IncomingMessage, body: string): boolean {
  const type = request.headers['content-type'] ?? '';
  return (
    type.startsWith('application/x-www-form-urlencoded') && /(?:^|&)Version=2011-06-15/.test(body)
  );
}

/** GetCallerIdentity, which AWS answers to every valid credential whatever it is allowed. */
export function answerCallerIdentity(
  request: IncomingMessage,
  response: ServerResponse,
  machine: Machine,
): void {
  const { arn, accountId } = readCaller(machine, parseCredential(request.headers.authorization));
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AROASIMULATED:session</UserId><Account>${accountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>00000000-0000-0000-0000-000000000000</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  );
}
