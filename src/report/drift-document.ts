import { driftKinds, type DriftKind } from '../core/drift/drift-entry.ts';
import { adoptionSections } from './drift-adoption.ts';
import { driftCounts } from './drift-counts.ts';
import { driftEntries } from './drift-entries.ts';
import { apartSections, mergedSections, readSections } from './drift-notes.ts';
import { undecidedSections, undecidedWords } from './drift-undecided.ts';
import type { DriftView } from './drift-view.ts';
import { type Document, headed } from './document.ts';
import { codeSpan } from './escape.ts';
import { worlds } from './group-steps.ts';
import { link } from './plan-view.ts';
import { trailWords } from './trail-words.ts';
import { undeclaredAdvice } from './undeclared-sets-section.ts';
import { waysOn } from './ways-on.ts';
import { count, listWords, sentence } from './words.ts';

const headings: Readonly<Record<DriftKind, readonly [title: string, intro: string]>> = {
  'undeclared-grant': ['Grants nobody declared', 'Somebody has this access, and no file gives it.'],
  'missing-grant': [
    'Declared grants that are missing',
    'The files give this access, and it is gone.',
  ],
  'edited-set': [
    'Permission sets edited by hand',
    'Each line says what was edited: what the files declare → what AWS has.',
  ],
  'undeclared-set': ['Owned permission sets nobody declares', ''],
  'missing-set': ['Declared permission sets that were deleted', ''],
  'unowned-set': ['Permission sets whose ownership tag changed', ''],
  'unmanaged-set': [
    'Permission sets in no file',
    `Settings ask for these (\`manage.permissionSets: all\`). No digest does anything about them. ${undeclaredAdvice}`,
  ],
  application: ['Assignments to applications', ''],
  attributes: [
    'Attributes for access control',
    'Each line says what was edited: what the files declare → what AWS has.',
  ],
  'rebound-group': ['Groups with a new AWS id', ''],
  'dead-principal': ['Principals that no longer exist', ''],
  'old-version': [
    'Accounts on an old version',
    'The permission set is as the files say, and the roles there are still made from an older one.',
  ],
  directory: ['Groups in Entra ID', ''],
};

function verdict({ report, plan }: DriftView): string {
  const open = undecidedWords(report);
  if (report.entries.length === 0) {
    return open === null
      ? 'Nothing that was looked at drifted; what an earlier run found was not looked at.'
      : `Nothing drifted as far as could be decided; ${open}.`;
  }
  const where = worlds(plan.operations.filter(({ cause }) => cause === 'drift'));
  const are = where.includes(' and ') ? 'are' : 'is';
  const more = open === null ? '' : ` ${sentence(open)}.`;
  return `${where} ${are} not as the files say: ${listWords(driftCounts(report))}.${more}`;
}

/** What happened, who did it and since when, and the two ways on. */
export function driftDocument(view: DriftView): Document {
  const { plan, notLooked, runUrl } = view;
  const run = link('run that wrote this', runUrl);
  return {
    head: [
      `## Access drift for ${codeSpan(plan.owner)}`,
      `**${verdict(view)}** The drift check changes nothing by itself.`,
      ...(notLooked === 0
        ? []
        : [
            `${sentence(count(notLooked, 'entry'))} of an earlier run ${notLooked === 1 ? 'is' : 'are'} not told here: this run could not see whether ${notLooked === 1 ? 'it is' : 'they are'} still there.`,
          ]),
      ...waysOn(view),
      ...trailWords(view),
    ].join('\n\n'),
    sections: [
      ...driftKinds.flatMap((kind) => {
        const entries = driftEntries(kind, view);
        const number = view.report.entries.filter((entry) => entry.kind === kind).length;
        const [title, intro] = headings[kind];
        return headed(`### ${title}: ${number}${intro === '' ? '' : `\n\n${intro}`}`, entries);
      }),
      ...undecidedSections(view),
      ...mergedSections(view),
      ...adoptionSections(view),
      ...apartSections(view),
      ...readSections(view),
    ],
    tail: run === 'run that wrote this' ? '' : run,
  };
}
