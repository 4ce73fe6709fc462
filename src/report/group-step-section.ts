import { sortedBy } from '../core/model/order.ts';
import type { GroupOperation, Operation } from '../core/plan/operation.ts';
import { danger, type Entry, headed, type Section } from './document.ts';
import { escapeMarkdown } from './escape.ts';
import { foldKind } from './fold-kind.ts';
import { isGroupStep, isTakenOut } from './group-steps.ts';
import { causeNote, type Mood } from './moods.ts';
import { groupName, sharedNames } from './names.ts';
import { originLinks, type PlanView } from './plan-view.ts';
import { count } from './words.ts';

const participles: Readonly<Record<GroupOperation['kind'], string>> = {
  'assign-group-to-application': 'assigned to the enterprise application',
  'provision-group': 'provisioned to AWS on demand',
  'unassign-group-from-application': 'taken out of the enterprise application',
};

/** After the words for how it stands. */
const planned = {
  ...participles,
  'assign-group-to-application': 'assigned',
} satisfies typeof participles;

const states: Readonly<Record<GroupOperation['kind'], string>> = {
  'assign-group-to-application': 'in the enterprise application',
  'provision-group': 'in AWS',
  'unassign-group-from-application': 'out of the enterprise application',
};

/** How it stands before its first step, in a plan. */
const standings: Readonly<Record<GroupOperation['kind'], string>> = {
  'assign-group-to-application': ' is not assigned to the enterprise application: it is',
  'provision-group': ' is not in AWS yet: it is',
  'unassign-group-from-application': ':',
};

const leads: Readonly<Record<Exclude<Mood, 'will'>, string>> = {
  would: ' would be',
  did: ' was',
  already: ' was',
};

/** What is still to follow on an operation that was applied, by its id. */
export type Notes = ReadonlyMap<string, string>;

function groupEntry(
  steps: readonly GroupOperation[],
  view: PlanView,
  mood: Mood,
  { notes, shared }: { readonly notes: Notes; readonly shared: ReadonlySet<string> },
): Entry[] {
  const [first] = steps;
  if (first === undefined) return [];
  const words = mood === 'already' ? states : mood === 'will' ? planned : participles;
  const doings = steps.map(({ kind }) => words[kind]).join(', then ');
  const isPlanned = mood === 'will' || mood === 'would';
  const end = isPlanned && isTakenOut(first) ? '; AWS then deletes the group' : '';
  const name = groupName(first.principal, shared.has(first.principal.name));
  const lead = mood === 'will' ? standings[first.kind] : leads[mood];
  const line = `- ${name}${lead} ${doings}${end}`;
  const cause = causeNote(first.cause, view.occasion, mood);
  const origins = originLinks(
    steps.flatMap((step) => step.origins),
    'head',
    view,
  );
  const more = [
    ...(cause === null ? [] : [cause]),
    ...(first.status === 'waiting' ? ['waits for Entra ID'] : []),
    ...steps.flatMap(({ id }) => notes.get(id) ?? []).map((note) => escapeMarkdown(note)),
    ...(origins === '' ? [] : [origins]),
  ]
    .map((note) => ` · ${note}`)
    .join('');
  const rank = steps.some(isTakenOut) ? danger.revocation : danger.groupStep;
  return [{ danger: rank, forms: more === '' ? [line] : [`${line}${more}`, line] }];
}

/** One line a group: what is done with it in Entra, in the order in which it is done. */
export function groupStepEntries(
  operations: readonly Operation[],
  view: PlanView,
  mood: Mood = 'will',
  notes: Notes = new Map(),
): Entry[] {
  const steps = sortedBy(operations.filter(isGroupStep), ({ kind }) => kind);
  const shared = sharedNames(view.plan.operations);
  const groups = Map.groupBy(steps, (step) =>
    [
      isTakenOut(step) ? '1' : '0',
      step.principal.name,
      step.principal.id,
      step.cause,
      step.status,
    ].join('\0'),
  );
  return sortedBy(groups, ([key]) => key).flatMap(([, members]) =>
    groupEntry(members, view, mood, { notes, shared }),
  );
}

/** The way of groups to AWS, without which their grants could not be made. */
export function groupStepSections(operations: readonly Operation[], view: PlanView): Section[] {
  const steps = operations.filter((operation) => isGroupStep(operation) && !isTakenOut(operation));
  const groups = new Set(steps.map(({ principal }) => principal?.id)).size;
  const heading = `### In Entra ID first: ${count(groups, 'group')}`;
  const limit =
    'On demand Entra takes over up to 25 direct members of a group; the others follow in its next cycle.';
  const isProvisioned = steps.some(({ kind }) => kind === 'provision-group');
  return headed(
    isProvisioned ? `${heading}\n\n${limit}` : heading,
    foldKind(groupStepEntries(steps, view), 'In Entra ID'),
  );
}
