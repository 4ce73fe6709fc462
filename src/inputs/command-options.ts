import type { Mode } from './mode.ts';

/** One option of the command line; help, checks and messages come from this. */
export interface CommandOption {
  /** What stands for the value; null for an option that takes none. */
  readonly value: string | null;
  readonly short?: string;
  readonly what: string;
  /** Modes that know it; null for every one. */
  readonly modes: readonly Mode[] | null;
}

const all = null;
const live: readonly Mode[] = ['plan', 'apply', 'drift', 'import', 'report', 'explain', 'doctor'];

/** In the order in which help tells them. */
export const commandOptions = {
  config: {
    value: '<directory>',
    what: "the mapping files, from the repository's root (default: access)",
    modes: all,
  },
  base: { value: '<git ref>', what: 'what the change is compared with', modes: ['plan'] },
  head: {
    value: '<git ref>',
    what: 'the commit to read the mapping files from',
    modes: ['validate', 'plan', 'apply', 'drift', 'report', 'explain', 'doctor'],
  },
  read: {
    value: 'auto|complete',
    what: 'read what the question needs (default: auto), or every assignment',
    modes: ['plan', 'apply', 'drift'],
  },
  watch: { value: null, what: 'check again whenever a file changes', modes: ['validate'] },
  'write-schema': {
    value: '<file>',
    what: 'write a JSON Schema with the names of these files, for editors',
    modes: ['validate'],
  },
  principal: {
    value: '<name>',
    what: "a user's sign-in name, a group's name, entra:<object id> or id:<identity store id>",
    modes: ['explain'],
  },
  account: { value: '<id or name>', what: 'an AWS account', modes: ['explain'] },
  'permission-set': {
    value: '<name>',
    what: 'one permission set (default: every one)',
    modes: ['explain'],
  },
  rule: {
    value: '<file>:<line>',
    what: 'a rule under assignments, by any of its lines',
    modes: ['explain'],
  },
  output: {
    value: '<directory>',
    what: 'where to write the report (default: access-report)',
    modes: ['report'],
  },
  owner: {
    value: '<name>',
    what: "the owner to write into new settings (default: the repository's name)",
    modes: ['import'],
  },
  force: { value: null, what: 'overwrite mapping files that are there', modes: ['import'] },
  exact: {
    value: null,
    what: 'name every account, instead of organizational units and tags',
    modes: ['import'],
  },
  users: { value: null, what: 'write the assignments of users too', modes: ['import'] },
  'terraform-state': {
    value: '<file>',
    what: 'import what this Terraform state holds, with the commands that make Terraform let go',
    modes: ['import'],
  },
  region: {
    value: '<region>',
    what: "Identity Center's home Region, where no settings say it",
    modes: live,
  },
  profile: { value: '<name>', what: 'the AWS profile to use, as AWS_PROFILE', modes: live },
  json: { value: null, what: 'print one JSON document on standard output', modes: all },
  'exit-code': {
    value: null,
    what: 'exit with 2 when there are changes',
    modes: ['plan', 'drift', 'import'],
  },
  'no-color': { value: null, what: 'print without colours, as with NO_COLOR', modes: all },
  help: { value: null, short: 'h', what: 'print help, also of one mode', modes: all },
  version: { value: null, short: 'V', what: 'print the version', modes: all },
} as const satisfies Readonly<Record<string, CommandOption>>;

export type OptionName = keyof typeof commandOptions;

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(commandOptions, name);
}

export function optionOf(name: OptionName): CommandOption {
  return commandOptions[name];
}

/** The names of the options that a mode knows, or of all. */
export function optionNames(mode: Mode | null): readonly OptionName[] {
  return Object.keys(commandOptions)
    .filter(isOptionName)
    .filter((name) => mode === null || (optionOf(name).modes?.includes(mode) ?? true));
}
