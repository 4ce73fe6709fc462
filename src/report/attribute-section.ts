import type { AttributesOperation, Operation } from '../core/plan/operation.ts';
import { attributeLines, doingsOf, isAttributes, readerLines } from './attribute-changes.ts';
import { danger, type Entry, headed, type Section } from './document.ts';
import { causeNote } from './moods.ts';
import { originLinks, type PlanView } from './plan-view.ts';

function titleOf({ before, after }: AttributesOperation): string {
  if (before === null) return 'Turn on';
  return after === null ? 'Turn off' : 'Change';
}

export function attributeEntries(operations: readonly Operation[], view: PlanView): Entry[] {
  return operations.filter(isAttributes).map((operation) => {
    const title = `- **${titleOf(operation)}** the attributes for access control`;
    const cause = causeNote(operation.cause, view.occasion, 'will');
    const origins = originLinks(operation.origins, 'head', view);
    const notes = [
      ...(cause === null ? [] : [cause]),
      ...(operation.status === 'waiting' ? ['waits for Entra ID'] : []),
      ...(origins === '' ? [] : [origins]),
    ];
    const first = [title, ...notes].join(' · ');
    const lines = attributeLines(operation).map((line) => `  - ${line}`);
    return { danger: danger.permissionSet, forms: [[first, ...lines].join('\n'), title] };
  });
}

export function attributeSections(operations: readonly Operation[], view: PlanView): Section[] {
  return headed('### Attributes for access control', attributeEntries(operations, view));
}

/** Who signs in carries other session tags from then on, and policies look at those. */
export function attributeCare(operations: readonly Operation[]): Entry[] {
  return operations.filter(isAttributes).map((operation) => {
    const start = '- **Session tags:** in everybody’s sessions this';
    const end = 'Policies that read `aws:PrincipalTag` decide by them.';
    const readers = readerLines(operation).map((line) => `  - ${line}`);
    return {
      danger: readers.length === 0 ? danger.care : danger.administrator,
      forms: [
        [`${start} ${doingsOf(operation)}. ${end}`, ...readers].join('\n'),
        `${start} changes the attributes for access control. ${end}`,
      ],
    };
  });
}
