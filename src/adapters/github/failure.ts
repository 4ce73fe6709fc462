import * as z from 'zod';

/** What became of one try that did not succeed. */
export type Failure =
  /** It never reached GitHub. */
  | { readonly kind: 'unsent'; readonly passing: boolean; readonly message: string }
  /** It may have reached GitHub; no answer that can be read came back. */
  | { readonly kind: 'lost'; readonly message: string }
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: ReadonlyMap<string, string>;
      /** GitHub's words, cut; data, never markup. */
      readonly message: string;
    };

const requestError = z.object({
  status: z.number(),
  response: z.object({
    headers: z.record(z.string(), z.unknown()),
    data: z.unknown(),
  }),
});

const refusalBody = z.object({
  message: z.string(),
  errors: z.array(z.unknown()).optional(),
});

const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ALTNAME/;
const longestMessage = 500;

/** Reads what octokit, undici or Node threw, by its fields: their classes differ between versions. */
export function describeFailure(error: unknown): Failure {
  const answered = requestError.safeParse(error);
  if (answered.success) {
    const { status, response } = answered.data;
    const headers = new Map(
      Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    return { kind: 'answered', status, headers, message: refusalText(response.data) };
  }
  const chain = causes(error);
  const message = chain.at(-1)?.message ?? String(error);
  const codes = chain.map(({ code }) => code);
  if (codes.some((code) => code !== null && certificateCode.test(code)))
    return { kind: 'unsent', passing: false, message };
  if (codes.some((code) => code !== null && unsentCodes.has(code)))
    return { kind: 'unsent', passing: true, message };
  return { kind: 'lost', message };
}

function refusalText(body: unknown): string {
  const known = refusalBody.safeParse(body);
  if (!known.success) return typeof body === 'string' ? body.slice(0, longestMessage) : '';
  const details = (known.data.errors ?? []).map((detail) => JSON.stringify(detail));
  return [known.data.message, ...details].join(' ').slice(0, longestMessage);
}

interface Cause {
  readonly message: string;
  readonly code: string | null;
}

function causes(error: unknown): readonly Cause[] {
  const chain: Cause[] = [];
  for (let at = error; at instanceof Error && chain.length < 6; at = at.cause)
    chain.push({ message: at.message, code: 'code' in at ? String(at.code) : null });
  return chain;
}
