import { describe, expect, it } from 'vitest';
import { type Expression, readExpression } from '../../../src/core/mapping/expression.ts';
import { expressionProblems } from '../../../src/core/mapping/expression-problems.ts';
import { callable } from '../../../src/core/mapping/expression-uses.ts';
import {
  AccountFacts,
  PermissionSetFacts,
  PrincipalFacts,
  type Subject,
  UnknownFact,
  variables,
} from '../../../src/core/mapping/expression-variables.ts';

const subject: Subject = {
  kind: 'grant',
  account: new AccountFacts({
    id: '111122223333',
    name: 'payments-prod',
    isManagement: false,
    ouIds: ['r-root', 'ou-root-prod0000'],
    sets: ['prod', 'regulated'],
  }),
  permissionSet: adminWith(['iam:Pass*', 's3:GetObject']),
  principal: new PrincipalFacts({
    type: 'GROUP',
    id: 'group-1',
    name: 'Payments',
    entraObjectId: '',
    members: 7,
  }),
  expires: null,
  reason: 'OPS-1',
};

function adminWith(inlineActions: readonly string[]): PermissionSetFacts {
  return new PermissionSetFacts({
    name: 'Admin',
    description: '',
    isAdministrator: true,
    sessionDuration: 3600n,
    managedPolicies: ['AdministratorAccess'],
    customerManagedPolicies: ['teams/Deploy'],
    hasPermissionsBoundary: false,
    hasInlinePolicy: true,
    inlineActions,
    tags: new Map([['team', 'platform']]),
  });
}

