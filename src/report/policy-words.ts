import type { KnownAction } from '../core/policy/actions/known-actions.ts';
import type { PolicyChange } from '../core/policy/policy-change.ts';
import { actionsByLevel, actionsCounted, actionsInLine, namesInLine } from './action-words.ts';
import { markdown, type Style } from './style.ts';
import { count, listWords, thousands } from './words.ts';

/** What the change lets do and takes away, in one sentence to follow `inline policy: `. */
export function policySentence(change: PolicyChange, style = markdown): string {
  const unread = unreadWords(change);
  if (unread !== null) return style.strong(unread);
  const { gained, lost, wider, narrower, different, unknown } = change;
  const { undenied, denied } = change;
  const more = [...wider, ...different];
  if (change.everything) return style.strong('now allows everything, on every resource');
  const parts = [
    gained.length === 0 ? null : `${style.strong('gains')} ${actionsCounted(gained, style)}`,
    more.length === 0
      ? null
      : `${style.strong('may do more')} with ${fewOrCount(more, style)}${nowEverywhere(more, change)}`,
    unknown.gained.length === 0
      ? null
      : `${style.strong('gains')} ${count(unknown.gained.length, 'action')} not known here`,
    undenied.length + unknown.undenied.length === 0
      ? null
      : `${style.strong('denies no longer')} ${undeniedWords(change, style)}, which other policies of the set may allow`,
    isOpenAlone(change) ? `${style.strong('gains')} what AWS adds later` : null,
    lost.length === 0 ? null : `${style.strong('loses')} ${actionsCounted(lost, style)}`,
    unknown.lost.length === 0
      ? null
      : `loses ${count(unknown.lost.length, 'action')} not known here`,
    narrower.length === 0 ? null : `may do less with ${fewOrCount(narrower, style)}`,
    denied.length === 0 ? null : `denies ${actionsCounted(denied, style)}, whatever else allows it`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'lets do the same with every known action' : parts.join('; ');
}

function undeniedWords({ undenied, unknown }: PolicyChange, style: Style): string {
  return listWords([
    ...(undenied.length === 0 ? [] : [actionsCounted(undenied, style)]),
    ...(unknown.undenied.length === 0
      ? []
      : [`${namesInLine(unknown.undenied, style)}, not known here`]),
  ]);
}

function nowEverywhere(
  more: readonly KnownAction[],
  { unlimited: { wider }, stillDenied }: PolicyChange,
): string {
  if (wider.length === 0) return '';
  const part = wider.length === more.length ? '' : `${thousands(wider.length)} of them `;
  return `, ${part}now on every resource${butFor(wider, stillDenied)}`;
}

/** What follows `on every resource` where a Deny holds some of it nevertheless. */
export function butFor(
  actions: readonly KnownAction[],
  stillDenied: PolicyChange['stillDenied'],
): string {
  const denied = new Set(stillDenied);
  return actions.some((action) => denied.has(action)) ? ' but for what is still denied' : '';
}

function everywhere(
  actions: readonly KnownAction[],
  stillDenied: PolicyChange['stillDenied'],
): string {
  const but = butFor(actions, stillDenied);
  return `on every resource, without a condition${but === '' ? '' : `,${but}`}`;
}

function fewOrCount(actions: readonly KnownAction[], style: Style): string {
  if (actions.length > 2) return count(actions.length, 'action');
  return listWords(actions.map(({ name }) => style.name(name)));
}

/** A line for each thing to know of it. */
export function policyDetails(change: PolicyChange, style = markdown): string[] {
  if (change.everything || unreadWords(change) !== null) return [];
  const { gained, lost, narrower, different, unknown, version } = change;
  return [
    ...actionsByLevel('gains', gained, style),
    ...gainedEverywhere(change),
    ...moreLines(change, style),
    ...(different.length === 0
      ? []
      : [
          `${style.strong('elsewhere, maybe more')}, by other resources or conditions: ${actionsInLine(different, style)}`,
        ]),
    ...openLines(change, style),
    ...(unknown.gained.length === 0
      ? []
      : [
          `${style.strong('gains')}, and no list of actions here knows what it does: ${namesInLine(unknown.gained, style)}`,
        ]),
    ...actionsByLevel('denies no longer', change.undenied, style),
    ...actionsByLevel('loses', lost, style),
    ...(unknown.lost.length === 0
      ? []
      : [`loses, not in the list of actions here: ${namesInLine(unknown.lost, style)}`]),
    ...(narrower.length === 0
      ? []
      : [`on less, by fewer resources or more conditions: ${actionsInLine(narrower, style)}`]),
    ...(version === null
      ? []
      : [
          `version ${style.name(version.before ?? 'none')} → ${style.name(version.after ?? 'none')}: only by the rules of 2012 does ${style.name('${…}')} stand for a value`,
        ]),
  ];
}

function gainedEverywhere({ gained, unlimited, stillDenied }: PolicyChange): string[] {
  if (unlimited.gained.length === 0) return [];
  const part =
    unlimited.gained.length === gained.length
      ? 'all that it gains holds'
      : `${thousands(unlimited.gained.length)} of the ${count(gained.length, 'action')} that it gains hold`;
  return [`${part} ${everywhere(unlimited.gained, stillDenied)}`];
}

function moreLines({ wider, unlimited, stillDenied }: PolicyChange, style: Style): string[] {
  const now = new Set(unlimited.wider);
  const rest = wider.filter((action) => !now.has(action));
  return [
    ...(now.size === 0
      ? []
      : [
          `${style.strong('on more')}, now ${everywhere(unlimited.wider, stillDenied)}: ${actionsInLine(unlimited.wider, style)}`,
        ]),
    ...(rest.length === 0
      ? []
      : [
          `${style.strong('on more')}, by more resources, fewer conditions or less that is denied: ${actionsInLine(rest, style)}`,
        ]),
  ];
}

/** Of statements that leave something out. */
const MOST_LISTS = 3;

/** Of what is on more, the actions that are known tell it, unless there are none. */
function openLines(change: PolicyChange, style: Style): string[] {
  const open = change.open.filter(({ isNew }) => isNew || isOpenAlone(change));
  const patterns = open.flatMap((gain) => (gain.kind === 'pattern' ? [gain.pattern] : []));
  const allBut = open.flatMap((gain) => (gain.kind === 'all-but' ? [gain.patterns] : []));
  return [
    ...(patterns.length === 0
      ? []
      : [`takes in what AWS adds later to ${namesInLine(patterns, style)}`]),
    ...allBut
      .slice(0, MOST_LISTS)
      .map(
        (excluded) =>
          `takes in what AWS adds later, ${style.strong('everything but')} ${namesInLine(excluded, style)}`,
      ),
  ];
}

/** Where only actions that do not exist yet, or that nobody listed, are gained. */
function isOpenAlone({ gained, wider, different, open }: PolicyChange): boolean {
  return open.length > 0 && gained.length + wider.length + different.length === 0;
}

function unreadWords({ readable }: PolicyChange): string | null {
  const sides = [
    ...(readable.before ? [] : ['the old policy']),
    ...(readable.after ? [] : ['the new policy']),
  ];
  if (sides.length === 0) return null;
  return `${listWords(sides)} cannot be understood, so it is not known what is gained`;
}
