import { existsSync, globSync, readFileSync } from 'node:fs';
import { fleetSizes } from '../bench/fleet/fleet-size.ts';
import type { ShellCommand } from './shell-commands.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/**
 * What runs each of the project's own commands: a file, and what in it does. They are the checks
 * themselves or take minutes, so no test starts them again.
 */
const ranBy: Readonly<Record<string, readonly [file: string, part: string]>> = {
  '.ci/run': ['.github/workflows/ci.yml', '- run: .ci/run'],
  'npm cit': ['.ci/run', 'npm cit ||'],
  'npm ci': ['.ci/run', 'npm cit ||'],
  'npm test': ['package.json', '"test": "node src/build/check.ts"'],
  'npm run types': ['src/build/check.ts', 'npm run --silent types'],
  'npm run lint': ['src/build/check.ts', 'npm run --silent lint'],
  'npm run format': ['src/build/check.ts', 'npm run --silent format:check'],
  'npm run vitest': ['src/build/check.ts', 'npm run --silent vitest'],
  'npm run check:dist': ['.ci/run', 'npm run check:dist'],
  'npm run build': ['src/build/check-dist.ts', 'buildDist('],
  'npm run bench': ['test/bench/bench.test.ts', "'./run/open-stage.ts'"],
  'npm run demo': ['test/scenarios/examples-starter/story.test.ts', 'the change of the demo'],
  'npm install --global': ['test/build/pack-release.test.ts', 'runs by npx from the file'],
};

/** What is wrong with a command of npm or of `.ci`; null where it is none of those. */
export function npmProblems({ words }: ShellCommand): readonly string[] | null {
  const [program = '', verb = '', name = '', ...rest] = words;
  if (program === 'npx' && verb === 'vitest') return vitestProblems(words.slice(2));
  if (program !== 'npm' && program !== '.ci/run') return null;
  const length = { run: 3, install: 3 }[verb] ?? 2;
  const command = words.slice(0, length).join(' ');
  const by = ranBy[command];
  if (by === undefined) return [`nothing is known to run ${command}`];
  const [file, part] = by;
  return [
    ...(readFileSync(file, 'utf8').includes(part) ? [] : [`${file} does not run ${command}`]),
    ...(verb === 'run' && scripts[name] === undefined ? [`package.json has no ${name}`] : []),
    ...(name === 'vitest' ? vitestProblems(rest) : []),
    ...(name === 'bench' ? benchProblems(rest) : []),
  ];
}

function vitestProblems(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, index) => {
    if (args[index - 1] === '-t') return isInATitle(arg) ? [] : [`no test is named ${arg}`];
    return arg.startsWith('-') || /^run$/.test(arg) || existsSync(arg)
      ? []
      : [`${arg} is not there`];
  });
}

/** Some titles are put together: each word of the pattern stands in one file of tests, or of what makes them. */
function isInATitle(pattern: string): boolean {
  const files = globSync('test/{core,faults}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  return (
    files.some((text) => text.includes(pattern)) ||
    pattern.split(' ').every((word) => files.some((text) => text.includes(word)))
  );
}

function benchProblems(args: readonly string[]): readonly string[] {
  const known = ['--', '--tags', '--seed', ...Object.keys(fleetSizes)];
  return args
    .filter((arg, index) => args[index - 1] !== '--seed' && !known.includes(arg))
    .map((arg) => `the bench does not know ${arg}`);
}
