import { nearest } from '../diagnostics/nearest.ts';
import { isGlob } from '../model/glob.ts';
import { isAccountId } from '../model/ids.ts';
import type { Selector } from './mapping.ts';

export type ParsedSelector =
  | { readonly selector: Selector }
  | { readonly problem: string; readonly help: string };

type Parser = (rest: string, text: string) => ParsedSelector;

/** A new prefix is one line here, and its parser below. */
const prefixes: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ['name', nameGlob],
  ['ou', (rest, text) => unit('ou', rest, text)],
  ['ou-direct', (rest, text) => unit('ou-direct', rest, text)],
  ['tag', tag],
  ['set', accountSet],
]);

const unitId = /^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/;

/** The selector that a word in `accounts` or `except` is. */
export function parseSelector(text: string): ParsedSelector {
  if (text.trim() !== text || text === '') {
    return problem('an account selector has no space around it', `write "${text.trim()}"`);
  }
  if (text === 'all' || text === 'management') return { selector: { kind: text, text } };
  if (isAccountId(text)) return { selector: { kind: 'id', id: text, text } };
  const colon = text.indexOf(':');
  const prefix = colon === -1 ? '' : text.slice(0, colon);
  const parser = prefixes.get(prefix);
  if (parser !== undefined) {
    const rest = text.slice(colon + 1);
    return rest.trim() === rest
      ? parser(rest, text)
      : problem(
          `"${text}" has a space beside the colon or at its end`,
          `write "${prefix}:${rest.trim()}"`,
        );
  }
  if (/^[A-Za-z][A-Za-z-]*$/.test(prefix)) return unknownPrefix(prefix, text);
  return accountName(text);
}

function unknownPrefix(prefix: string, text: string): ParsedSelector {
  const near = nearest(prefix, prefixes.keys());
  return problem(
    `"${prefix}:" is not a kind of account selector`,
    near === null
      ? `the kinds are name:, ou:, ou-direct:, tag: and set:; an account with this very name is "name:${text}"`
      : `did you mean "${near}:${text.slice(prefix.length + 1)}"?`,
  );
}

function accountName(text: string): ParsedSelector {
  const digits = text.replaceAll(/[- ]/g, '');
  if (/^\d{9,15}$/.test(digits)) {
    return digits.length === 12
      ? problem(`"${text}" is an account id with separators`, `write "${digits}"`)
      : problem(
          `"${text}" has ${digits.length} digits; an account id has 12`,
          `correct the id; if it is an account's name, write "name:${text}"`,
        );
  }
  if (isGlob(text)) {
    return problem(
      `"${text}" is not the exact name of an account`,
      `write "name:${text}" to select accounts by a pattern`,
    );
  }
  if (text.startsWith('/')) {
    return problem(`"${text}" looks like the path of an OU`, `write "ou:${text}"`);
  }
  if (unitId.test(text)) return problem(`"${text}" is the id of an OU`, `write "ou:${text}"`);
  return { selector: { kind: 'name', name: text, text } };
}

function nameGlob(rest: string, text: string): ParsedSelector {
  return rest === ''
    ? problem('"name:" has no name after it', 'write a name or a pattern, such as name:payments-*')
    : { selector: { kind: 'name-glob', glob: rest, text } };
}

function unit(kind: 'ou' | 'ou-direct', rest: string, text: string): ParsedSelector {
  if (unitId.test(rest) || rest === '/') return { selector: { kind, unit: rest, text } };
  if (rest === '')
    return problem(`"${kind}:" has no OU after it`, `write a path such as ${kind}:/Workloads/Dev`);
  if (isGlob(rest)) {
    return problem(
      `an OU is named exactly, without * or ?`,
      `write the OU that holds them, such as ${kind}:/Workloads; "ou:" reaches everything below`,
    );
  }
  const path = `/${rest
    .split('/')
    .filter((part) => part !== '')
    .join('/')}`;
  return path === rest
    ? { selector: { kind, unit: rest, text } }
    : problem(
        `"${rest}" is neither an OU's path from the root nor its id`,
        `write "${kind}:${path}", with a / before each name and none at the end`,
      );
}

function tag(rest: string, text: string): ParsedSelector {
  const equals = rest.indexOf('=');
  const [key, glob] = equals === -1 ? [rest, ''] : [rest.slice(0, equals), rest.slice(equals + 1)];
  if (equals === -1 || key === '') {
    return problem(
      `"${text}" does not say which value of which tag`,
      `write tag:<key>=<value>, such as "tag:${key === '' ? 'stage' : key}=dev"; "=*" takes any value`,
    );
  }
  return { selector: { kind: 'tag', key, glob, text } };
}

function accountSet(rest: string, text: string): ParsedSelector {
  return rest === ''
    ? problem(
        '"set:" has no account set after it',
        'write the name of an account set, such as set:prod',
      )
    : { selector: { kind: 'set', set: rest, text } };
}

function problem(what: string, help: string): ParsedSelector {
  return { problem: what, help };
}
