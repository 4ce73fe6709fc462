import { accessSections } from './access-section.ts';
import { careSections } from './care-section.ts';
import { elsewhereSections, noteSections, undoneSections } from './collapsed-sections.ts';
import type { Document } from './document.ts';
import { endingSections } from './ending-section.ts';
import { codeSpan } from './escape.ts';
import { permissionSetSections } from './permission-set-section.ts';
import { isComing, isOwn, link, type Occasion, type PlanView } from './plan-view.ts';
import { readingSections } from './reading-section.ts';
import { verdict } from './verdict.ts';

const titles: Readonly<Record<Occasion, string>> = {
  'pull-request': 'Access plan',
  apply: 'Access plan',
  drift: 'Access drift',
};

/** The plan in the order in which a reviewer needs it. */
export function planDocument(view: PlanView): Document {
  const { plan, occasion } = view;
  const coming = plan.operations.filter(
    (operation) => isOwn(operation, occasion) && isComing(operation),
  );
  const run = link('run', view.runUrl);
  return {
    head: `## ${titles[occasion]} for ${codeSpan(plan.owner)}\n\n${verdict(view)}`,
    sections: [
      ...careSections(view),
      ...accessSections(coming, view),
      ...permissionSetSections(coming, view),
      ...endingSections(coming, view),
      ...undoneSections(view),
      ...elsewhereSections(view),
      ...noteSections(view),
      ...readingSections(view),
    ],
    tail: [
      `Plan digest \`${/^[0-9a-f]{64}$/.test(plan.digest) ? plan.digest : 'unknown'}\``,
      ...(run === 'run' ? [] : [run]),
    ].join(' · '),
  };
}
