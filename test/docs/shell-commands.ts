/** One command of a shell example, taken apart as a shell would. */
export interface ShellCommand {
  /** Assignments before it: `UPDATE_EXPECTED=1 npm …`. */
  readonly env: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  /** What `<< 'END'` hands it; null without. */
  readonly input: string | null;
}

type Token =
  | { readonly kind: 'word'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'here'; readonly text: string }
  | { readonly kind: 'end' };

const heredoc = /<<\s*'?(\w+)'?[^\n]*\n([\s\S]*?\n)\1(?:\n|$)/y;
const end = /\n|&&|\|\||[;|](?!\|)/y;
const skipped = /(?:[ \t]|\\\n)+|#[^\n]*|>\s*\S+/y;
const word = /(?:'[^']*'|"(?:\\.|\$\([^)]*\)|[^"\\])*"|\\.|[^\s'"\\;|&])+/y;

/**
 * The commands of a `sh` block: quotes, comments, continued lines, `&&`, pipes and heredocs, and no more
 * than that. Throws where an example is more shell than a reader should have to read.
 */
export function shellCommands(text: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: string[] = [];
  let env: Record<string, string> = {};
  let input: string | null = null;
  for (const token of [...tokens(text), { kind: 'end' } as const]) {
    if (token.kind === 'here') input = token.text;
    if (token.kind === 'word') {
      const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(token.text) ?? [];
      if (words.length === 0 && name !== undefined && !token.isQuoted) env[name] = value ?? '';
      else words.push(token.text);
    }
    if (token.kind === 'end') {
      if (words.length > 0) commands.push({ env, words, input });
      [words, env, input] = [[], {}, null];
    }
  }
  return commands;
}

function* tokens(text: string): Generator<Token> {
  let at = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    const here = next(heredoc);
    if (here !== null) {
      yield { kind: 'here', text: here[2] ?? '' };
      yield { kind: 'end' };
    } else if (next(end) !== null) yield { kind: 'end' };
    else if (next(skipped) === null) {
      const found = next(word)?.[0];
      if (found === undefined) throw new Error(`not understood: ${text.slice(at, at + 40)}`);
      yield { kind: 'word', text: unquoted(found), isQuoted: /^['"]/.test(found) };
    }
  }
}

function unquoted(text: string): string {
  return text.replaceAll(
    /'([^']*)'|"((?:\\.|\$\([^)]*\)|[^"\\])*)"|\\(.)/gs,
    (_, single?: string, double?: string, plain?: string) =>
      single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? plain ?? '',
  );
}
