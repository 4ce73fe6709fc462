/** Policies for tests, as files would write them. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

export function policy(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export function allow(
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
  more: Partial<Statement> = {},
): Statement {
  return { Effect: 'Allow', Action, Resource, ...more };
}

export function deny(
  Action: string | readonly string[],
  Resource: string | readonly string[] = '*',
  more: Partial<Statement> = {},
): Statement {
  return { Effect: 'Deny', Action, Resource, ...more };
}
