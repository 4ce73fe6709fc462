import type {
  AccessExplanation,
  Place,
  RuleExplanation,
  SelectorExplanation,
  Step,
  Way,
} from '../core/explain/explanation.ts';
import { escapeLogLine } from './escape-log-line.ts';
import { ruleFacts } from './explain-rule-facts.ts';
import { plain } from './style.ts';
import { count, thousands } from './words.ts';

const signs: Readonly<Record<Step['holds'], string>> = { yes: '✓', no: '✗', note: '!' };
/** Of one selector; `--json` has them all. */
const MOST_ACCOUNTS = 30;

/** The answer for a terminal and the log. */
export function explainWords(answer: AccessExplanation | RuleExplanation): string {
  const lines = answer.kind === 'access' ? accessLines(answer) : ruleLines(answer);
  return `${lines.map((line) => escapeLogLine(line)).join('\n')}\n`;
}

function accessLines({ fix, notes, verdict, ways }: AccessExplanation): string[] {
  return [
    say(verdict),
    ...ways.flatMap((way) => wayLines(way, fix)),
    ...(fix === null ? [] : ['', `  next: ${say(fix)}`]),
    ...noteLines(notes),
    '',
  ];
}

function wayLines(
  { fix, permissionSet, principal, steps, works }: Way,
  next: string | null,
): string[] {
  const who = principal.type === 'GROUP' ? `group "${principal.name}"` : `user "${principal.name}"`;
  return [
    '',
    `  ${works ? '✓' : '✗'} ${say(`${permissionSet} by ${who}`)}`,
    ...steps.flatMap(({ holds, place, words }) => [
      `      ${signs[holds]} ${say(words)}`,
      ...(place === null ? [] : [`          ${placeText(place)}`]),
    ]),
    ...(fix === null || fix === next ? [] : [`      to have it: ${say(fix)}`]),
  ];
}

function ruleLines(rule: RuleExplanation): string[] {
  return [
    `${say(`${rule.place.file}:${rule.place.line}`)}${rule.lastLine > rule.place.line ? ` to ${rule.lastLine}` : ''}`,
    ...(rule.instead === null ? [] : [`  ! ${say(rule.instead)}`]),
    ...ruleFacts(rule).map((words) => `  ${say(words)}`),
    '  accounts',
    ...rule.accounts.flatMap((selector) => selectorLines(selector, '    ')),
    ...(rule.except.length === 0 ? [] : ['  except']),
    ...rule.except.flatMap((selector) => selectorLines(selector, '    ')),
    ...noteLines(rule.notes),
    '',
  ];
}

function selectorLines(selector: SelectorExplanation, indent: string): string[] {
  const { accounts, inside, means, place, problem, text } = selector;
  const counted = accounts === null ? '' : `: ${count(accounts.length, 'account')}`;
  const told = inside.length > 0 ? [] : (accounts ?? []);
  const left = told.length - MOST_ACCOUNTS;
  return [
    `${indent}${say(`"${text}"`)} (line ${place.line}): ${say(means)}${counted}`,
    ...(problem === null ? [] : [`${indent}  ! ${say(problem)}`]),
    ...inside.flatMap((each) => selectorLines(each, `${indent}  `)),
    ...told.slice(0, MOST_ACCOUNTS).map(({ id, name, takenOutBy, unit }) => {
      const out = takenOutBy === null ? '' : `, taken out by "${takenOutBy}"`;
      return `${indent}  ${takenOutBy === null ? '·' : '✗'} ${say(`${name} (${id})${unit === '' ? '' : ` ${unit}`}${out}`)}`;
    }),
    ...(left > 0 ? [`${indent}  and ${thousands(left)} more`] : []),
  ];
}

function noteLines(notes: readonly string[]): string[] {
  return notes.map((note) => `  ! ${say(note)}`);
}

function placeText({ file, line, text }: Place): string {
  return `${say(`${file}:${line}`)}  ${say(text)}`;
}

function say(text: string): string {
  return plain.prose(text);
}
