import * as z from 'zod';
import { canonicalPolicy } from '../model/canonical-policy.ts';
import { sortedUnique } from '../model/order.ts';

/** Either what is named, or everything but what is named. Patterns as written, sorted. */
export interface Patterns {
  readonly kind: 'only' | 'except';
  readonly patterns: readonly string[];
}

/** One line of a Condition; all of a statement's must hold, one of `values` suffices. */
export interface ConditionTest {
  readonly operator: string;
  readonly key: string;
  /** As JSON text where a value is no string. */
  readonly values: readonly string[];
}

export interface PolicyStatement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** Empty where there is no condition. */
  readonly conditions: readonly ConditionTest[];
  /** Whether `${…}` stands for a value: by the rules of 2008 it is text. */
  readonly readsVariables: boolean;
}

export interface PolicyDocument {
  /** Null where there is none, which means the rules of 2008. */
  readonly version: string | null;
  readonly statements: readonly PolicyStatement[];
}

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1)]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const values = z.union([scalar.transform((value) => [value]), z.array(scalar)]);

/** By hand: zod's records drop a key named __proto__, and a Deny without its condition denies all. */
const condition = z.unknown().transform((value, context): readonly ConditionTest[] => {
  const tests = entriesOf(value)?.flatMap(([operator, keys]) => {
    const found = entriesOf(keys)?.map(([key, of]) => ({
      operator,
      key,
      of: values.safeParse(of),
    }));
    // An operator without keys may mean anything.
    return found === undefined || found.length === 0 ? [null] : found;
  });
  const read = (tests ?? [null]).flatMap((test): (ConditionTest | null)[] => {
    if (test?.of.success !== true) return [null];
    const { operator, key, of } = test;
    return [{ operator, key, values: sortedUnique(of.data.map((each) => String(each))) }];
  });
  const whole = read.filter((test) => test !== null);
  if (whole.length === read.length) return whole;
  context.addIssue({ code: 'custom', message: 'expected operators with keys and values' });
  return z.NEVER;
});

function entriesOf(value: unknown): [string, unknown][] | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? Object.entries(value) : undefined;
}

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
    Condition: condition.optional(),
  })
  .transform((read, context): Omit<PolicyStatement, 'readsVariables'> => {
    const actions = patternsOf(read.Action, read.NotAction);
    const resources = patternsOf(read.Resource, read.NotResource);
    if (actions === null || resources === null) {
      context.addIssue({ code: 'custom', message: 'expected one of each pair of elements' });
      return z.NEVER;
    }
    const { Condition: conditions = [] } = read;
    return { sid: read.Sid ?? null, effect: read.Effect, actions, resources, conditions };
  });

const document = z.object({
  Version: z.string().nullish(),
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

/** The policy's statements; null where the text is no identity policy that can be understood whole. */
export function readPolicy(text: string): PolicyDocument | null {
  try {
    // Through the one form for each meaning, so that two spellings never differ.
    const read = document.safeParse(JSON.parse(canonicalPolicy(JSON.parse(text))));
    if (!read.success || read.data.Statement.some(isBeyondMeasure)) return null;
    const { Version: version = null, Statement: found } = read.data;
    const readsVariables = version === '2012-10-17';
    return { version, statements: found.map((each) => ({ ...each, readsVariables })) };
  } catch {
    return null;
  }
}

/** IAM knows no wildcard in a service's name but for `*` alone; many would take minutes to weigh. */
const MOST_ANY_SERVICE = 10;

function isBeyondMeasure({ actions }: Pick<PolicyStatement, 'actions'>): boolean {
  const anyService = actions.patterns.filter((pattern) => /^(?!\*+$)[^:]*[*?]/.test(pattern));
  return anyService.length > MOST_ANY_SERVICE;
}

function patternsOf(
  only: readonly string[] | undefined,
  except: readonly string[] | undefined,
): Patterns | null {
  if (only !== undefined && except !== undefined) return null;
  const patterns = only ?? except;
  if (patterns === undefined) return null;
  return { kind: only === undefined ? 'except' : 'only', patterns: sortedUnique(patterns) };
}
