import { execFileSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { files, keys, openAws, openDesk, write } from './desk.ts';

/** AWS as the files say but for one grant that is missing, and one that Otto made in the console. */
async function openDrift(settings = '') {
  const aws = await openAws();
  onTestFinished(() => aws.close());
  const desk = openDesk({ ...aws.environment, ...keys });
  if (settings !== '') {
    write(desk.folder, {
      'access/settings.yaml': files['access/settings.yaml'].replace(
        '\npermissionSets',
        `\n${settings}\npermissionSets`,
      ),
    });
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
    execFileSync('git', [...who, 'commit', '-am', 'Set'], { cwd: desk.folder, stdio: 'ignore' });
  }
  aws.world
    .as('otto@example.com')
    .consoleGrant({ group: 'Somebody-Else' }, 'DeveloperAccess', 'payments-prod');
  return desk;
}

const grant = '- Somebody-Else has DeveloperAccess in payments-prod';

it('tells at a terminal what somebody did, who and when, and how to keep or undo it', async () => {
  const desk = await openDrift();
  const { status, stdout } = await desk.run('drift');
  expect(status).toBe(1);
  const lines = stdout.split('\n');
  expect(lines).toContain('Grants nobody declared: 1');
  const at = lines.findIndex((line) => line.startsWith(grant));
  expect(lines[at + 1]).toMatch(
    /^ {2}- by otto@example\.com in the console, .* on \d{4}-\d\d-\d\d at \d\d:\d\d UTC \(CreateAccountAssignment\)$/,
  );
  expect(stdout).toContain('To keep it: what to write into the files');
  expect(stdout).toMatch(/groups: Somebody-Else\n/);
  const [, digest] = /^plan digest ([0-9a-f]{64})$/m.exec(stdout) ?? [];
  expect(stdout).toContain(`- Undo it: run the workflow by hand with approve-plan: ${digest}.`);
  expect(stdout).toContain('result: drift');
  // What would undo it reads as if somebody had taken something away.
  expect(stdout).not.toMatch(/loses|revokes|access plan for/);
  expect(stdout).not.toMatch(/`|\*\*|\[!/);
});

it('names nobody at a terminal where settings let nobody be named', async () => {
  const desk = await openDrift('  review: { people: counts }');
  const { stdout } = await desk.run('drift');
  expect(stdout).toContain(grant);
  expect(stdout).toContain('  - by somebody in the console on ');
  expect(stdout).not.toContain('otto');
  expect((await desk.run('drift', '--json')).stdout).not.toContain('otto');
});

it('has the same in one JSON document, with the plan that would undo it', async () => {
  const desk = await openDrift();
  const { status, stdout, stderr } = await desk.run('drift', '--json');
  expect([status, stderr]).toEqual([1, expect.stringContaining('otto@example.com')]);
  const { operations, ...told } = JSON.parse(stdout) as {
    operations: { id: string }[];
    drift: { entries: { operations: string[] }[] };
  };
  expect(told).toMatchObject({
    schema: 'identity-center-reconciler/plan/v1',
    digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    drift: {
      result: 'drift',
      trail: { kind: 'read' },
      entries: [
        {
          kind: 'undeclared-grant',
          permissionSet: 'DeveloperAccess',
          operations: [expect.stringMatching(/./)],
          firstSeen: null,
          cause: {
            kind: 'explained',
            calls: [{ name: 'CreateAccountAssignment', who: { name: 'otto@example.com' } }],
          },
        },
        { kind: 'missing-grant', cause: { kind: 'unexplained' } },
      ],
      keep: [{ file: 'access/payments.yaml' }, { file: 'access/payments.yaml' }],
    },
  });
  const undone = told.drift.entries.flatMap((entry) => entry.operations);
  expect(operations.map(({ id }) => id)).toEqual(expect.arrayContaining(undone));
});
