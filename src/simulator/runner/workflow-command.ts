export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What the runner listens to; anything else that looks like a command is a line of the log. */
const known = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'internal-set-repo-path',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

type Escapes = readonly (readonly [escaped: string, plain: string])[];
// The percent sign is last, so that an escaped escape is not undone twice.
const inData: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
];
const inProperty: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
];
const inOldText: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
];

function unescape(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [escaped, plain]) => result.replaceAll(escaped, plain), text);
}

function properties(text: string, separator: string, escapes: Escapes): Record<string, string> {
  const pairs = text
    .trim()
    .split(separator)
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const [key, ...rest] = pair.split('=');
      return key === undefined || rest.length === 0
        ? []
        : [[key, unescape(rest.join('='), escapes)]];
    }),
  );
}

function parse(
  header: string,
  data: string,
  isKnown: (name: string) => boolean,
  old: boolean,
): WorkflowCommand | undefined {
  const [name = '', ...rest] = header.split(' ');
  if (!isKnown(name)) return undefined;
  const given = properties(rest.join(' '), old ? ';' : ',', old ? inOldText : inProperty);
  return {
    name: name.toLowerCase(),
    properties: given,
    data: unescape(data, old ? inOldText : inData),
  };
}

/** Reads a line as the runner does: `::name key=value::data` at its start, or the older `##[name]data` anywhere. */
export function parseWorkflowCommand(line: string, resume?: string): WorkflowCommand | undefined {
  const isKnown = (name: string): boolean => known.has(name.toLowerCase()) || name === resume;
  const text = line.trimStart();
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end > 2) {
    const command = parse(text.slice(2, end), text.slice(end + 2), isKnown, false);
    if (command !== undefined) return command;
  }
  const start = line.indexOf('##[');
  const close = start < 0 ? -1 : line.indexOf(']', start);
  return close < 0
    ? undefined
    : parse(line.slice(start + 3, close), line.slice(close + 1), isKnown, true);
}

export function isCommandName(name: string): boolean {
  return known.has(name.toLowerCase());
}
