import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { credentials, files, type JobOptions, Place, seed } from './place.ts';

/** Commands that the Action itself means. */
const meant = /^::(?:add-mask|error|warning|notice)(?: [^:]|::)/u;

/** Notes every line of a job before the runner looks at it. */
function listen(lines: string[]): Pick<JobOptions, 'cancelWhen'> {
  return {
    cancelWhen: (line) => {
      lines.push(line);
      return false;
    },
  };
}

const hostile = [
  '::error file=access/settings.yaml,line=1::taken',
  '::stop-commands::taken',
  '##[error]taken',
  '%0A::warning::taken',
  '@everyone <img src=x> | `x` ![x](https://x.example/y)',
];
/** Refused where they are written, and shown there. */
const refused = ['  ::stop-commands::taken', '\u001b[31m::error::taken', '\u202edetrever'];

describe('secrets', () => {
  it('are in no line, no file and no comment', async () => {
    await using place = await Place.open();
    const token = place.token();
    const lines: string[] = [];
    const pull = place.propose();
    const planned = await place.plan(pull, { ...listen(lines), token });
    const push = place.repository.events.push(place.repository.merge(pull, { by: 'mira' }));
    const applied = await place.run(push, { ...listen(lines), token });
    const secrets = [token, credentials.AWS_SECRET_ACCESS_KEY, credentials.AWS_SESSION_TOKEN];
    const texts = [
      ...lines.filter((line) => !line.startsWith('::add-mask::')),
      ...[planned, applied].flatMap(({ outputs, summary }) => [
        summary,
        readFileSync(outputs['plan-path'] ?? '', 'utf8'),
        readFileSync(outputs['summary-path'] ?? '', 'utf8'),
        JSON.stringify(outputs),
      ]),
      ...place.repository.comments(pull.number).map(({ body }) => body),
    ].join('\n');
    for (const secret of secrets) expect(texts).not.toContain(secret);
  });

  it('are masked before anything else is said', async () => {
    await using place = await Place.open();
    const token = place.token();
    const lines: string[] = [];
    await place.plan(place.propose(), { ...listen(lines), token });
    expect(lines[0]).toBe(`::add-mask::${token}`);
  });
});

describe('no line of the log is a command that somebody else wrote', () => {
  const groups = Object.fromEntries(hostile.map((name) => [name, { members: [] }]));
  const assign = (names: readonly string[]): string => `assignments:
  - groups: ${JSON.stringify(names)}
    permissionSets: Developer
    accounts: [dev, prod]
    reason: ${JSON.stringify('::error::taken ##[error]taken')}
`;

  async function commandsOf(edits: Readonly<Record<string, string>>): Promise<{
    readonly lines: string[];
    readonly annotated: string[];
    readonly outputs: Readonly<Record<string, string>>;
    readonly body: string;
  }> {
    await using place = await Place.open({
      seed: { ...seed, groups: { ...seed.groups, ...groups } },
    });
    const lines: string[] = [];
    const pull = place.propose(edits);
    const { annotations, outputs } = await place.plan(pull, listen(lines));
    return {
      lines,
      annotated: annotations.map(({ message }) => message),
      outputs,
      body: place.comments(pull, 'plan').join(''),
    };
  }

  it('by the names of groups that are there', async () => {
    const { lines, outputs, body } = await commandsOf({
      'access/assignments.yaml': assign(hostile),
    });
    expect(outputs['result']).toBe('changes');
    expect(lines.filter((line) => /^\s*::/u.test(line) && !meant.test(line))).toEqual([]);
    expect(
      lines.filter((line) => line.startsWith('::') && !line.startsWith('::add-mask::')),
    ).toEqual([]);
    expect(lines.join('\n')).not.toContain('##[');
    expect(lines.join('\n')).toContain('taken');
    expect(body).toContain('taken');
    expect(body).not.toContain('@everyone');
  });

  it('by names that are wrong, whose annotations stay whole', async () => {
    const { lines, annotated, outputs } = await commandsOf({
      'access/assignments.yaml': assign(['::error::missing', ...refused]),
      'access/::error::taken.yaml': 'assignments: 3\n',
    });
    expect(outputs['result']).not.toBe('clean');
    expect(lines.filter((line) => /^\s*::/u.test(line) && !meant.test(line))).toEqual([]);
    expect(lines.join('\n')).not.toContain('\u001b');
    expect(lines.join('\n')).not.toContain('\u202e');
    expect(annotated.every((message) => !message.startsWith('taken'))).toBe(true);
    expect(lines.join('\n')).not.toContain('##[');
  });
});

describe('a public repository', () => {
  it('gets counts of people, not names', async () => {
    await using place = await Place.open({ private: false, files });
    const pull = place.propose();
    const { log, summary, outputs } = await place.plan(pull);
    const plan = readFileSync(outputs['plan-path'] ?? '', 'utf8');
    for (const text of [log, summary, plan, place.comments(pull, 'plan').join('')])
      expect(text).not.toContain('@example.com');
  });
});
