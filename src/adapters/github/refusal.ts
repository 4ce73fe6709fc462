import { PortError, type PortErrorKind } from '../../ports/port-error.ts';
import type { Call } from './call.ts';

const kinds: ReadonlyMap<number, PortErrorKind> = new Map([
  [400, 'invalid'],
  [401, 'credentials'],
  [403, 'access-denied'],
  [404, 'not-found'],
  [409, 'conflict'],
  [410, 'not-found'],
  [413, 'invalid'],
  [422, 'invalid'],
  [451, 'access-denied'],
]);

/** A final answer of GitHub's, in the words that every adapter shares. */
export function refusal(call: Call, status: number, message: string): PortError {
  const kind = kinds.get(status) ?? (status >= 500 ? 'unavailable' : 'bad-answer');
  const said = message === '' ? '' : `: ${message}`;
  const help = status === 410 ? goneHelp(message) : helpFor(kind, call);
  return new PortError(kind, call.route, `GitHub answered ${status}${said}`, {
    ...(help !== null && { help }),
  });
}

/** What an owner has turned off is refused whatever the token may do. */
function goneHelp(message: string): string | null {
  return /issues (?:has been|have been|are|is) disabled/i.test(message)
    ? 'turn issues on in the repository: Settings, General, Features'
    : null;
}

function helpFor(kind: PortErrorKind, call: Call): string | null {
  switch (kind) {
    case 'access-denied':
      return `give this job's token the permission "${call.permission}"`;
    case 'not-found':
      return `if it exists, this job's token lacks the permission "${call.permission}"`;
    case 'credentials':
      return "the token is wrong or has expired; leave the input github-token out to use the job's own";
    case 'unavailable':
      return 'see https://www.githubstatus.com, then run this again';
    case 'conflict':
    case 'invalid':
    case 'quota':
    case 'throttled':
    case 'answer-lost':
    case 'bad-answer':
    case 'cancelled':
      return null;
    default:
      return kind satisfies never;
  }
}
