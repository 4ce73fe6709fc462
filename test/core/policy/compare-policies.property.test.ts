/**
 * Nothing that a change lets anybody do goes untold: random policies over a small world, weighed
 * against an evaluation of each request there, written without a line of ours.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionList } from '../../../src/core/policy/actions/known-actions.ts';
import { comparePolicies } from '../../../src/core/policy/compare-policies.ts';
import type { PolicyChange } from '../../../src/core/policy/policy-change.ts';
import { policy, type Statement } from './policies.ts';

const known = actionList([
  { name: 'a:GetX', level: 'Read' },
  { name: 'a:PutX', level: 'Write' },
  { name: 'a:ListX', level: 'List' },
  { name: 'b:GetX', level: 'Read' },
  { name: 'b:Rule', level: 'Permissions management' },
]);
// Those that came after the list was taken, too.
const actions = [...known.actions.map(({ name }) => name), 'a:NewX', 'a:GetNew', 'c:Any'];
const resources = [
  'arn:aws:a:r:1:x',
  'arn:aws:a:r:1:xy',
  'arn:aws:a:r:1:x/y:z',
  'arn:aws:a:q:1:x',
  'arn:aws:a:q:12:x',
  'arn:aws:a:::y',
  'arn:aws:a:r:1:me',
];
const contexts: readonly Readonly<Record<string, string>>[] = [
  {},
  { k: '1' },
  { k: '2' },
  { k: '2', l: '1' },
  { l: '1' },
];

const actionPatterns = [
  '*',
  'a:*',
  'A:get*',
  'a:?etX',
  'a:GetX',
  'a:putx',
  'a:New*',
  'a:NewX',
  'b:*',
  'b:G*X',
  'b:Rule',
  'c:*',
  'c:Any',
  '*:*X',
  'a:*X',
];
const resourcePatterns = [
  '*',
  ...resources,
  'arn:aws:a:r:1:x*',
  'arn:aws:a:r:1:x?',
  'arn:aws:a:*:1:x',
  'arn:aws:a:*:1*:x',
  'arn:aws:a:?:1:*',
  'arn:aws:a:r:1:${k}',
  'arn:aws:a:r:1:${user}',
  'arn:aws:a:*:*:*',
  'arn:*',
];
const conditions: readonly NonNullable<Statement['Condition']>[] = [
  { StringEquals: { k: '1' } },
  { StringEquals: { k: ['1', '2'] } },
  { StringEquals: { K: '1', l: '1' } },
  { StringNotEquals: { k: '1' } },
  { StringNotEquals: { k: ['1', '2'] } },
  { StringEqualsIfExists: { k: '1' } },
  { StringEquals: { k: '1' }, StringNotEquals: { l: '1' } },
];

const some = (from: readonly string[]) =>
  fc.array(fc.constantFrom(...from), { minLength: 1, maxLength: 3 });

const statement = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    notAction: fc.boolean(),
    actions: some(actionPatterns),
    notResource: fc.nat(5).map((number) => number === 0),
    resources: fc.oneof(fc.constant(['*']), some(resourcePatterns)),
    condition: fc.oneof(fc.constant(null), fc.constantFrom(...conditions)),
  })
  .map((made): Statement => ({
    Effect: made.Effect,
    ...(made.notAction ? { NotAction: made.actions } : { Action: made.actions }),
    ...(made.notResource ? { NotResource: made.resources } : { Resource: made.resources }),
    ...(made.condition === null ? {} : { Condition: made.condition }),
  }));

const document = fc.array(statement, { maxLength: 4 });
/** Most of what is reviewed is a policy of which a little changes. */
const change = fc
  .tuple(document, document, fc.nat(4), fc.boolean())
  .map(([base, other, cut, related]) => ({
    before: base,
    after: related ? [...base.slice(0, cut), ...other.slice(0, 1), ...base.slice(cut + 1)] : other,
  }));

function glob(pattern: string, text: string, star: string, flags: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', star).replaceAll('?', '.')}$`, flags).test(text);
}

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

function matchesResource(pattern: string, { resource, context }: Request, spans: boolean): boolean {
  if (pattern === '*') return true;
  const values = { k: context['k'] ?? '\u0000', user: 'me' };
  const filled = pattern.replaceAll(/\$\{(k|user)\}/g, (_, key: 'k' | 'user') => values[key]);
  if (spans) return glob(filled, resource, '.*', '');
  // Stars that stay in their segment, but for the last one.
  const [wanted, found] = [filled.split(':'), resource.split(':')];
  if (wanted.length < 6) return false;
  const rest = (parts: readonly string[]) => parts.slice(5).join(':');
  return (
    wanted.slice(0, 5).every((part, index) => glob(part, found[index] ?? '', '.*', '')) &&
    glob(rest(wanted), rest(found), '.*', '')
  );
}

