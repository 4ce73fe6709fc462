import { describe, expect, it } from 'vitest';
import type { Imported } from '../../../src/core/import/import-organization.ts';
import { importSummary } from '../../../src/report/import-summary.ts';
import { importWords } from '../../../src/report/import-words.ts';
import type { ImportTelling } from '../../../src/report/import-sections.ts';
import { terraformHandover } from '../../../src/report/terraform-handover.ts';
import { fragments } from './corpus.ts';
import { KINDS, spoken, wordsOf } from './twin.ts';
import { structure, wrong } from './wrong.ts';

const imported: Imported = {
  files: new Map(),
  counts: {
    permissionSets: 2,
    adoptions: 1,
    assignments: 40,
    rules: 3,
    accountSets: 0,
    applicationAssignments: 0,
    applicationRules: 0,
  },
  notes: [
    {
      kind: 'foreign-set',
      assignments: 2,
      subjects: [
        { name: 'n00n', why: 'of owner n01n' },
        { name: 'n02n', why: null },
      ],
    },
    { kind: 'out-of-scope-account', assignments: 1, subjects: [{ name: 'n03n', why: null }] },
    { kind: 'tags-unread', assignments: 0, subjects: [{ name: 'n04n', why: 'n05n' }] },
    { kind: 'user', assignments: 1, subjects: [{ name: 'n06n', why: null }] },
  ],
  handover: {
    letGo: [{ instance: 'n08n', resource: 'n09n', instanceArn: null }],
    staying: [{ instance: 'n12n', resource: 'n13n', instanceArn: null, why: 'no rule says it' }],
    references: [{ address: 'n10n', permissionSetArn: 'n11n' }],
  },
};

const telling: ImportTelling = {
  directory: 'access',
  imported,
  written: ['access/n07n.yaml', 'terraform-handover.md'],
  updates: 0,
};

const pages = Array.from({ length: Math.ceil(fragments.length / KINDS) }, (_, page) =>
  wordsOf(fragments.slice(page * KINDS, (page + 1) * KINDS)),
);

/** The map of files is no plain data, and nothing shows it. */
function said(by: (typeof pages)[number]): ImportTelling {
  const { imported: own, ...rest } = telling;
  const { files, ...others } = own;
  return { ...spoken(rest, by), imported: { files, ...spoken(others, by) } };
}

const page = (markdown: string) => ({ markdown, hidden: 0, limitBytes: 1_048_576 });

// oxlint-disable-next-line no-control-regex -- that is what must not be there
const steering = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;

describe('what an import tells', () => {
  it('obeys no foreign text in the summary of a job', () => {
    const twin = structure(page(importSummary(telling)));
    for (const by of pages) {
      const summary = page(importSummary(said(by)));
      expect(wrong(summary)).toEqual([]);
      expect(structure(summary)).toBe(twin);
    }
  });

  it('has the same lines in a log, none of which the runner could take for a command', () => {
    const lines = importWords(telling).split('\n').length;
    for (const by of pages) {
      const words = importWords(said(by));
      expect(words).not.toMatch(/^\s*::|##\[/m);
      expect(words.split(/\r\n|[\n\r\u0085\u2028\u2029]/).length).toBeGreaterThanOrEqual(lines - 2);
      expect(words).not.toMatch(steering);
    }
  });

  it('names nobody who has access of their own', () => {
    expect(importSummary(telling) + importWords(telling)).not.toContain('n06n');
  });

  it('has the commands of a hand-over in a fence that no address ends', () => {
    for (const by of pages) {
      const { handover } = said(by).imported;
      if (handover === null) throw new Error('nothing to hand over');
      const one = structure(page(terraformHandover({ ...handover, references: [] })));
      const twin = { ...handover, letGo: imported.handover?.letGo ?? [], references: [] };
      expect(one).toBe(structure(page(terraformHandover(twin))));
    }
  });
});
