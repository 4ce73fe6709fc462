import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { section } from '../docs/markdown.ts';
import { iamActionOf } from './support/iam-action-of.ts';
import type { AskingMode } from './support/make-policies.ts';
import { policiesOfMode } from './support/policies-of-mode.ts';
import { actionsOf, readPolicy } from './support/policy-files.ts';

const allowed = actionsOf(...Object.values(policiesOfMode).flat().map(readPolicy));

/** IAM names of the commands that the adapter sends; GetCallerIdentity needs no permission. */
function sentByTheAdapter(): string[] {
  const root = 'src/adapters/aws';
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .flatMap((text) => {
      const service = /from '@aws-sdk\/client-([\w-]+)'/.exec(text)?.[1] ?? '';
      const commands = [...text.matchAll(/\bnew (?:\w+\.)?(\w+)Command\(/g)];
      return service === 'sts'
        ? []
        : commands.map(([, operation = '']) => iamActionOf({ service, operation }));
    });
  return [...new Set(found)].toSorted();
}

describe('the lists of all modes', () => {
  it('together allow what the adapter can send, and nothing else', () => {
    expect(allowed).toEqual(sentByTheAdapter());
  });

  it('are what the README tells', () => {
    const actions = /`((?:sso|identitystore|organizations|cloudtrail|access-analyzer):\w+)`/g;
    const told = [...section('docs/inputs-and-outputs.md', 'Permissions').matchAll(actions)];
    expect([...new Set(told.map(([, action = '']) => action))].toSorted()).toEqual(allowed);
  });

  it('let nobody but apply change anything', () => {
    const changes = (mode: AskingMode): string[] =>
      actionsOf(...policiesOfMode[mode].map(readPolicy)).filter(
        (action) => !/:(?:List|Describe|Get|Lookup|Validate|Check)/.test(action),
      );
    expect((['plan', 'drift', 'doctor', 'explain'] as const).flatMap(changes)).toEqual([]);
    expect(changes('apply').length).toBeGreaterThan(15);
  });
});
