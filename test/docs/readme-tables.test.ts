import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { section, tableRows } from './markdown.ts';

const action = parse(readFileSync('action.yml', 'utf8')) as {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { description: string }>;
};

describe('README.md', () => {
  it('tells the inputs as action.yml does', () => {
    expect(tableRows(section('README.md', 'Inputs'))).toEqual(
      Object.entries(action.inputs).map(([name, { description, default: value }]) => [
        name,
        value === '' ? 'none' : value,
        description,
      ]),
    );
  });

  it('tells the outputs as action.yml does', () => {
    expect(tableRows(section('README.md', 'Outputs'))).toEqual(
      Object.entries(action.outputs).map(([name, { description }]) => [name, description]),
    );
  });

  it('names every AWS action that the program calls, and the roles of the example allow them', () => {
    const actions = /`((?:sso|identitystore|organizations):\w+)`/g;
    const found = section('README.md', 'Permissions').matchAll(actions);
    const told = [...new Set([...found].map(([, name = '']) => name))];
    const roles = readFileSync('examples/starter/aws/roles.yaml', 'utf8');
    expect(told.toSorted()).toEqual(calledActions());
    expect(told.filter((name) => !roles.includes(`- ${name}\n`))).toEqual([]);
  });
});

const prefixes: Readonly<Record<string, string>> = {
  'sso-admin': 'sso',
  identitystore: 'identitystore',
  organizations: 'organizations',
};

/** IAM names of the commands that the AWS adapter sends; GetCallerIdentity needs no permission. */
function calledActions(): readonly string[] {
  const root = 'src/adapters/aws';
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .flatMap((text) => {
      const client = /from '@aws-sdk\/client-([\w-]+)'/.exec(text)?.[1] ?? '';
      const prefix = prefixes[client];
      if (prefix === undefined) return [];
      return [...text.matchAll(/\bnew (?:\w+\.)?(\w+)Command\(/g)].map(
        ([, name]) => `${prefix}:${name}`,
      );
    });
  return [...new Set(found)].toSorted();
}
