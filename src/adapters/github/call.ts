/** What a body may hold, as JSON. */
export type CallValue =
  | string
  | number
  | boolean
  | null
  | readonly CallValue[]
  | { readonly [key: string]: CallValue };

export interface Call {
  /** GitHub's own template of the operation, which also names the action in errors. */
  readonly route: `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`;
  readonly parameters?: Readonly<Record<string, CallValue>>;
  /** What a token needs for it, in the words of a workflow's `permissions`. */
  readonly permission: string;
  /** `unless-sent`: a second sending could make a second thing, so a lost answer is the caller's to look into. */
  readonly repeat: 'always' | 'unless-sent';
}

export interface Answer {
  readonly data: unknown;
  /** Target of `Link: …; rel="next"`. */
  readonly next: string | null;
  /** Which try succeeded, from 1. */
  readonly tries: number;
}
