import type { KnownAction } from '../core/policy/actions/known-actions.ts';
import { knownActions } from '../core/policy/actions/known-actions.ts';
import { byLevel, type LevelActions } from '../core/policy/by-level.ts';
import { markdown, type Style } from './style.ts';
import { count, listWords, thousands } from './words.ts';

const MOST_NAMES = 12;
const MOST_SERVICES = 4;
// Above it, all that a service has of a level is told as that.
const FEW = 3;

/** `12 write and 3 read actions in s3 and sqs`; `every action there is` where it is. */
export function actionsCounted(actions: readonly KnownAction[], style = markdown): string {
  const { actions: all } = knownActions();
  if (actions.length === all.length) {
    return `${style.strong('every action there is')} (${thousands(all.length)})`;
  }
  if (actions.length <= FEW) {
    return listWords(
      actions.map(({ name, level }) => `${style.name(name)} (${level.toLowerCase()})`),
    );
  }
  const levels = byLevel(actions, knownActions());
  const last = levels.at(-1);
  const counts = levels.map((each) =>
    each === last
      ? count(each.total, `${each.level.toLowerCase()} action`)
      : `${thousands(each.total)} ${each.level.toLowerCase()}`,
  );
  return `${listWords(counts)} in ${servicesNamed(levels, style)}`;
}

/** In the order of what is most dangerous in them. */
function servicesNamed(levels: readonly LevelActions[], style: Style): string {
  const names = [
    ...new Set(levels.flatMap(({ services }) => services.map(({ service }) => service))),
  ];
  const named = names.slice(0, MOST_SERVICES).map((name) => style.name(name));
  const more = names.length - named.length;
  return listWords([...named, ...(more > 0 ? [count(more, 'other service')] : [])]);
}

/** A line for each level: how many, and the first by name; none where they are few, and named already. */
export function actionsByLevel(
  verb: string,
  actions: readonly KnownAction[],
  style = markdown,
): string[] {
  if (actions.length <= FEW || actions.length === knownActions().actions.length) return [];
  return byLevel(actions, knownActions()).map((each) => {
    const level = count(each.total, `${each.level.toLowerCase()} action`);
    return `${style.strong(verb)} ${level}: ${namesOf(each, style)}`;
  });
}

function namesOf({ services, total }: LevelActions, style: Style): string {
  const items = services.flatMap(({ service, names, all }) =>
    all && names.length > FEW
      ? [{ text: `all ${thousands(names.length)} of ${style.name(service)}`, told: names.length }]
      : names.map((name) => ({ text: style.name(`${service}:${name}`), told: 1 })),
  );
  const named = items.slice(0, MOST_NAMES);
  const more = total - named.reduce((sum, { told }) => sum + told, 0);
  const rest = more > 0 ? ` … and ${thousands(more)} more` : '';
  return `${named.map(({ text }) => text).join(', ')}${rest}`;
}

/** `s3:GetObject, s3:PutObject … and 12 more`, of any level. */
export function actionsInLine(actions: readonly KnownAction[], style = markdown): string {
  return namesInLine(
    actions.map(({ name }) => name),
    style,
  );
}

export function namesInLine(names: readonly string[], style = markdown, most = 6): string {
  const named = names.slice(0, most).map((name) => style.name(name));
  const more = names.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` … and ${thousands(more)} more` : ''}`;
}
