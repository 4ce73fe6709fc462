import type { StatementChange, StatementDifference } from '../core/policy/policy-change.ts';
import type { ConditionTest, Patterns, PolicyStatement } from '../core/policy/policy-document.ts';
import { namesInLine } from './action-words.ts';
import { markdown, type Style } from './style.ts';
import { thousands } from './words.ts';

const MOST_STATEMENTS = 12;
const MOST_TESTS = 3;
// As long as a resource or a condition's value is worth reading.
const LONGEST = 120;

/** A line for each statement that came, went or changed; how many more there are. */
export function statementLines(changes: readonly StatementChange[], style = markdown): string[] {
  const lines = changes.slice(0, MOST_STATEMENTS).map((change) => statementLine(change, style));
  const more = changes.length - lines.length;
  return more > 0 ? [...lines, `… and ${thousands(more)} more statements`] : lines;
}

function statementLine(change: StatementChange, style: Style): string {
  switch (change.kind) {
    case 'added':
      return `${style.strong('adds')} ${label(change.place, change.statement, style)}: ${statementWords(change.statement, style)}`;
    case 'removed':
      return `${style.strong('removes')} ${label(change.place, change.statement, style)}: ${statementWords(change.statement, style)}`;
    case 'changed': {
      const { place, after, differences } = change;
      const words = differences.map((difference) => differenceWords(difference, style));
      return `${style.strong('changes')} ${label(place, after, style)} (${after.effect}): ${words.join('; ')}`;
    }
    default:
      return change satisfies never;
  }
}

function label(place: number, { sid }: PolicyStatement, style: Style): string {
  return sid === null ? `statement ${place}` : `statement ${style.name(sid, LONGEST)}`;
}

function statementWords(statement: PolicyStatement, style: Style): string {
  const { effect, actions, resources, conditions } = statement;
  const when = conditions.length === 0 ? '' : ` if ${testsWords(conditions, style)}`;
  return `${effect} ${patternWords(actions, style)} on ${patternWords(resources, style)}${when}`;
}

function patternWords({ kind, patterns }: Patterns, style: Style): string {
  const names = namesInLine(patterns, style);
  return kind === 'only' ? names : `${style.strong('everything but')} ${names}`;
}

function testsWords(tests: readonly ConditionTest[], style: Style): string {
  const told = tests.slice(0, MOST_TESTS).map(({ operator, key, values }) => {
    const wanted = namesInLine(values, style, 3);
    return `${style.name(key)} ${style.name(operator)} ${wanted === '' ? 'nothing' : wanted}`;
  });
  const more = tests.length - told.length;
  return `${told.join(' and ')}${more > 0 ? ` and ${thousands(more)} more` : ''}`;
}

const elements = { actions: 'actions', resources: 'resources' } as const;

function differenceWords(difference: StatementDifference, style: Style): string {
  switch (difference.element) {
    case 'sid': {
      const name = (sid: string | null): string =>
        sid === null ? 'none' : style.name(sid, LONGEST);
      return `Sid ${name(difference.from)} → ${name(difference.to)}`;
    }
    case 'effect':
      return `effect ${difference.from} → ${style.strong(difference.to)}`;
    case 'actions':
    case 'resources': {
      const { element, kind, added, removed } = difference;
      const what = kind === 'only' ? elements[element] : `${elements[element]} left out`;
      return [
        ...(added.length === 0 ? [] : [`adds ${what} ${namesInLine(added, style)}`]),
        ...(removed.length === 0 ? [] : [`removes ${what} ${namesInLine(removed, style)}`]),
      ].join('; ');
    }
    case 'turned-actions':
      return `actions ${patternWords(difference.from, style)} → ${patternWords(difference.to, style)}`;
    case 'turned-resources':
      return `resources ${patternWords(difference.from, style)} → ${patternWords(difference.to, style)}`;
    case 'conditions': {
      const { added, removed } = difference;
      return [
        ...(added.length === 0 ? [] : [`adds the condition ${testsWords(added, style)}`]),
        ...(removed.length === 0 ? [] : [`removes the condition ${testsWords(removed, style)}`]),
      ].join('; ');
    }
    default:
      return difference satisfies never;
  }
}
