import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as identityStore from '@aws-sdk/client-identitystore';
import * as organizations from '@aws-sdk/client-organizations';
import * as ssoAdmin from '@aws-sdk/client-sso-admin';
import { parse } from 'yaml';
import type { DocumentedCommand } from './documented-commands.ts';

type Look = (command: DocumentedCommand, args: readonly string[]) => readonly string[];

/** Other people's programs, each with as much of a look as can be had without them. */
const looks: Readonly<Record<string, Look>> = {
  aws: awsProblems,
  gh: ghProblems,
  terraform: terraformProblems,
  az: azProblems,
  'entra/setup.sh': setupProblems,
  cp: ({ folder }, args) =>
    sources(args).flatMap((path) =>
      existsSync(path) || existsSync(join(folder, path)) ? [] : [`${path} is not there`],
    ),
  git: (_, [verb = '']) =>
    /^(?:add|clone|commit|pull|push|switch|tag)$/.test(verb) ? [] : [`git ${verb}?`],
  cat: ({ input }) => jsonProblems(input ?? ''),
  node: ({ folder }, [file = '']) =>
    existsSync(join(folder, file)) ? [] : [`${file} is not there`],
  cd: () => [],
  mkdir: () => [],
  export: () => [],
};

/** What is wrong with a command of another program; null where nobody has said what that program is. */
export function foreignProblems(command: DocumentedCommand): readonly string[] | null {
  const [program = '', ...args] = command.words;
  return looks[program]?.(command, args) ?? null;
}

const clients: Readonly<Record<string, object>> = {
  'sso-admin': ssoAdmin,
  identitystore: identityStore,
  organizations,
};
/** Of services whose client is none of our dependencies. */
const otherCalls = [
  'iam list-open-id-connect-providers',
  'cloudformation describe-stacks',
  'sso login',
];

function awsProblems(command: DocumentedCommand, args: readonly string[]): readonly string[] {
  const [service = '', call = ''] = args;
  if (`${service} ${call}` === 'cloudformation deploy') return deployProblems(command, args);
  const client = clients[service];
  const name = call.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
  const isThere =
    client === undefined ? otherCalls.includes(`${service} ${call}`) : `${name}Command` in client;
  return isThere ? [] : [`aws ${service} has no ${call}`];
}

interface Parameter {
  readonly Default?: string;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly string[];
}

function deployProblems({ folder }: DocumentedCommand, args: readonly string[]): readonly string[] {
  const file = join(folder, valueOf(args, '--template-file') ?? '');
  if (!existsSync(file)) return [`${file} is not there`];
  const template = parse(readFileSync(file, 'utf8'), { logLevel: 'silent' }) as {
    readonly Parameters: Readonly<Record<string, Parameter>>;
  };
  const given = Object.fromEntries(
    args
      .slice(args.indexOf('--parameter-overrides') + 1)
      .map((pair) => [pair.split('=', 1).join(''), pair.slice(pair.indexOf('=') + 1)]),
  );
  const missing = Object.entries(template.Parameters)
    .filter(([name, { Default }]) => Default === undefined && given[name] === undefined)
    .map(([name]) => `${name} is not given`);
  const wrong = Object.entries(given)
    .filter(([name, value]) => !takes(template.Parameters[name], value))
    .map(([name, value]) => `${file} does not take ${name}=${value}`);
  return [...missing, ...wrong];
}

function takes(parameter: Parameter | undefined, value: string): boolean {
  if (parameter === undefined) return false;
  const { AllowedPattern: pattern = '[^]*', AllowedValues: values = [value] } = parameter;
  return new RegExp(`^(?:${pattern})$`).test(value) && values.includes(value);
}

/** Commands of GitHub's CLI, with the options that the documentation may use. */
const ghOptions: Readonly<Record<string, readonly string[]>> = {
  api: ['--jq'],
  'release download': ['--repo'],
  'release verify': ['--repo'],
  'attestation verify': ['--repo', '--signer-workflow', '--source-ref', '--predicate-type'],
  'repo create': ['--private', '--clone'],
  'variable set': ['--body'],
  'pr create': ['--fill'],
};

function ghProblems({ folder }: DocumentedCommand, args: readonly string[]): readonly string[] {
  const [first = '', second = '', name = ''] = args;
  const verb = first === 'api' ? first : `${first} ${second}`;
  const options = ghOptions[verb];
  if (options === undefined) return [`gh ${verb}?`];
  const workflow = valueOf(args, '--signer-workflow')?.split('/').slice(2).join('/');
  const isUsed = globSync(`${folder}/.github/workflows/*.yml`).some((file) =>
    readFileSync(file, 'utf8').includes(`vars.${name} `),
  );
  return [
    ...args
      .filter((arg) => arg.startsWith('--') && !options.includes(arg))
      .map((option) => `gh ${verb} has no ${option}`),
    ...(workflow === undefined || existsSync(workflow) ? [] : [`${workflow} is not there`]),
    ...(verb !== 'variable set' || isUsed ? [] : [`no workflow has vars.${name}`]),
  ];
}

function terraformProblems(
  { folder }: DocumentedCommand,
  [verb = '', ...args]: readonly string[],
): readonly string[] {
  const parts = globSync(`${folder}{,/terraform}/*.tf`).map((file) => readFileSync(file, 'utf8'));
  const declared = (words: string): readonly string[] =>
    parts.some((text) => text.includes(`${words} {`)) ? [] : [`no .tf file has ${words}`];
  if (verb === 'output') return declared(`output "${args.at(-1) ?? ''}"`);
  if (verb === 'import')
    return declared(
      `resource ${(args[0] ?? '')
        .split('.')
        .map((part) => `"${part}"`)
        .join(' ')}`,
    );
  return /^(?:init|apply|destroy|state)$/.test(verb) ? [] : [`terraform ${verb}?`];
}

function azProblems(_: DocumentedCommand, args: readonly string[]): readonly string[] {
  const [verb = ''] = args.join(' ').split(' --', 1);
  if (!['login', 'rest', 'ad app federated-credential create'].includes(verb))
    return [`az ${verb}?`];
  return jsonProblems(valueOf(args, '--parameters') ?? '{}');
}

/** test/examples/entra-setup.test.ts runs the script; here, that it knows what it is told. */
function setupProblems(
  { env }: DocumentedCommand,
  [verb = '']: readonly string[],
): readonly string[] {
  const script = readFileSync('examples/entra/entra/setup.sh', 'utf8');
  return [
    ...(new RegExp(`^ *${verb}\\) `, 'm').test(script) ? [] : [`setup.sh has no ${verb}`]),
    ...Object.keys(env)
      .filter((name) => !script.replaceAll(/^#.*$/gm, '').includes(`$${name}`))
      .map((name) => `setup.sh does not read ${name}`),
  ];
}

function jsonProblems(text: string): readonly string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function valueOf(args: readonly string[], option: string): string | undefined {
  const index = args.indexOf(option);
  return index === -1 ? undefined : args[index + 1];
}

/** What `cp` copies: all but options and where to, with `{a,b}` spelt out. */
function sources(args: readonly string[]): readonly string[] {
  return args
    .filter((arg) => !arg.startsWith('-'))
    .slice(0, -1)
    .map((path) => path.replace('PATH-TO/', ''))
    .flatMap((path) => {
      const [, before = '', names = '', after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? [];
      return names === '' ? [path] : names.split(',').map((name) => `${before}${name}${after}`);
    });
}
