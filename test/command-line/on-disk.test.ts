import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { files, keys, openAws, openDesk, write } from './desk.ts';

const broken = { 'access/payments.yaml': 'assignments:\n  - grups: x\n' };
const cli = new URL('../../src/cli.ts', import.meta.url).href;

describe('explain', () => {
  it('says of a rule of applications that it is not explained', async () => {
    const desk = openDesk();
    write(desk.folder, {
      'access/apps.yaml':
        'applications:\n  - { groups: Payments-Developers, applications: Wiki }\n',
    });
    const { status, stdout, stderr } = await desk.run('explain', '--rule', 'access/apps.yaml:2');
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('only those under assignments are explained');
  });
});

describe('validate', () => {
  it('checks files as they are on disk, and with --head a commit', async () => {
    const desk = openDesk();
    write(desk.folder, broken);
    const onDisk = await desk.run('validate');
    expect(onDisk.status).toBe(1);
    expect(onDisk.stdout).toContain('access/payments.yaml:2');
    expect((await desk.run('validate', '--head', 'HEAD')).status).toBe(0);
  });

  it('writes a schema with the names of clean files, and leaves it where they have errors', async () => {
    const desk = openDesk();
    const args = ['validate', '--write-schema', '.vscode/access.schema.json'];
    expect((await desk.run(...args)).status).toBe(0);
    const file = join(desk.folder, '.vscode/access.schema.json');
    const schema = readFileSync(file, 'utf8');
    expect(schema).toContain('"Payments-Developers"');
    write(desk.folder, broken);
    expect((await desk.run(...args)).status).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(schema);
    write(desk.folder, files);
    const refused = await desk.run('validate', '--write-schema', 'access/payments.yaml/x.json');
    expect(refused.status).toBe(1);
    expect(refused.stdout).toContain('cannot be written');
  });

  it('says why files cannot be read', async () => {
    const desk = openDesk();
    write(desk.folder, { [`access/${'d/'.repeat(70)}a.yaml`]: 'a: 1\n' });
    const { status, stdout } = await desk.run('validate');
    expect(status).toBe(1);
    expect(stdout).toContain('validate error files-unreadable');
  });

  it('says what a problem is of: the mode, or the command itself where that cannot be read', async () => {
    const desk = openDesk();
    const said = await desk.run('validate', '--writeschema', 'x.json');
    expect(said.stdout + said.stderr).toMatch(/^command error /m);
  });

  it('watches: tells each change, survives a broken file and a directory that goes, ends with Ctrl-C', async () => {
    const desk = openDesk();
    write(desk.folder, {
      'run.mjs': `import { runCommand } from '${cli}'; await runCommand();`,
    });
    const child = spawn(process.execPath, ['run.mjs', 'validate', '--watch'], { cwd: desk.folder });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    let told = 0;
    const until = async (words: string): Promise<void> => {
      while (said.indexOf(words, told) === -1) await once(child.stdout, 'data');
      told = said.indexOf(words, told) + words.length;
    };
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    await until('result: clean');
    write(desk.folder, broken);
    await until('access/payments.yaml:2');
    write(desk.folder, { 'access/payments.yaml': 'assignments: [\n' });
    await until('invalid-yaml');
    rmSync(join(desk.folder, 'access'), { recursive: true });
    await until('missing-config-directory');
    write(desk.folder, files);
    await until('result: clean');
    child.kill('SIGINT');
    const [status] = (await once(child, 'exit')) as [number | null];
    expect(status).toBe(130);
    // Nobody clears a file or a pipe.
    expect(said).not.toContain('\u001B');
  });
});

describe('plan', () => {
  let aws: AwsSimulator;
  beforeAll(async () => {
    aws = await openAws();
  });
  afterAll(() => aws.close());

  it('says that edits that are not committed are not in it, and which they are', async () => {
    const desk = openDesk({ ...aws.environment, ...keys });
    const before = await desk.run('plan');
    expect(before.stdout).not.toContain('uncommitted-edits');
    write(desk.folder, { ...broken, 'access/new.yaml': 'accountSets: {}\n', 'notes.md': 'x' });
    const { status, stdout } = await desk.run('plan');
    expect(status).toBe(0);
    expect(stdout).toContain('uncommitted-edits');
    expect(stdout).toContain('on disk differ access/new.yaml, access/payments.yaml\n');
    expect((await desk.run('plan', '--head', 'HEAD')).stdout).not.toContain('uncommitted-edits');
  });
});
