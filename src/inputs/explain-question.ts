import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { ExplainQuestion } from '../core/explain/question.ts';
import type { Mode } from './mode.ts';
import { problem } from './problem.ts';

/** The four values as given, null for absent. */
export interface QuestionParts {
  readonly principal: string | null;
  readonly account: string | null;
  readonly 'permission-set': string | null;
  readonly rule: string | null;
}

interface Questioned {
  readonly question: ExplainQuestion | null;
  readonly diagnostics: readonly Diagnostic[];
}

const names = ['principal', 'account', 'permission-set', 'rule'] as const;
/** No name in Identity Center is longer than a group's. */
const LONGEST = 1024;

/** What `explain` is asked. `spell` writes a name as the user does: `--account`, `input account`. */
export function readQuestion(
  mode: Mode | 'auto' | null,
  parts: QuestionParts,
  spell: (name: string) => string,
): Questioned {
  const given = names.filter((name) => parts[name] !== null);
  if (mode !== 'explain') {
    if (given.length === 0 || mode === null) return { question: null, diagnostics: [] };
    return refused(`${given.map(spell).join(', ')}: only explain takes a question`, {
      help: `leave it out, or use the mode explain`,
    });
  }
  const unreadable = given.find((name) => isUnreadable(parts[name] ?? ''));
  if (unreadable !== undefined)
    return refused(`${spell(unreadable)} is too long, or has control characters`);
  const { principal, account, rule, 'permission-set': permissionSet } = parts;
  if (rule !== null) {
    if (given.length === 1) return readRule(rule, spell);
    const others = given.filter((name) => name !== 'rule').map(spell);
    return refused(`${spell('rule')} cannot be asked together with ${others.join(', ')}`, {
      help: `ask for a rule, or for a principal in an account`,
    });
  }
  if (principal !== null && account !== null)
    return { question: { kind: 'access', principal, account, permissionSet }, diagnostics: [] };
  const missing = [
    ...(principal === null ? ['principal'] : []),
    ...(account === null ? ['account'] : []),
  ];
  return refused(`explain needs ${missing.map(spell).join(' and ')}`, {
    help: `give ${spell('principal')} and ${spell('account')}, or ${spell('rule')} alone`,
  });
}

function readRule(text: string, spell: (name: string) => string): Questioned {
  const [, path = '', digits = ''] = /^(.+):([1-9]\d{0,6})$/.exec(text) ?? [];
  const parts = path.split('/').filter((name) => name !== '.');
  const leaves = path.startsWith('/') || path.includes('\\') || /^[A-Za-z]:/.test(path);
  if (path === '' || leaves || parts.includes('..') || parts.includes('') || parts.includes('.git'))
    return refused(`${spell('rule')} ${JSON.stringify(text)} is no place in a mapping file`, {
      help: "write the file from the repository's root, and a line: access/payments.yaml:14",
    });
  const question = { kind: 'rule', file: parts.join('/'), line: Number(digits) } as const;
  return { question, diagnostics: [] };
}

function isUnreadable(text: string): boolean {
  return text.length > LONGEST || /\p{Cc}/u.test(text);
}

function refused(headline: string, more: { readonly help?: string } = {}): Questioned {
  return { question: null, diagnostics: [problem('invalid-input', headline, more)] };
}
