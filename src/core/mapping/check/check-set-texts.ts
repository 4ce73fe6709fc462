import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { codePointName } from '../../diagnostics/hidden-characters.ts';
import type { Span } from '../../diagnostics/span.ts';
import { awsLimits } from '../limits.ts';
import type { Tree } from '../read/tree.ts';

export const permissionSetName = /^[A-Za-z0-9_+=,.@-]{1,32}$/;

export function checkName(name: string, at: Span): readonly Diagnostic[] {
  if (permissionSetName.test(name)) return [];
  const refused = /[^A-Za-z0-9_+=,.@-]/u.exec(name);
  const headline =
    refused === null
      ? name === ''
        ? 'a permission set needs a name'
        : `the name "${name}" has ${name.length} characters; AWS allows ${awsLimits.name}`
      : `the name "${name}" has the character "${refused[0]}", which AWS refuses`;
  return [
    errorAt(at, 'invalid-permission-set-name', headline, {
      help: `use 1 to ${awsLimits.name} letters, digits and _ + = , . @ -`,
    }),
  ];
}

export function checkDescription(description: Tree | null): readonly Diagnostic[] {
  if (description?.kind !== 'scalar' || typeof description.value !== 'string') return [];
  const { value, at, find } = description;
  const problems: Diagnostic[] = [];
  if (value.length > awsLimits.description) {
    problems.push(
      errorAt(
        at,
        'invalid-description',
        `the description has ${value.length} characters; AWS allows ${awsLimits.description}`,
        { help: 'shorten it' },
      ),
    );
  }
  const refused = /[^\t\n\r\u0020-\u007e\u00a1-\u00ff]/u.exec(value);
  if (refused !== null) problems.push(refusedInDescription(refused[0], find?.(refused[0]) ?? at));
  return problems;
}

export function checkRelayState(relayState: Tree | null): readonly Diagnostic[] {
  if (relayState?.kind !== 'scalar' || typeof relayState.value !== 'string') return [];
  const { value, at, find } = relayState;
  if (value.length > awsLimits.relayState) {
    return [
      errorAt(
        at,
        'invalid-relay-state',
        `the relay state has ${value.length} characters; AWS allows ${awsLimits.relayState}`,
        { help: 'shorten the URL' },
      ),
    ];
  }
  const refused = /[^A-Za-z0-9&$@#\\/%?=~\-_'"|!:,.;*+[\](){} ]/u.exec(value);
  return refused === null
    ? []
    : [
        errorAt(
          find?.(refused[0]) ?? at,
          'invalid-relay-state',
          `the relay state has the character "${refused[0]}", which AWS refuses`,
          { help: 'write the URL percent-encoded' },
        ),
      ];
}

const likenesses: ReadonlyMap<string, string> = new Map([
  ['\u2013', 'a plain hyphen (-)'],
  ['\u2014', 'a plain hyphen (-)'],
  ['\u2018', "a straight quote (')"],
  ['\u2019', "a straight quote (')"],
  ['\u201c', 'a straight quote (")'],
  ['\u201d', 'a straight quote (")'],
  ['\u2026', 'three full stops'],
  ['\u00a0', 'a plain space'],
]);

function refusedInDescription(character: string, at: Span): Diagnostic {
  const name = codePointName(character.codePointAt(0) ?? 0);
  return errorAt(
    at,
    'invalid-description',
    `the description has the character "${character}" (${name}), which AWS refuses`,
    {
      why: 'AWS takes only the characters of Latin-1 in descriptions',
      help: `replace it by ${likenesses.get(character) ?? 'plain text'}`,
    },
  );
}