function read(text: string): Expression {
  const found = readExpression(text);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

const ask = (text: string, about: Partial<Subject> = {}) =>
  read(text).ask({ ...subject, ...about });
const refusal = (text: string): string => {
  const found = readExpression(text);
  return 'problem' in found ? found.problem : 'fine';
};

describe('what is wrong with an expression', () => {
  const hint = (text: string): string | null => {
    const found = readExpression(text);
    return 'problem' in found ? found.help : 'fine';
  };

  it.each([
    ['permissionSet.sessionDuration > "4h"', 'is a number of seconds: 14400'],
    ['"90m" < permissionSet.sessionDuration', 'is a number of seconds: 5400'],
    ['permissionSet.sessionDuration == "long"', '"permissionSet.sessionDuration" is of type int'],
    ['account.sets == "account.name"', '"account.sets" is of type list<string>'],
    ['expires > "2027-01-01"', 'as in timestamp("2027-01-01T00:00:00Z")'],
    ['principal.name.size() > "4"', 'docs/guardrails.md'],
  ])('is hinted at by what the variable is: %s', (text, words) => {
    expect(hint(text)).toContain(words);
    expect(hint(text)).not.toContain('did you mean');
  });

  it('is told in one go, each mistake where it stands', () => {
    const text =
      'permissionSet.sessionDuration > "4h" && !(account.nam == "x") || (reason ? hasExpiry : kid == "")';
    expect(expressionProblems(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'permissionSet.sessionDuration > "4h"',
      'nam',
      'reason',
      'kid',
    ]);
  });

  it.each([
    ['does not parse', 'hasExpiry &&', 1],
    ['is too long', 'x'.repeat(4001), 1],
    ['has too many parts', Array(600).fill('hasExpiry').join(' || '), 1],
    ['holds', 'hasExpiry || reason == ""', 0],
  ])('is so many where it %s', (_what, text, count) => {
    expect(expressionProblems(text)).toHaveLength(count);
  });
});

describe('an expression', () => {
  it.each([
    ['permissionSet.isAdministrator && "prod" in account.sets', true],
    ['principal.name == "BreakGlass-Admins"', false],
    ['principal.members > 6 && principal.members < 8', true],
    ['permissionSet.sessionDuration > 3600', false],
    ['!hasExpiry && expires > timestamp("2027-01-01T00:00:00Z")', true],
    ['permissionSet.inlineAllows("iam:PassRole")', true],
    ['permissionSet.inlineAllows("IAM:passrole")', true],
    ['permissionSet.inlineAllows("s3:Put*")', false],
    ['permissionSet.inlineAllows("s3:*")', true],
    ['permissionSet.managedPolicies.exists(p, p.endsWith("Access"))', true],
    ['permissionSet.tags["team"] == "platform" && "team" in permissionSet.tags', true],
    ['account.sets.filter(s, s.startsWith("p")).size() == 1', true],
    ['account.ouIds.all(id, id.size() > 3) && !account.isManagement', true],
    ['kind in ["grant", "update-permission-set"] ? reason == "OPS-1" : false', true],
  ])('answers %s', (text, answer) => {
    expect(ask(text)).toBe(answer);
  });

  it('has every variable of the table, of the type that it says', () => {
    for (const { name, type } of variables) {
      const found = readExpression(name);
      const wanted =
        type === 'bool' ? 'fine' : `the expression is of type ${type}, not true or false`;
      expect('problem' in found ? found.problem : 'fine').toBe(wanted);
    }
  });

  it('has no answer where it needs what nobody knows, and one where it does not', () => {
    const unknown = new PrincipalFacts({
      type: 'GROUP',
      id: 'group-1',
      name: 'Payments',
      entraObjectId: '',
      members: new UnknownFact('nobody read it'),
    });
    expect(ask('principal.members > 1', { principal: unknown })).toBeInstanceOf(UnknownFact);
    expect(ask('principal.members > 1 && false', { principal: unknown })).toBe(false);
    expect(ask('principal.members > 1 || true', { principal: unknown })).toBe(true);
  });

  it('takes what it is asked about for data', () => {
    const named = (name: string) =>
      new PrincipalFacts({ type: 'GROUP', id: 'x', name, entraObjectId: '', members: 1 });
    for (const name of ['" == "" || "', 'constructor', '__proto__', 'true', '\u0000']) {
      expect(ask('principal.name == "Payments"', { principal: named(name) })).toBe(false);
      expect(ask(`principal.name == ${JSON.stringify(name)}`, { principal: named(name) })).toBe(
        true,
      );
    }
  });
});

describe('a hostile expression', () => {
  it.each([
    ['is huge', `reason == "${'x'.repeat(5000)}"`, 'longer than 4000'],
    ['has too many parts', Array(400).fill('true').join(' && '), 'maxAstNodes'],
    ['is deep', `${'('.repeat(200)}true${')'.repeat(200)}`, 'maxDepth'],
    ['is deep in negations', `${'!'.repeat(3000)}true`, 'Exceeded'],
    ['has a long list', `kind in [${Array(300).fill('"a"').join(',')}]`, 'Exceeded'],
    ['has a pattern that takes for ever', 'reason.matches("(a+)+$")', 'matches() is not offered'],
    ['doubles a text', 'cel.bind(a, reason + reason, a == a)', 'bind() is not offered'],
    ['loops in a loop', 'account.sets.all(a, account.sets.all(b, a == b))', 'inside another loop'],
    ['makes lists', 'account.sets.map(a, [a, a]).size() > 1', 'map() is not offered'],
    ['leaves the types', 'dyn(account) == 1', 'dyn() is not offered'],
    ['looks up a name', 'account[reason] == "x"', 'computed name'],
    ['asks for the inside', 'account.constructor == 1', 'No such key'],
    ['asks for the prototype', 'account.__proto__ == 1', 'No such key'],
    ['names the world', 'process.env.HOME == ""', 'Unknown variable'],
    ['hides the variable it loops over', 'account.sets.exists(account, true)', 'variable already'],
    ['is no text of CEL', 'require("fs")', 'require() is not offered'],
    ['makes a map', 'size({"a": "b"}) > 0', 'maxMapEntries'],
    ['computes a time', 'timestamp(reason) > expires', 'written in it'],
  ])('is refused when it %s', (_what, text, why) => {
    expect(refusal(text)).toContain(why);
  });

  it('costs little whatever it is', () => {
    const parts = Array(60).fill('permissionSet.inlineActions.exists(a, a.contains("zzzzzzzz"))');
    const set = adminWith(Array.from({ length: 2000 }, (_, index) => `s3:Action${index}`));
    const text = parts.join(' || ');
    expect(ask(text, { permissionSet: set })).toBe(false);
  });

  it('calls nothing that is not in the list', () => {
    expect(callable).toEqual([
      'startsWith',
      'endsWith',
      'contains',
      'lowerAscii',
      'upperAscii',
      'size',
      'inlineAllows',
      'exists',
      'all',
      'exists_one',
      'filter',
      'timestamp',
      'duration',
    ]);
  });
});