function holds(condition: NonNullable<Statement['Condition']>, { context }: Request): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const value = context[key.toLowerCase()];
      const isOne = value !== undefined && [wanted].flat().includes(value);
      if (operator === 'StringNotEquals') return !isOne;
      return isOne || (operator === 'StringEqualsIfExists' && value === undefined);
    }),
  );
}

function applies(each: Statement, request: Request, spans: boolean): boolean {
  const named = (patterns: string | readonly string[]) =>
    [patterns].flat().some((pattern) => glob(pattern, request.action, '.*', 'i'));
  const on = (patterns: string | readonly string[]) =>
    [patterns].flat().some((pattern) => matchesResource(pattern, request, spans));
  return (
    (each.Action === undefined ? !named(each.NotAction ?? []) : named(each.Action)) &&
    (each.Resource === undefined ? !on(each.NotResource ?? []) : on(each.Resource)) &&
    (each.Condition === undefined || holds(each.Condition, request))
  );
}

function isAllowed(statements: readonly Statement[], request: Request, spans: boolean): boolean {
  const applying = statements.filter((each) => applies(each, request, spans));
  return applying.length > 0 && applying.every(({ Effect }) => Effect === 'Allow');
}

const requests = actions.flatMap((action) =>
  resources.flatMap((resource) => contexts.map((context) => ({ action, resource, context }))),
);

/** Whether a reader of the change is told that there may be more of this action. */
function isTold(action: string, told: PolicyChange): boolean {
  const listed = [...told.gained, ...told.wider, ...told.different];
  if (listed.some(({ name }) => name === action)) return true;
  if (known.byKey.has(action.toLowerCase())) return false;
  const matches = (pattern: string) => glob(pattern, action, '.*', 'i');
  return (
    told.unknown.gained.some(matches) ||
    told.open.some((gain) =>
      gain.kind === 'pattern' ? matches(gain.pattern) : !gain.patterns.some(matches),
    )
  );
}

describe('comparePolicies, for any two policies', () => {
  it.each([false, true])(
    'tells of each action that more is allowed of than before (stars that span segments: %s)',
    (spans) => {
      let gains = 0;
      fc.assert(
        fc.property(change, ({ before, after }) => {
          const told = comparePolicies(policy(...before), policy(...after), known);
          const untold = requests.filter(
            (request) =>
              isAllowed(after, request, spans) &&
              !isAllowed(before, request, spans) &&
              ((gains += 1), !isTold(request.action, told)),
          );
          expect(untold).toEqual([]);
        }),
        { numRuns: 1000 },
      );
      // Otherwise nothing was put to the test.
      expect(gains).toBeGreaterThan(300);
    },
    60_000,
  );

  it('tells of each known action that it stops denying, for other policies of the set may allow it', () => {
    const other: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    let gains = 0;
    fc.assert(
      fc.property(change, ({ before, after }) => {
        const told = comparePolicies(policy(...before), policy(...after), known);
        const listed = new Set(
          [...told.gained, ...told.wider, ...told.different, ...told.undenied].map(
            ({ name }) => name,
          ),
        );
        const untold = requests.filter((request) => {
          const isGain =
            known.byKey.has(request.action.toLowerCase()) &&
            isAllowed([...after, other], request, false) &&
            !isAllowed([...before, other], request, false);
          gains += isGain ? 1 : 0;
          return isGain && !listed.has(request.action);
        });
        expect(untold).toEqual([]);
      }),
      { numRuns: 600 },
    );
    expect(gains).toBeGreaterThan(300);
  }, 60_000);

  it('says lost of what is allowed nowhere any more, and gained only of what was not', () => {
    fc.assert(
      fc.property(change, ({ before, after }) => {
        const told = comparePolicies(policy(...before), policy(...after), known);
        const anywhere = (statements: readonly Statement[], action: string) =>
          requests.some(
            (request) => request.action === action && isAllowed(statements, request, false),
          );
        expect(told.lost.filter(({ name }) => anywhere(after, name))).toEqual([]);
        expect(told.gained.filter(({ name }) => anywhere(before, name))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('tells nothing where a policy is only written otherwise', () => {
    fc.assert(
      fc.property(document, (statements) => {
        const other = statements.toReversed().map((each) => ({
          ...each,
          ...(each.Action === undefined ? {} : { Action: [each.Action].flat().toReversed() }),
        }));
        const told = comparePolicies(policy(...statements), policy(...other), known);
        expect(told).toMatchObject({
          gained: [],
          lost: [],
          wider: [],
          narrower: [],
          different: [],
        });
        expect(told).toMatchObject({ unknown: { gained: [], lost: [] }, statements: [] });
      }),
      { numRuns: 500 },
    );
  });
});
