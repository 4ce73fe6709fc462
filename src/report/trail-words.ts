import type { DriftView } from './drift-view.ts';
import { escapeMarkdown } from './escape.ts';
import { count } from './words.ts';

/** How far CloudTrail tells who did it; nothing where it tells all. */
export function trailWords({ causes, report }: DriftView): string[] {
  const { trail } = causes;
  switch (trail.kind) {
    case 'not-asked':
      return [];
    case 'denied':
      return [
        `Who did it is not known: the role of this run may not read CloudTrail. Allow it \`${trail.permission}\` to see.`,
      ];
    case 'failed':
      return [
        `Who did it is not known: CloudTrail could not be read this time. ${escapeMarkdown(trail.why)}`,
      ];
    case 'read': {
      const open = report.entries.filter(({ key }) => {
        const cause = causes.of.get(key);
        return cause?.kind === 'unexplained' || (cause?.kind === 'explained' && !cause.whole);
      }).length;
      if (open === 0) return [];
      const { since, why } = trail.reach;
      const day = /^\d{4}-\d\d-\d\d/.exec(since)?.[0] ?? 'a day that it does not tell';
      const further = why === null ? '' : `, and no further: ${escapeMarkdown(why)}`;
      const other = causes.delegated
        ? 'it was done in the management account, whose history a delegated administrator does not see'
        : 'it was done by a delegated administrator, in whose own account it is recorded';
      return [
        `CloudTrail was read back to ${day}${further}. ${count(open, 'entry')} below ${open === 1 ? 'has' : 'have'} no full explanation there: it is older, or ${other}.`,
      ];
    }
    default:
      return trail satisfies never;
  }
}
