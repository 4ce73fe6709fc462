import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' };
import { readActionInputs } from '../../src/inputs.ts';
import { modes } from '../../src/inputs/mode.ts';
import { readCommand } from '../../src/inputs/read-command.ts';
import { readArguments } from './read-arguments.ts';

const sha = 'a'.repeat(40);
const other = 'b'.repeat(40);
const digest = '0123456789abcdef'.repeat(4);

const runner = {
  'INPUT_GITHUB-TOKEN': 'ghs_1',
  GITHUB_REPOSITORY: 'acme/access',
  GITHUB_SHA: sha,
  GITHUB_REF: 'refs/heads/main',
  GITHUB_RUN_ID: '7',
};
const repository = { full_name: 'acme/access', default_branch: 'main' };

function pull(over: object = {}): object {
  return {
    pull_request: {
      number: 7,
      state: 'open',
      head: { sha: other, repo: { full_name: 'acme/access' } },
      base: { ref: 'main', repo: { full_name: 'acme/access' } },
      user: { login: 'mona' },
      ...over,
    },
    repository,
    sender: { login: 'mona' },
  };
}
const push = { ref: 'refs/heads/main', before: other, after: sha, forced: false, repository };

function run(eventName: string, payload: unknown, env: Record<string, string> = {}) {
  return readActionInputs(
    { ...runner, GITHUB_EVENT_NAME: eventName, ...env },
    JSON.stringify(payload),
  );
}
function codes(result: { diagnostics: readonly { code: string }[] }): string[] {
  return result.diagnostics.map(({ code }) => code);
}

