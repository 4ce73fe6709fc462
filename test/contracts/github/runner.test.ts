import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseFileCommands } from '../../../src/simulator/runner/parse-file-commands.ts';
import { runAction } from '../../../src/simulator/runner/run-action.ts';
import type { RunOptions } from '../../../src/simulator/runner/run-action.ts';
import type { ActionResult } from '../../../src/simulator/runner/read-result.ts';
import { parseWorkflowCommand } from '../../../src/simulator/runner/workflow-command.ts';
import { containing, startStory } from './start-story.ts';

const imports = `import { appendFileSync, readFileSync } from 'node:fs'; const env = process.env;\n`;

async function run(program: string, options: Partial<RunOptions> = {}): Promise<ActionResult> {
  await using story = await startStory();
  const root = mkdtempSync(join(tmpdir(), 'runner-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const workspace = join(root, 'access', 'access');
  mkdirSync(workspace, { recursive: true });
  const entry = join(root, 'index.mjs');
  writeFileSync(entry, imports + program);
  const event = story.repository.events.pullRequest(story.pull, 'opened');
  return runAction({
    entry,
    workspace,
    event,
    api: story.github,
    temp: join(root, '_temp'),
    token: 'ghs_secret',
    ...options,
  });
}

test('an action sees its inputs, its job, and nothing of this machine', async () => {
  process.env['LEAKED'] = 'yes';
  const { outputs, exitCode, conclusion } = await run(
    `const keys = ['INPUT_GITHUB-TOKEN', 'INPUT_DRY_RUN', 'GITHUB_EVENT_NAME', 'GITHUB_REF', 'GITHUB_REF_NAME', 'GITHUB_BASE_REF', 'GITHUB_REPOSITORY', 'CI', 'RUNNER_OS', 'LEAKED', 'EXTRA'];
     appendFileSync(env.GITHUB_OUTPUT, keys.map((key) => key + '=' + env[key] + '\\n').join(''));
     const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH));
     appendFileSync(env.GITHUB_OUTPUT, 'number=' + event.number + '\\ncwd=' + (process.cwd() === env.GITHUB_WORKSPACE) + '\\n');`,
    { inputs: { 'github-token': 'ghs_secret', 'dry run': 'true' }, env: { EXTRA: 'given' } },
  );
  expect(outputs).toEqual({
    'INPUT_GITHUB-TOKEN': 'ghs_secret',
    INPUT_DRY_RUN: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REF: 'refs/pull/1/merge',
    GITHUB_REF_NAME: '1/merge',
    GITHUB_BASE_REF: 'main',
    GITHUB_REPOSITORY: 'acme/access',
    CI: 'true',
    RUNNER_OS: 'Linux',
    LEAKED: 'undefined',
    EXTRA: 'given',
    number: '1',
    cwd: 'true',
  });
  expect([exitCode, conclusion]).toEqual([0, 'success']);
});

test('commands in the log become annotations, masks and groups', async () => {
  const { annotations, log, conclusion } = await run(`
    console.log('::error file=access/a.yaml,line=3,col=7,title=Unknown%2C group::no%0Asuch group');
    console.log('::add-mask::hunter2'); console.log('password hunter2 and ghs_secret');
    console.log('::group::Plan'); console.log('::endgroup::');
    console.log('::stop-commands::stop-1'); console.log('::error::not a command'); console.log('::stop-1::');
    console.log('text ##[warning]anywhere in a line'); console.log('::unknown::stays');
    process.exitCode = 1;`);
  expect(annotations).toEqual([
    {
      level: 'error',
      message: 'no\nsuch group',
      title: 'Unknown, group',
      file: 'access/a.yaml',
      line: 3,
      column: 7,
    },
    { level: 'warning', message: 'anywhere in a line' },
  ]);
  expect(log.split('\n')).toEqual(
    expect.arrayContaining([
      'password *** and ***',
      '##[group]Plan',
      '::error::not a command',
      '::unknown::stays',
    ]),
  );
  expect(conclusion).toBe('failure');
});

test('ten annotations of a level are kept, and four thousand characters of each', async () => {
  const { annotations } = await run(
    `for (let n = 0; n < 12; n += 1) { console.log('::error::' + 'x'.repeat(5000)); console.log('::notice::' + n); }`,
  );
  expect(
    annotations.filter(({ level }) => level === 'error').map(({ message }) => message.length),
  ).toEqual(Array.from({ length: 10 }, () => 4096));
  expect(annotations).toHaveLength(20);
});

test('outputs are read as the runner reads them', () => {
  expect(parseFileCommands('a=1\n\nb<<EOF\nx=1\n\ny\nEOF\nc=p=q<<r\n')).toEqual({
    a: '1',
    b: 'x=1\n\ny',
    c: 'p=q<<r',
  });
  expect(() => parseFileCommands('b<<EOF\nx')).toThrow("Matching delimiter not found 'EOF'");
  expect(() => parseFileCommands('nonsense')).toThrow("Invalid format 'nonsense'");
  expect(parseWorkflowCommand('  ::warning::100%25')).toEqual({
    name: 'warning',
    properties: {},
    data: '100%',
  });
  expect(parseWorkflowCommand('say ::warning::x')).toBeUndefined();
});

test('an output file that cannot be read fails the step', async () => {
  const { annotations, conclusion } = await run(
    `appendFileSync(env.GITHUB_OUTPUT, 'plan<<END\\n{}');`,
  );
  expect(conclusion).toBe('failure');
  expect(annotations.map(({ message }) => message)).toEqual([
    "Unable to process file command 'output' successfully.",
    "Invalid value. Matching delimiter not found 'END'",
  ]);
});

test('a summary is masked, and one over a mebibyte is lost without failing the step', async () => {
  const small = await run(`appendFileSync(env.GITHUB_STEP_SUMMARY, '# Plan ghs_secret');`);
  expect(small.summary).toBe('# Plan ***');
  const large = await run(`appendFileSync(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1));`);
  expect([large.summary, large.conclusion]).toEqual(['', 'success']);
  expect(large.annotations[0]?.message).toContain('supports content up to a size of 1024k');
});

test('a cancelled job is interrupted, then terminated, then killed', async () => {
  const wait = `setInterval(() => {}, 1000); console.log('ready');`;
  const polite = await run(
    `process.on('SIGINT', () => { console.log('got SIGINT'); process.exit(1); }); ${wait}`,
    { cancelWhen: (line) => line === 'ready' },
  );
  expect(polite).toMatchObject({
    exitCode: 1,
    conclusion: 'cancelled',
    log: containing('got SIGINT'),
  });
  const stubborn = await run(
    `for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => console.log('ignored ' + s)); ${wait}`,
    { cancelWhen: (line) => line === 'ready', timeScale: 0.02 },
  );
  expect(stubborn).toMatchObject({ exitCode: null, signal: 'SIGKILL', conclusion: 'cancelled' });
  expect(stubborn.log).toContain('ignored SIGINT\nignored SIGTERM');
  const lost = await run(wait, { killWhen: (line) => line === 'ready' });
  expect(lost).toMatchObject({ signal: 'SIGKILL', conclusion: 'failure' });
});

test('action.yml says what to run and fills in the inputs nobody gave', async () => {
  const root = mkdtempSync(join(tmpdir(), 'action-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const definition = `inputs:\n  github-token: { default: '\${{ github.token }}' }\n  mode: { default: auto }\n  owner: { required: false }\nruns: { using: node24, main: main.mjs }\n`;
  writeFileSync(join(root, 'action.yml'), definition);
  writeFileSync(
    join(root, 'main.mjs'),
    `${imports}for (const k of ['GITHUB-TOKEN', 'MODE', 'OWNER']) appendFileSync(env.GITHUB_OUTPUT, k + '=' + env['INPUT_' + k] + '\\n');`,
  );
  await using story = await startStory();
  const event = story.repository.events.schedule('0 * * * *');
  const { outputs } = await runAction({
    actionFile: join(root, 'action.yml'),
    workspace: root,
    event,
    api: story.github,
    temp: join(root, 'temp'),
    token: 'ghs_1',
    inputs: { mode: 'plan' },
  });
  expect(outputs).toEqual({ 'GITHUB-TOKEN': 'ghs_1', MODE: 'plan', OWNER: '' });
});
