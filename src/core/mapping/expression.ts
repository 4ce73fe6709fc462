import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import {
  AccountFacts,
  PermissionSetFacts,
  PrincipalFacts,
  type Subject,
  UnknownFact,
  variables,
} from './expression-variables.ts';
import {
  type ExpressionProblem,
  type ExpressionUses,
  expressionUses,
  LONGEST_EXPRESSION,
  parserLimits,
} from './expression-uses.ts';
import { expressionHint } from './expression-hint.ts';

/** True, false, or why nobody can say. */
export type Answer = boolean | UnknownFact;

export interface Expression {
  readonly text: string;
  readonly uses: ExpressionUses;
  readonly ask: (subject: Subject) => Answer;
}

const PREFIX = /^(account|permissionSet|principal)\.(.+)$/;
const environment = createEnvironment();

function createEnvironment(): Environment {
  const fieldsOf = (object: string): Record<string, string> =>
    Object.fromEntries(
      variables.flatMap(({ name, type }) => {
        const found = PREFIX.exec(name);
        return found?.[1] === object && found[2] !== undefined ? [[found[2], type]] : [];
      }),
    );
  const created = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: true,
    limits: parserLimits,
  })
    .registerType('Account', { ctor: AccountFacts, fields: fieldsOf('account') })
    .registerType('PermissionSet', { ctor: PermissionSetFacts, fields: fieldsOf('permissionSet') })
    .registerType('Principal', { ctor: PrincipalFacts, fields: fieldsOf('principal') })
    .registerVariable('account', 'Account')
    .registerVariable('permissionSet', 'PermissionSet')
    .registerVariable('principal', 'Principal')
    .registerFunction(
      'PermissionSet.inlineAllows(string): bool',
      (set: PermissionSetFacts, action: string) => set.inlineAllows(action),
    );
  for (const { name, type } of variables) {
    if (!PREFIX.test(name)) created.registerVariable(name, type);
  }
  return created;
}

/** A CEL expression that answers yes or no, or what is wrong with it. Nothing outside it is ever evaluated. */
export function readExpression(text: string): Expression | ExpressionProblem {
  if (text.length > LONGEST_EXPRESSION) {
    return {
      problem: `the expression is longer than ${LONGEST_EXPRESSION} characters`,
      help: 'split it into several rules',
      start: 0,
      end: 1,
    };
  }
  try {
    const parsed = environment.parse(text);
    const uses = expressionUses(parsed.ast);
    if ('problem' in uses) return uses;
    const constant = wrongConstant(uses.constants, text);
    if (constant !== null) return constant;
    const { valid, type, error } = parsed.check();
    if (!valid) return problemOf(error, text);
    if (type !== 'bool') {
      return {
        problem: `the expression is ${type === undefined ? 'of no type' : `of type ${type}`}, not true or false`,
        help: 'compare it with something, as in == or >',
        start: 0,
        end: text.length,
      };
    }
    return { text, uses, ask: (subject) => answer(parsed, subject) };
  } catch (error) {
    return problemOf(error, text);
  }
}

function answer(parsed: (context: Record<string, unknown>) => unknown, subject: Subject): Answer {
  const { kind, reason, expires } = subject;
  const context: Record<string, unknown> = {
    kind,
    reason,
    hasExpiry: expires !== null,
    expires: expires === null ? NEVER : new Date(expires),
  };
  for (const name of objects) {
    const fact = subject[name];
    if (fact instanceof UnknownFact)
      Object.defineProperty(context, name, { get: () => raise(fact) });
    else context[name] = fact;
  }
  try {
    const value = parsed(context);
    return typeof value === 'boolean' ? value : new UnknownFact('it gave no yes or no');
  } catch (error) {
    return error instanceof UnknownFact ? error : new UnknownFact(summaryOf(error));
  }
}

const objects = ['account', 'permissionSet', 'principal'] as const;
const NEVER = new Date('9999-12-31T23:59:59.999Z');

/** Only where it is asked for: what an expression does not look at need not be known. */
function raise(fact: UnknownFact): never {
  throw fact;
}

/** A time or duration is written in the expression, so a mistyped one is told when the file is read. */
function wrongConstant(constants: readonly ASTNode[], text: string): ExpressionProblem | null {
  for (const { start, end } of constants) {
    try {
      environment.evaluate(text.slice(start, end));
    } catch (error) {
      return { problem: summaryOf(error), help: null, start, end };
    }
  }
  return null;
}

function problemOf(error: unknown, text: string): ExpressionProblem {
  const range = rangeOf(error) ?? { start: 0, end: text.length };
  const summary = summaryOf(error);
  return {
    problem: summary,
    help: expressionHint(text.slice(range.start, range.end), summary),
    start: range.start,
    end: Math.max(range.end, range.start + 1),
  };
}

function rangeOf(error: unknown): { readonly start: number; readonly end: number } | null {
  if (!(error instanceof Error) || !('range' in error)) return null;
  const { range } = error;
  if (typeof range !== 'object' || range === null) return null;
  if (!('start' in range) || !('end' in range)) return null;
  const { start, end } = range;
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : null;
}

/** In one line: the library adds a picture of the place, which diagnostics draw themselves. */
function summaryOf(error: unknown): string {
  const message = error instanceof Error ? error.message : 'it cannot be evaluated';
  return message.split('\n')[0] ?? message;
}
