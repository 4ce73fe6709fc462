import type {
  AccessExplanation,
  RuleExplanation,
  SelectorExplanation,
  Step,
  Way,
} from '../core/explain/explanation.ts';
import { danger, type Document, type Entry, headed } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { ruleFacts } from './explain-rule-facts.ts';
import { frameSummary } from './render-summary.ts';
import { count } from './words.ts';

const signs: Readonly<Record<Step['holds'], string>> = { yes: '✅', no: '❌', note: 'ℹ️' };

/** The answer for the job's summary. */
export function explainSummary(
  answer: AccessExplanation | RuleExplanation,
  runUrl: string | null,
): string {
  const tail = ['Nothing was changed.', ...(runUrl === null ? [] : [`[run](${runUrl})`])].join(
    ' · ',
  );
  const document = answer.kind === 'access' ? accessDocument(answer) : ruleDocument(answer);
  return frameSummary({ ...document, tail });
}

function accessDocument({
  fix,
  has,
  notes,
  verdict,
  ways,
  who,
}: AccessExplanation): Omit<Document, 'tail'> {
  const next = fix === null ? '' : `\n\n**Next:** ${escapeMarkdown(fix)}`;
  return {
    head: `## ${headingOf(has, who)}\n\n${escapeMarkdown(verdict)}${next}`,
    sections: [
      ...headed(
        '### Ways',
        ways.map((way) => wayEntry(way, fix)),
      ),
      ...headed(
        '### Not known',
        notes.map((note) => entry(`- ${escapeMarkdown(note)}`)),
      ),
    ],
  };
}

function headingOf(has: boolean | null, who: AccessExplanation['who']): string {
  if (who.kind === 'person' && who.id === null) return 'Nobody of that name';
  if (has === null) return 'Whether there is access is not known';
  return has ? 'Why there is access' : 'Why there is no access';
}

function wayEntry(
  { fix, permissionSet, principal, steps, works }: Way,
  next: string | null,
): Entry {
  const who = principal.type === 'GROUP' ? 'group' : 'user';
  const lines = steps.map(({ holds, place, words }) => {
    const at = place === null ? '' : `: ${codeSpan(`${place.file}:${place.line}`)}`;
    return `  - ${signs[holds]} ${escapeMarkdown(words)}${at}`;
  });
  const open = fix === null || fix === next ? [] : [`  - to have it: ${escapeMarkdown(fix)}`];
  const head = `- ${works ? '✅' : '❌'} ${codeSpan(permissionSet)} by ${who} ${codeSpan(principal.name)}`;
  return {
    danger: works ? danger.gain : danger.blocked,
    forms: [[head, ...lines, ...open].join('\n'), head],
  };
}

function ruleDocument(rule: RuleExplanation): Omit<Document, 'tail'> {
  const { accounts, except, instead, notes, place } = rule;
  const facts = [...(instead === null ? [] : [instead]), ...ruleFacts(rule)];
  return {
    head: `## What a rule gives\n\n${codeSpan(`${place.file}:${place.line}`)}`,
    sections: [
      ...headed(
        '### The rule',
        facts.map((words) => entry(`- ${escapeMarkdown(words)}`)),
      ),
      ...headed('### Accounts', accounts.map(selectorEntry)),
      ...headed('### Except', except.map(selectorEntry)),
      ...headed(
        '### Not known',
        notes.map((note) => entry(`- ${escapeMarkdown(note)}`)),
      ),
    ],
  };
}

function selectorEntry(selector: SelectorExplanation): Entry {
  const { accounts, means, problem, text } = selector;
  const counted = accounts === null ? '' : `: ${count(accounts.length, 'account')}`;
  const head = `- ${codeSpan(text)}: ${escapeMarkdown(means)}${counted}${problem === null ? '' : ` (${escapeMarkdown(problem)})`}`;
  const lines = (accounts ?? []).map(({ id, name, takenOutBy }) => {
    const out = takenOutBy === null ? '' : `, taken out by ${codeSpan(takenOutBy)}`;
    return `  - ${codeSpan(name)} ${id}${out}`;
  });
  return { danger: danger.gain, forms: [[head, ...lines].join('\n'), head] };
}

function entry(text: string): Entry {
  return { danger: danger.care, forms: [text] };
}
