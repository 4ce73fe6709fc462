import { describe, expect, it } from 'vitest';
import type {
  AccessExplanation,
  Place,
  RuleExplanation,
  SelectorExplanation,
} from '../../../src/core/explain/explanation.ts';
import { explainSummary } from '../../../src/report/explain-summary.ts';
import { explainWords } from '../../../src/report/explain-words.ts';
import { accountId } from '../../core/support/live.ts';
import { fragments } from './corpus.ts';
import { KINDS, spoken, wordsOf } from './twin.ts';
import { structure, wrong } from './wrong.ts';

const place: Place = { file: 'access/n00n.yaml', line: 3, text: 'n01n' };
const account = { id: accountId('dev'), name: 'n02n' };

const access: AccessExplanation = {
  schema: 'identity-center-reconciler/explanation/v1',
  kind: 'access',
  who: { kind: 'person', name: 'n03n', id: 'n04n' },
  account: { ...account, state: 'ACTIVE' },
  permissionSet: 'n05n',
  has: false,
  verdict: 'n03n has no n05n in n02n',
  ways: [
    {
      permissionSet: 'n05n',
      principal: { type: 'GROUP', name: 'n06n' },
      works: false,
      steps: [
        { link: 'rule', holds: 'yes', words: 'a rule gives "n05n" to "n06n" (n07n)', place },
        { link: 'assignment', holds: 'no', words: 'AWS says n08n', place: null },
      ],
      fix: 'add them to "n06n"',
    },
  ],
  fix: 'ask n09n',
  notes: ['it could not be read: n10n'],
};

const selector: SelectorExplanation = {
  text: 'name:n00n',
  place,
  means: 'accounts whose tag "n01n" fits "n02n"',
  inside: [],
  accounts: [{ ...account, unit: '/n03n', takenOutBy: 'n04n' }],
  problem: 'n05n is unknown',
};
const rule: RuleExplanation = {
  schema: 'identity-center-reconciler/explanation/v1',
  kind: 'rule',
  place,
  lastLine: 5,
  instead: null,
  permissionSets: [{ name: 'n06n', declaredAt: place }],
  principals: [{ text: 'n07n', type: 'GROUP', is: 'n08n' }],
  accounts: [selector],
  except: [{ ...selector, inside: [selector] }],
  expires: null,
  expired: false,
  reason: 'n09n',
  reaches: [account],
  grants: 1,
  notes: ['n10n'],
};

const pages = Array.from({ length: Math.ceil(fragments.length / KINDS) }, (_, page) =>
  wordsOf(fragments.slice(page * KINDS, (page + 1) * KINDS)),
);
const page = (markdown: string) => ({ markdown, hidden: 0, limitBytes: 1_048_576 });

describe.each([
  ['of access', access],
  ['of a rule', rule],
])('an explanation %s', (_, answer) => {
  it('obeys no foreign text in the summary of a job', () => {
    const twin = structure(page(explainSummary(answer, null)));
    for (const by of pages) {
      const summary = page(explainSummary(spoken(answer, by), null));
      expect(wrong(summary)).toEqual([]);
      expect(structure(summary)).toBe(twin);
    }
  });

  it('has the same lines in a log, none of which the runner could take for a command', () => {
    const lines = explainWords(answer).split('\n').length;
    for (const by of pages) {
      const words = explainWords(spoken(answer, by));
      expect(words).not.toMatch(/^\s*::|##\[/m);
      expect(words.split(/\r\n|[\n\r\u0085\u2028\u2029]/)).toHaveLength(lines);
      expect(words.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    }
  });
});