describe('mode auto', () => {
  it.each([
    ['pull_request', pull(), 'plan'],
    ['pull_request_target', pull(), 'plan'],
    ['pull_request_review', pull(), 'plan'],
    ['merge_group', { merge_group: { head_sha: sha, base_sha: other } }, 'plan'],
    ['push', push, 'apply'],
    ['push', { ...push, ref: 'refs/heads/topic' }, 'validate'],
    ['push', { ...push, ref: 'refs/tags/v1' }, 'validate'],
    ['schedule', { schedule: '7 * * * *' }, 'drift'],
    ['workflow_dispatch', { inputs: {}, repository }, 'plan'],
  ])('under %s', (eventName, payload, mode) => {
    const { value, diagnostics } = run(eventName, payload);
    expect(value?.mode).toBe(mode);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('has none for an event it does not know', () => {
    expect(codes(run('release', { repository }))).toEqual(['invalid-event']);
    expect(run('release', { repository }, { INPUT_MODE: 'doctor' }).value?.mode).toBe('doctor');
  });
});

describe('apply', () => {
  it.each(['pull_request', 'pull_request_target', 'pull_request_review'])(
    'is refused under %s',
    (name) => {
      expect(codes(run(name, pull(), { INPUT_MODE: 'apply' }))).toEqual(['mode-refused']);
    },
  );

  it.each(['issue_comment', 'workflow_run', 'repository_dispatch', 'merge_group'])(
    'is refused under %s',
    (name) => {
      const payload = { repository, merge_group: { head_sha: sha, base_sha: other } };
      expect(codes(run(name, payload, { INPUT_MODE: 'apply' }))).toEqual(['mode-refused']);
    },
  );

  it('is refused for a push to another branch and a run by hand from one', () => {
    const env = { INPUT_MODE: 'apply' };
    expect(codes(run('push', { ...push, ref: 'refs/heads/topic' }, env))).toEqual(['mode-refused']);
    const dispatch = run(
      'workflow_dispatch',
      { repository },
      { ...env, GITHUB_REF: 'refs/heads/x' },
    );
    expect(codes(dispatch)).toEqual(['mode-refused']);
  });

  it('takes approve-plan in a run started by hand only', () => {
    const env = { INPUT_MODE: 'apply', 'INPUT_APPROVE-PLAN': digest };
    expect(run('workflow_dispatch', { repository }, env).value?.approvePlan).toBe(digest);
    expect(codes(run('push', push, env))).toEqual(['invalid-input']);
    const planned = run('workflow_dispatch', { repository }, { ...env, INPUT_MODE: 'plan' });
    expect(codes(planned)).toEqual(['invalid-input']);
    const auto = run('workflow_dispatch', { repository }, { 'INPUT_APPROVE-PLAN': digest });
    expect(auto.value?.mode).toBe('apply');
  });

  it('takes no shortened digest', () => {
    const env = { INPUT_MODE: 'apply', 'INPUT_APPROVE-PLAN': digest.slice(0, 12) };
    expect(codes(run('workflow_dispatch', { repository }, env))).toEqual(['invalid-input']);
  });
});

describe('heads from outside', () => {
  const fork = pull({ head: { sha: other, repo: { full_name: 'eve/access' } } });
  const gone = pull({ head: { sha: other, repo: null } });
  const dependabot = pull({ user: { login: 'dependabot[bot]' } });

  it.each([
    ['pull_request', fork],
    ['pull_request_target', fork],
    ['pull_request_review', gone],
    ['pull_request', dependabot],
  ])('are validated only, under %s', (name, payload) => {
    for (const mode of ['auto', 'plan', 'drift'])
      expect(run(name, payload, { INPUT_MODE: mode }).value?.mode).toBe('validate');
    for (const mode of ['auto', 'validate'])
      expect(codes(run(name, payload, { INPUT_MODE: mode }))).toEqual(['validated-only']);
  });
});

describe('the event', () => {
  it('gives the test merge where the run is at it', () => {
    const env = { GITHUB_REF: 'refs/pull/7/merge' };
    expect(run('pull_request', pull(), env).value?.context).toMatchObject({
      kind: 'pull-request',
      number: 7,
      headCommit: other,
      testMerge: sha,
    });
    const target = run('pull_request_target', pull(), { GITHUB_REF: 'refs/heads/main' });
    expect(target.value?.context).toMatchObject({ headCommit: other, testMerge: null });
  });

  it('knows a new branch and a deleted one', () => {
    const none = '0'.repeat(40);
    expect(run('push', { ...push, before: none }).value?.context).toMatchObject({ before: null });
    const deleted = run('push', { ...push, ref: 'refs/heads/old', after: none });
    expect(deleted.value).toMatchObject({ mode: 'validate', context: { after: sha } });
  });

  it('is asked for clearly when it is missing or malformed', () => {
    const env = { ...runner, GITHUB_EVENT_NAME: 'push' };
    expect(codes(readActionInputs(env, null))).toEqual(['invalid-event']);
    expect(codes(readActionInputs(env, '{"ref": '))).toEqual(['invalid-event']);
    const { diagnostics } = readActionInputs(env, '{"ref":"refs/heads/main","before":"x"}');
    expect(diagnostics[0]?.why).toContain('before');
    expect(codes(readActionInputs(runner, '{}'))).toEqual(['invalid-event']);
  });

  it("reads GitHub's own examples", () => {
    const events = ['pull_request', 'pull_request_review', 'push', 'merge_group'];
    const problems = examples
      .filter(({ name }) => events.includes(name))
      .flatMap(({ name, examples: payloads }) => payloads.flatMap((one) => codes(run(name, one))));
    expect(problems.filter((code) => code !== 'validated-only')).toEqual([]);
  });
});

describe('inputs', () => {
  it('reports every problem at once', () => {
    const result = run('push', push, {
      INPUT_MODE: 'aply',
      INPUT_CONFIG: '../other',
      'INPUT_NEW-ACCOUNTS': 'yes',
      'INPUT_FAIL-ON-DRIFT': 'yes',
      'INPUT_DRIFT-PULL-REQUEST': '1',
      'INPUT_GITHUB-TOKEN': '',
    });
    expect(result.value).toBeNull();
    expect(codes(result)).toEqual([
      'unknown-mode',
      'invalid-input',
      'invalid-input',
      'invalid-input',
      'invalid-input',
      'invalid-input',
    ]);
    expect(result.diagnostics[0]?.help).toBe('did you mean "apply"?');
  });

  it('have the documented defaults', () => {
    expect(run('push', push).value).toMatchObject({
      config: 'access',
      newAccounts: 'report',
      read: 'auto',
      failOnDrift: true,
      driftPullRequest: false,
      importing: { force: false, exact: false, users: false, terraformState: null },
      question: null,
      github: {
        apiUrl: 'https://api.github.com',
        graphqlUrl: 'https://api.github.com/graphql',
        repository: { owner: 'acme', name: 'access' },
        runUrl: 'https://github.com/acme/access/actions/runs/7',
      },
    });
  });

  it("derive GitHub Enterprise Server's GraphQL address", () => {
    const env = { GITHUB_API_URL: 'https://git.acme.test/api/v3' };
    expect(run('push', push, env).value?.github?.graphqlUrl).toBe(
      'https://git.acme.test/api/graphql',
    );
  });

  it('take a config directory in any spelling', () => {
    expect(run('push', push, { INPUT_CONFIG: './aws//access/' }).value?.config).toBe('aws/access');
    expect(run('push', push, { INPUT_CONFIG: '.' }).value?.config).toBe('');
  });
});

describe('a question', () => {
  const asked = {
    INPUT_MODE: 'explain',
    INPUT_PRINCIPAL: 'ada@example.com',
    INPUT_ACCOUNT: 'payments-prod',
  };
  const byHand = (env: Record<string, string>) => run('workflow_dispatch', { repository }, env);

  it('is asked by the inputs of explain', () => {
    expect(byHand(asked).value?.question).toEqual({
      kind: 'access',
      principal: 'ada@example.com',
      account: 'payments-prod',
      permissionSet: null,
    });
    const rule = byHand({ INPUT_MODE: 'explain', INPUT_RULE: './access/payments.yaml:14' });
    expect(rule.value?.question).toEqual({ kind: 'rule', file: 'access/payments.yaml', line: 14 });
  });

  it('is needed by explain, refused elsewhere, and forgotten where a head from outside asks', () => {
    const unasked = byHand({ INPUT_MODE: 'explain' });
    expect(unasked.value).toBeNull();
    expect(unasked.diagnostics.map(({ headline, help }) => [headline, help])).toEqual([
      [
        'explain needs input principal and input account',
        'give input principal and input account, or input rule alone',
      ],
    ]);
    const elsewhere = byHand({ ...asked, INPUT_MODE: 'plan' });
    expect(elsewhere.diagnostics.map(({ headline }) => headline)).toEqual([
      'input principal, input account: only explain takes a question',
    ]);
    const fork = pull({ head: { sha: other, repo: { full_name: 'eve/access' } } });
    expect(run('pull_request', fork, asked).value).toMatchObject({
      mode: 'validate',
      question: null,
    });
  });

  it.each([
    '/etc/passwd:1',
    '../access/a.yaml:1',
    'access/../../a.yaml:1',
    '.git/config:1',
    'C:/access/a.yaml:1',
    'access/a.yaml',
    'access/a.yaml:0',
    'access/a.yaml:14:2:x',
    'access//a.yaml:2',
    ':3',
  ])('about the rule %j is no question', (rule) => {
    expect(codes(byHand({ INPUT_MODE: 'explain', INPUT_RULE: rule }))).toEqual(['invalid-input']);
  });

  it('takes no control characters, and no novel', () => {
    for (const principal of ['a\u001b[2Jb', 'x'.repeat(1025)])
      expect(codes(byHand({ ...asked, INPUT_PRINCIPAL: principal }))).toEqual(['invalid-input']);
  });
});

describe('the command line', () => {
  it('takes its options in any order', () => {
    const argv = ['--json', 'plan', '--config=aws', '--base', 'main', '--exit-code'];
    expect(readArguments(argv, {}).value).toMatchObject({
      mode: 'plan',
      config: 'aws',
      github: null,
      context: { kind: 'terminal', base: 'main', head: null, json: true, exitCode: true },
    });
  });

  it('read as much as the question needs, or everything where that is asked for', () => {
    expect(readArguments(['drift'], {}).value).toMatchObject({ read: 'auto' });
    expect(readArguments(['drift', '--read', 'complete'], {}).value).toMatchObject({
      read: 'complete',
    });
    const wrong = readArguments(['drift', '--read', 'everything'], {});
    expect(wrong).toMatchObject({ value: null, diagnostics: [{ help: 'use auto or complete' }] });
  });

  it('reports every wrong argument, with the nearest right one', () => {
    const result = readArguments(['pln', '--bse', 'main', '--config'], {});
    expect(result.value).toBeNull();
    expect(result.diagnostics.map(({ help }) => help)).toEqual([
      'did you mean "--base"?',
      'write it as --config <value>',
      'did you mean "plan"?',
      'see --help',
    ]);
  });

  it('takes the options of every mode', () => {
    const written = '--force --exact --users --terraform-state old.tfstate --owner platform';
    expect(readArguments(['import', ...written.split(' ')], {}).value).toMatchObject({
      owner: 'platform',
      importing: { force: true, exact: true, users: true, terraformState: 'old.tfstate' },
    });
    expect(readArguments(['report', '--output', 'review'], {}).value).toMatchObject({
      output: 'review',
    });
    expect(readArguments(['validate', '--watch'], {}).value).toMatchObject({ watch: true });
    const at = ['doctor', '--region', 'eu-west-1', '--profile', 'audit'];
    expect(readArguments(at, {}).value).toMatchObject({
      awsRegion: 'eu-west-1',
      awsProfile: 'audit',
    });
  });

  it('takes a question for explain', () => {
    const access = ['explain', '--principal', 'Auditors', '--account', 'prod'];
    expect(readArguments([...access, '--permission-set', 'View'], {}).value).toMatchObject({
      question: { kind: 'access', principal: 'Auditors', account: 'prod', permissionSet: 'View' },
    });
    const both = readArguments([...access, '--rule', 'access/a.yaml:3'], {});
    expect(both.diagnostics.map(({ headline }) => headline)).toEqual([
      '--rule cannot be asked together with --principal, --account',
    ]);
    const half = readArguments(['explain', '--account', 'prod'], {});
    expect(half.diagnostics.map(({ headline }) => headline)).toEqual(['explain needs --principal']);
  });

  it('says of an option that a mode does not know which modes do', () => {
    const { diagnostics } = readArguments(['validate', '--force', '--profile', 'x'], {});
    expect(diagnostics.map(({ headline, help }) => [headline, help])).toEqual([
      ['validate does not know the option --force', 'leave it out: it is only for the mode import'],
      [
        'validate does not know the option --profile',
        'leave it out: it is only for the modes plan, apply, drift, import, report, explain, doctor',
      ],
    ]);
    const watched = readArguments(['validate', '--watch', '--head', 'main'], {});
    expect(codes(watched)).toEqual(['invalid-input']);
  });

  it('never fails on arguments, whatever they are', () => {
    const words = [
      ...modes,
      'help',
      '--',
      '-',
      '-hV',
      '--json=1',
      '--config',
      '--no-json',
      '=',
      '',
    ];
    const argument = fc.oneof(
      fc.constantFrom(...words),
      fc.string().map((text) => `--${text}`),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 6 }), (argv) => {
        const command = readCommand(argv);
        expect(
          command.kind === 'run'
            ? command.diagnostics.every(({ code }) => code !== 'unexpected')
            : true,
        ).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('is asked for help, of everything or of one mode', () => {
    for (const argv of [['--help'], ['-h'], ['help']])
      expect(readCommand(argv)).toEqual({ kind: 'help', mode: null });
    for (const argv of [
      ['plan', '--help'],
      ['help', 'plan'],
      ['--base', 'x', 'plan', '-h'],
    ])
      expect(readCommand(argv)).toEqual({ kind: 'help', mode: 'plan' });
    for (const argv of [['--version'], ['-V']])
      expect(readCommand(argv)).toEqual({ kind: 'version' });
    expect(codes(readArguments([], {}))).toEqual(['unknown-mode']);
    const misspelt = readArguments(['help', 'pln'], {});
    expect(misspelt.diagnostics.map(({ help }) => help)).toEqual(['did you mean "plan"?']);
  });
});
