import { expect, it } from 'vitest';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import { gatherRule } from '../../../src/effects/explain/gather-rule.ts';
import { explainRule } from '../../../src/core/explain/explain-rule.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import { explainWords } from '../../../src/report/explain-words.ts';

const text = `settings:
  identityCenter: { region: eu-west-1 }
  manage: { owner: platform }
accountSets:
  live: ["ou:/Live", set:kept]
  kept: ["tag:keep=yes"]
permissionSets:
  Reader: { managedPolicies: [ReadOnlyAccess] }
assignments:
  - groups: [Blue, "id:906700abcd-01234567-89ab-cdef-0123-456789abcdef"]
    permissionSets: Reader
    accounts: [set:live, "111122223333"]

    # A comment within.
    except: [management]
    expires: 2026-01-31
  # A comment between.

  - { groups: Red, permissionSets: Reader, accounts: all }
`;
const bytes = new TextEncoder().encode(text);
const file = { path: 'access/a.yaml', kind: 'file' as const, bytes, size: bytes.length };
const source = { directory: 'access', included: [], exists: true, files: [file] };
const mapping = loadMapping(source).value;

async function explained(line: number) {
  if (mapping === null) throw new Error('the files do not load');
  const ports = {
    clock: { now: () => Date.parse('2026-03-01'), sleep: async () => undefined },
    connectExplain: () => {
      throw new PortError('credentials', 'sts', 'no credentials were found');
    },
  };
  const question = { kind: 'rule', file: 'access/a.yaml', line } as const;
  return explainRule(await gatherRule(ports, { mapping, source }, question, null));
}

it('says from the files alone what a rule gives, and what it could not ask without credentials', async () => {
  expect(explainWords(await explained(12))).toBe(`access/a.yaml:10 to 16
  gives "Reader" (access/a.yaml:8)
  to group "Blue"
  to group "id:906700abcd-01234567-89ab-cdef-0123-456789abcdef"
  ended 2026-01-31T23:59:59.999Z
  accounts
    "set:live" (line 12): the account set of this name
      "ou:/Live" (line 5): accounts in this unit and everywhere below it
      "set:kept" (line 5): the account set of this name
        "tag:keep=yes" (line 6): accounts whose tag "keep" fits "yes"
    "111122223333" (line 12): the account with this id
  except
    "management" (line 15): the management account
  ! which accounts and groups these are is not known, since AWS could not be asked: no credentials were found

`);
});

it.each([
  [10, 10, null],
  [13, 10, null],
  [16, 10, null],
  [17, 10, 'line 17 is in no rule; this is the nearest'],
  [18, 19, 'line 18 is in no rule; this is the nearest'],
  [19, 19, null],
  [1, 10, 'line 1 is in no rule; this is the nearest'],
  [900, 19, 'line 900 is in no rule; this is the nearest'],
])('takes line %i for the rule at %i', async (line, begins, instead) => {
  const answer = await explained(line);
  expect([answer.place.line, answer.instead]).toEqual([begins, instead]);
});
