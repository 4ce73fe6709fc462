import { maskSecrets } from './mask-secrets.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What this process was given and must show to nobody. */
export interface KnownSecrets {
  /** Masks them in the job's log, and hides them from now on. */
  add(secrets: readonly string[]): void;
  /** The text without any of them, however they are encoded in it, and without long parts of them. */
  hide(text: string): string;
}

const hidden = '(hidden)';
/** Shorter ones stand in ordinary words. */
const shortestSecret = 8;
/** A part of this length is hidden, too: messages are cut, and what is left of a token may be enough. */
const part = 16;

const variables = [
  'INPUT_GITHUB-TOKEN',
  'GITHUB_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AZURE_CLIENT_SECRET',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
];

/**
 * Secrets of the environment, and those that are added as they come. A server, or a proxy on the way, may
 * send back what it was sent; its words go into comments, which no runner masks.
 */
export function createKnownSecrets(env: Env, inJob: boolean): KnownSecrets {
  const known = new Set<string>();
  const whole = new Set<string>();
  const parts = new Set<string>();

  function add(secrets: readonly string[]): void {
    const fresh = secrets.filter((secret) => secret.length >= shortestSecret && !known.has(secret));
    maskSecrets(fresh, inJob);
    for (const secret of fresh) {
      known.add(secret);
      for (const form of formsOf(secret)) {
        whole.add(form);
        for (let at = 0; at + part <= form.length; at += 1) parts.add(form.slice(at, at + part));
      }
    }
  }

  add(variables.flatMap((name) => env[name] ?? []));
  return { add, hide: (text) => withoutParts([...whole].reduce(withoutForm, text), parts) };
}

function withoutForm(text: string, form: string): string {
  return text.replaceAll(form, hidden);
}

/** As it is, as an address has it, and in base64 at each of the three places where it may begin in a longer text. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const encoded = [0, 1, 2].flatMap((before) => {
    const base64 = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // What stands around the secret decides the digits at both ends.
    const own = base64.replaceAll('=', '').slice(before === 0 ? 0 : before + 1, -1);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const forms = [secret, encodeURIComponent(secret.toWellFormed()), ...encoded];
  return forms.filter((form) => form.length >= shortestSecret).toSorted(longestFirst);
}

function longestFirst(a: string, b: string): number {
  return b.length - a.length;
}

/** Looks at every 16th place only: whatever is twice that long holds a part that begins at one of them. */
function withoutParts(text: string, parts: ReadonlySet<string>): string {
  if (parts.size === 0) return text;
  const kept: string[] = [];
  let from = 0;
  for (let at = 0; at + part <= text.length; at += part) {
    if (at < from || !parts.has(text.slice(at, at + part))) continue;
    let start = at;
    while (start > from && parts.has(text.slice(start - 1, start - 1 + part))) start -= 1;
    let end = at + part;
    while (end < text.length && parts.has(text.slice(end + 1 - part, end + 1))) end += 1;
    kept.push(text.slice(from, start), hidden);
    from = end;
  }
  return kept.length === 0 ? text : [...kept, text.slice(from)].join('');
}
