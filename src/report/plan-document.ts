import { pictureSections } from './access-picture.ts';
import { accessSections } from './access-section.ts';
import { attributeSections } from './attribute-section.ts';
import { careSections } from './care-section.ts';
import { elsewhereSections, noteSections, undoneSections } from './collapsed-sections.ts';
import type { Document } from './document.ts';
import { endingSections } from './ending-section.ts';
import { codeSpan } from './escape.ts';
import { groupStepSections } from './group-step-section.ts';
import { driftStep, stepAlert, wholeDigest } from './next-step.ts';
import { permissionSetSections } from './permission-set-section.ts';
import { comingIn, link, type Occasion, type PlanView } from './plan-view.ts';
import { readingSections } from './reading-section.ts';
import { undeclaredSections } from './undeclared-sets-section.ts';
import { verdict } from './verdict.ts';

const titles: Readonly<Record<Occasion, string>> = {
  'pull-request': 'Access plan',
  apply: 'Access plan',
  drift: 'Access drift',
};

/** The plan in the order in which a reviewer needs it. */
export function planDocument(view: PlanView): Document {
  const { plan, occasion } = view;
  const coming = comingIn(view);
  const run = link('run', view.runUrl);
  const step = occasion === 'drift' ? driftStep(view) : null;
  return {
    head: [
      `## ${titles[occasion]} for ${codeSpan(plan.owner)}`,
      verdict(view),
      ...(step === null ? [] : [stepAlert(step)]),
    ].join('\n\n'),
    sections: [
      ...careSections(view),
      ...groupStepSections(coming, view),
      ...accessSections(coming, view),
      ...pictureSections(view),
      ...permissionSetSections(coming, view),
      ...attributeSections(coming, view),
      ...endingSections(coming, view),
      ...undoneSections(view),
      ...elsewhereSections(view),
      ...undeclaredSections(view),
      ...noteSections(view),
      ...readingSections(view),
    ],
    tail: [
      `Plan digest \`${wholeDigest(plan.digest) ?? 'unknown'}\``,
      ...(run === 'run' ? [] : [run]),
    ].join(' · '),
  };
}
