import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { allApplyStories } from './stories/apply-stories.ts';
import { planStories } from './stories/read-organization.ts';
import { openFaultStage } from './support/open-fault-stage.ts';
import { look } from './support/play-plan-fault.ts';
import { rehearse } from './support/rehearse.ts';

const adapters = fileURLToPath(new URL('../../src/adapters/aws/', import.meta.url));

/** What the adapters for plans and applies know to send; the doctor's are in a folder of their own. */
function known(): string[] {
  const files = ['read', 'write'].flatMap((folder) =>
    readdirSync(adapters + folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => `${adapters}${folder}/${name}`),
  );
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/new (?:\w+\.)?(\w+)Command\b/g)].map(
      ([, name = '']) => name,
    ),
  );
}

it('every operation that a plan or an apply can send fails in some story in every way', async () => {
  const played = new Set<string>();
  for (const story of planStories) {
    const stage = await openFaultStage(story, 'proposed');
    for (const mode of ['plan', 'drift'] as const) {
      for (const { operation } of (await look(stage, mode)).asked) played.add(operation);
    }
    await stage.close();
  }
  for (const { story, elsewhere } of allApplyStories) {
    const stage = await openFaultStage(story, 'merged');
    for (const { operation } of (await rehearse(stage)).executing) {
      if (!(operation in elsewhere)) played.add(operation);
    }
    await stage.close();
  }
  expect([...new Set(known())].filter((name) => !played.has(name))).toEqual([]);
});
