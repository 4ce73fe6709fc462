import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { didYouMean } from '../core/diagnostics/nearest.ts';
import { parseConfigDirectory } from './config-directory.ts';
import type { Environment } from './environment.ts';
import type { QuestionParts } from './explain-question.ts';
import { isMode, modes, type Mode } from './mode.ts';
import { problem } from './problem.ts';

/** The inputs of action.yml, each parsed; where one has a problem, its default stands in. */
export interface ActionFields {
  readonly mode: Mode | 'auto';
  readonly config: string;
  readonly owner: string | null;
  readonly githubToken: string;
  readonly approvePlan: string | null;
  readonly newAccounts: 'report' | 'grant';
  readonly read: 'auto' | 'complete';
  readonly failOnDrift: boolean;
  /** Whether drift that the files could declare is proposed as a pull request. */
  readonly driftPullRequest: boolean;
  readonly entraClientId: string | null;
  readonly entraTenantId: string | null;
  readonly awsRegion: string | null;
  readonly question: QuestionParts;
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'True', 'TRUE'].map((word): [string, boolean] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, boolean] => [word, false]),
]);

/** Reads INPUT_*, spelled as the runner spells them: upper case, spaces as `_`, hyphens kept. */
export function readActionFields(env: Environment): {
  readonly fields: ActionFields;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const text = (name: string): string =>
    (env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
  const orNull = (name: string): string | null => text(name) || null;
  const wrong = (name: string, expected: string): void => {
    diagnostics.push(
      problem('invalid-input', `input ${name}: ${quote(text(name))} is not ${expected}`),
    );
  };

  function choice<T extends string>(name: string, words: readonly [T, ...T[]]): T {
    const given = text(name);
    if (given === '') return words[0];
    const word = words.find((candidate) => candidate === given);
    if (word === undefined) wrong(name, `one of ${words.join(', ')}`);
    return word ?? words[0];
  }

  function mode(): Mode | 'auto' {
    const given = text('mode') || 'auto';
    if (given === 'auto' || isMode(given)) return given;
    diagnostics.push(
      problem('unknown-mode', `input mode: there is no mode ${quote(given)}`, {
        help: didYouMean(given, ['auto', ...modes], `use one of auto, ${modes.join(', ')}`),
      }),
    );
    return 'auto';
  }

  function config(): string {
    const directory = parseConfigDirectory(text('config') || 'access');
    if (directory === null) wrong('config', "a directory of this repository, like 'access'");
    return directory ?? 'access';
  }

  function approvePlan(): string | null {
    const digest = text('approve-plan').toLowerCase();
    if (digest === '') return null;
    if (/^[0-9a-f]{64}$/.test(digest)) return digest;
    wrong('approve-plan', "a plan's full digest of 64 hexadecimal digits");
    return null;
  }

  function truth(name: string, otherwise: boolean): boolean {
    const given = text(name);
    const value = given === '' ? otherwise : truths.get(given);
    if (value === undefined) wrong(name, 'true or false');
    return value ?? otherwise;
  }

  const fields: ActionFields = {
    mode: mode(),
    config: config(),
    owner: orNull('owner'),
    githubToken: text('github-token'),
    approvePlan: approvePlan(),
    newAccounts: choice('new-accounts', ['report', 'grant']),
    read: choice('read', ['auto', 'complete']),
    failOnDrift: truth('fail-on-drift', true),
    driftPullRequest: truth('drift-pull-request', false),
    entraClientId: orNull('entra-client-id'),
    entraTenantId: orNull('entra-tenant-id'),
    awsRegion: orNull('aws-region'),
    question: {
      principal: orNull('principal'),
      account: orNull('account'),
      'permission-set': orNull('permission-set'),
      rule: orNull('rule'),
    },
  };
  return { fields, diagnostics };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
