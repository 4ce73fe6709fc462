import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modePages } from '../../src/inputs/help/mode-pages.ts';
import { modes } from '../../src/inputs/mode.ts';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { runCommandLine } from '../action/place.ts';
import { keys, openAws } from '../command-line/desk.ts';
import { openExampleDesk } from '../command-line/example-desk.ts';
import { documentedCommands, ourWords } from './documented-commands.ts';
import { foreignProblems } from './foreign-commands.ts';
import { npmProblems } from './npm-commands.ts';
import { shellCommands } from './shell-commands.ts';

const all = documentedCommands();
const ours = [...new Set(all.map((each) => ourWords(each)?.join(' ') ?? ''))].filter(Boolean);

/** test/command-line runs the examples of --help: what the pages tell besides is run here. */
const inHelp = modes.flatMap((mode) => modePages[mode].examples.map(({ line }) => line));
const lines = ours.filter((line) => !inHelp.includes(line) && !line.startsWith('-'));

/** How each ends where one assignment is missing, and Entra ID is not configured; 0 if not listed. */
const statuses: Readonly<Record<string, number>> = {
  'doctor --region eu-west-1 --profile identity-center-reader': 1,
};

/** Modes that test/action does not start as a process: the first command of each is, here. */
const asProcess = ['doctor', 'explain', 'import'].map(
  (mode) => lines.find((line) => line.startsWith(mode)) ?? `no page tells how to ${mode}`,
);

function named(option: string): readonly string[] {
  return ours.flatMap((line) => new RegExp(`${option} (\\S+)`).exec(line)?.[1] ?? []);
}

let aws: AwsSimulator;
beforeAll(async () => {
  aws = await openAws({
    people: named('--principal').filter((name) => name.includes('@')),
    accounts: named('--account'),
    permissionSets: named('--permission-set'),
  });
});
afterAll(() => aws.close());

describe('what the documentation tells to type', () => {
  it.each(lines)('ends as it should: %s', async (line) => {
    const desk = openExampleDesk(aws, line);
    const words = line.split(' ');
    const env = { ...aws.environment, ...keys, HOME: desk.home };
    const here = line.includes('examples/') ? '.' : desk.folder;
    const { status, stdout, stderr } = asProcess.includes(line)
      ? await runCommandLine(words, here, env)
      : await desk.runIn(resolve(here), words);
    const said = stdout + stderr;
    expect(said).not.toMatch(/missing-config-directory|error unexpected|unknown-mode/);
    expect({ status, said }).toEqual({ status: statuses[line] ?? 0, said });
    expect(aws.log.writes()).toEqual([]);
  });

  it('has every mode that is started as a process', () => {
    expect(lines).toEqual(expect.arrayContaining(asProcess));
  });

  const others = all.filter((command) => ourWords(command) === null);
  it.each([...new Set(others.map(({ page }) => page))])(
    'is run by somebody else, or is of a known program, on %s',
    (page) => {
      const commands = others.filter((command) => command.page === page);
      const problems = commands.flatMap((command) => {
        const found = npmProblems(command) ?? foreignProblems(command) ?? ['nobody knows it'];
        return found.map((problem) => `${command.words.join(' ')}: ${problem}`);
      });
      expect(problems).toEqual([]);
    },
  );
});

describe('a command in the documentation', () => {
  it.each([
    ['npm run biuld', 'nothing is known to run npm run biuld'],
    ['npm run vitest -- test/nowhere', 'test/nowhere is not there'],
    ['npm run bench -- huge', 'the bench does not know huge'],
    ['aws sso-admin list-instancs', 'aws sso-admin has no list-instancs'],
    ['aws cloudformation deploy --template-file aws/role.yaml', 'examples/starter/aws/role.yaml'],
    [
      'aws cloudformation deploy --template-file aws/roles.yaml --parameter-overrides Owner=o Adopt=true',
      'does not take Adopt=true',
    ],
    ['gh attestation verify x.tgz --signer release.yml', 'gh attestation verify has no --signer'],
    ['gh variable set AWS_ROLE --body x', 'no workflow has vars.AWS_ROLE'],
    ['terraform output -raw nothing', 'no .tf file has output "nothing"'],
    ['NOTIFI=x entra/setup.sh application', 'setup.sh does not read NOTIFI'],
    ['cp -r PATH-TO/examples/starter/{access,awz} .', 'examples/starter/awz is not there'],
    ["az ad app federated-credential create --parameters '{name}'", 'SyntaxError'],
    ['curl https://example.com', 'nobody knows it'],
  ])('is not believed where it is wrong: %s', (text, problem) => {
    const [command] = shellCommands(text);
    if (command === undefined) throw new Error('nothing to type');
    const placed = { ...command, page: 'x', folder: 'examples/starter' };
    const found = npmProblems(placed) ?? foreignProblems(placed) ?? ['nobody knows it'];
    expect(found.join('\n')).toContain(problem);
  });

  it('is read as a shell reads it', () => {
    const text = `A=1 one 'two three' \\\n  "four \\"five\\""  # six\ncat > x << 'END'\n{}\nEND\ncd y && z # && q`;
    expect(shellCommands(text)).toEqual([
      { env: { A: '1' }, words: ['one', 'two three', 'four "five"'], input: null },
      { env: {}, words: ['cat'], input: '{}\n' },
      { env: {}, words: ['cd', 'y'], input: null },
      { env: {}, words: ['z'], input: null },
    ]);
    expect(() => shellCommands('echo "open')).toThrow('not understood');
  });
});
