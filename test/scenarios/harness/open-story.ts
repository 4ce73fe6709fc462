import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ExpectedFiles } from './expected-files.ts';
import { readFolder } from './read-folder.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';
import { Story } from './story.ts';

const expectedFiles = new Map<string, ExpectedFiles>();

/** A story's stage, and its repository with the files of `base/`. */
export async function openStory(folder: string, options: StageOptions = {}): Promise<Story> {
  const stage = await openStage(folder, options);
  const expected = expectedFiles.get(folder) ?? new ExpectedFiles(join(folder, 'expected'));
  expectedFiles.set(folder, expected);
  const story = openRepository(
    stage,
    expected,
    'access',
    join(options.from ?? folder, options.base ?? 'base'),
    options,
  );
  onTestFinished(async ({ task }) => {
    await stage.close();
    if (task.result?.state !== 'pass') return;
    if (!story.ended) throw new Error('a story ends with `await story.ends()`');
    // A test that failed, was left out or comes later may be the one that names a file.
    if (task.file.tasks.every(({ result }) => result?.state === 'pass')) expected.checkAllUsed();
  });
  return story;
}

/** Another repository for the same organization; `base` is the folder with its files. */
export function openAnother(first: Story, name: string, base: string): Story {
  return openRepository(first.stage, first.expected, name, join(first.stage.folder, base));
}

function openRepository(
  stage: Stage,
  expected: ExpectedFiles,
  name: string,
  base: string,
  { isPublicRepository = false }: Pick<StageOptions, 'isPublicRepository'> = {},
): Story {
  const files = Object.fromEntries(
    Object.entries(readFolder(base)).map(([path, text]) => [`access/${path}`, text]),
  );
  const repository = stage.gitHub.createRepository({
    owner: 'fernhill',
    name,
    files,
    private: !isPublicRepository,
  });
  repository.addCollaborator('rosa', 'maintain');
  stage.clock.nextMoment();
  const first = repository.commitAndPush({
    branch: 'main',
    files: { 'README.md': 'Who may do what in AWS.\n' },
    message: 'Explain the repository',
    author: 'rosa',
  });
  return new Story(stage, repository, first, expected);
}
