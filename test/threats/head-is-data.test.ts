import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileContent } from '../../src/simulator/github/world/commit-files.ts';
import type { PullRequest } from '../../src/simulator/github/world/threads.ts';
import { change, type JobOptions, Place } from '../action/place.ts';

/** Says in a file that it ran; whatever starts it is told nothing. */
function trap(ran: string): string {
  return `#!/bin/sh\ntouch '${ran}'\ncat\n`;
}

/** Whatever a tool of a checkout runs by itself, or takes another file for. */
function traps(ran: string): Readonly<Record<string, FileContent>> {
  const script = { content: trap(ran), mode: '100755' } as const;
  const program = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(ran)}, '');\n`;
  return {
    '.gitattributes': '* filter=trap diff=trap merge=trap text eol=crlf\naccess/** export-subst\n',
    'access/.gitattributes': '*.yaml filter=trap working-tree-encoding=UTF-16\n',
    '.gitmodules': `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch '${ran}'"\n\tupdate = !touch '${ran}'\n`,
    '.gitconfig': `[core]\n\tfsmonitor = touch '${ran}'\n`,
    'package.json': JSON.stringify({ type: 'module', scripts: { preinstall: `touch '${ran}'` } }),
    '.npmrc': `node-options=--import=./trap.mjs\n`,
    '.env': 'NODE_OPTIONS=--import=./trap.mjs\n',
    'trap.mjs': program,
    'dist/index.js': program,
    'action.yml': 'name: other\nruns: { using: node24, main: dist/index.js }\n',
    'node_modules/zod/package.json': '{"main":"index.js"}',
    'node_modules/zod/index.js': program,
    'hooks/post-checkout': script,
    git: script,
    'access/git': script,
  };
}

/** What an earlier step, or a pull request's own one, may leave in the checkout's configuration. */
function configure(workspace: string, ran: string): void {
  const script = join(workspace, 'trap.sh');
  writeFileSync(script, trap(ran));
  chmodSync(script, 0o755);
  const hooks = join(workspace, '.git/hooks');
  mkdirSync(hooks, { recursive: true });
  for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change']) {
    writeFileSync(join(hooks, hook), trap(ran));
    chmodSync(join(hooks, hook), 0o755);
  }
  for (const key of [
    'core.fsmonitor',
    'core.sshCommand',
    'core.pager',
    'core.editor',
    'filter.trap.clean',
    'filter.trap.smudge',
    'filter.trap.process',
    'diff.trap.textconv',
    'diff.trap.command',
    'gpg.program',
    'credential.helper',
    'uploadpack.packObjectsHook',
  ])
    execFileSync('git', ['config', key, script], { cwd: workspace });
  execFileSync('git', ['config', 'log.showSignature', 'true'], { cwd: workspace });
  execFileSync('git', ['config', 'protocol.ext.allow', 'always'], { cwd: workspace });
}

async function digestOf(
  place: Place,
  pull: PullRequest,
  event: 'pull_request' | 'pull_request_target',
  options: JobOptions,
): Promise<string> {
  const { events } = place.repository;
  const started =
    event === 'pull_request'
      ? events.pullRequest(pull, 'opened')
      : events.pullRequestTarget(pull, 'opened');
  const { outputs } = await place.run(started, options);
  expect(outputs).toMatchObject({ result: 'changes', grants: '3' });
  return outputs['plan-digest'] ?? '';
}

describe('nothing of a head is executed', () => {
  it.each([
    ['pull_request', 'the checkout of its test merge', { depth: 1 }],
    ['pull_request', 'its whole history', { depth: 0 }],
    ['pull_request_target', "the base's checkout", { depth: 1 }],
    ['pull_request_target', 'no checkout', null],
  ] as const)('under %s, with %s', async (event, _, checkout) => {
    await using plain = await Place.open();
    const expected = await digestOf(plain, plain.propose(), event, { checkout });

    await using place = await Place.open();
    const ran = join(place.folder('outside'), 'ran');
    place.repository.commit({
      branch: 'change',
      files: { ...change, ...traps(ran) },
      message: 'Look harmless',
      author: 'ines',
    });
    const pull = place.repository.openPullRequest({ head: 'change', author: 'ines', title: 'x' });
    const workspace = place.folder('workspace');
    const digest = await digestOf(place, pull, event, {
      checkout,
      workspace,
      // As a step before this one may have it, and `npm run` does.
      env: { PATH: `${workspace}:.:${process.env['PATH']}` },
      prepare: (folder) => {
        if (checkout !== null) configure(folder, ran);
      },
    });
    expect(digest).toBe(expected);
    expect(existsSync(ran)).toBe(false);
    expect(place.invalid()).toEqual([]);
  });

  it('and a link in its config directory leads nowhere', async () => {
    await using place = await Place.open();
    place.repository.commit({
      branch: 'change',
      files: {
        'access/secrets.yaml': { content: '/proc/self/environ', mode: '120000' },
        'access/up.yaml': { content: '../../../etc/passwd', mode: '120000' },
      },
      message: 'Link',
      author: 'ines',
    });
    const pull = place.repository.openPullRequest({ head: 'change', author: 'ines', title: 'x' });
    const event = place.repository.events.pullRequestTarget(pull, 'opened');
    const { outputs, log, summary } = await place.run(event);
    expect(outputs['result']).toBe('invalid');
    expect(log).toContain('"access/secrets.yaml" is a symbolic link');
    for (const text of [log, summary, ...place.comments(pull, 'plan')])
      expect(text).not.toMatch(/root:x:|AWS_SECRET/);
    expect(place.aws.log.requests).toEqual([]);
  });
});
