import type { Operation } from '../core/plan/operation.ts';
import { danger, type Entry } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { foldKind } from './fold-kind.ts';
import { peopleIn } from './people-of-line.ts';
import type { PlanView } from './plan-view.ts';
import { count } from './words.ts';

const UNKNOWN = 'People not known';
const NESTED = 'Will get nothing';

/** Groups nobody can count, and people of groups inside groups, unless a finding tells of these already. */
export function peopleCare(coming: readonly Operation[], view: PlanView): Entry[] {
  const people = peopleIn(view);
  if (people === null) return [];
  const told = new Set(
    view.plan.findings
      .filter(({ code }) => code === 'group-nested')
      .flatMap(({ operations }) => operations),
  );
  const toldGroups = new Set(
    coming.filter(({ id }) => told.has(id)).map(({ principal }) => principal?.id),
  );
  const unknown = people.unknown.map(({ principal, why }) => ({
    danger: danger.care,
    forms: [
      `- **${UNKNOWN}:** who is behind ${codeSpan(principal.name)} is not counted: ${escapeMarkdown(why)}`,
    ] as const,
  }));
  const nested = people.nested
    .filter(({ principal }) => !toldGroups.has(principal.id))
    .map(({ principal, people: number }) => ({
      danger: danger.care,
      forms: [
        `- **${NESTED}:** ${count(number, 'person')} of ${codeSpan(principal.name)}, ${number === 1 ? 'who is a member' : 'who are members'} only through groups inside it`,
      ] as const,
    }));
  return [...foldKind(unknown, UNKNOWN), ...foldKind(nested, NESTED)];
}
