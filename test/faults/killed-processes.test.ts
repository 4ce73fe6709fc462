import { setTimeout as wait } from 'node:timers/promises';
import { assert, describe, expect, it } from 'vitest';
import { Place } from '../action/place.ts';
import { editedSet } from './stories/edited-set.ts';
import { countCases } from './support/count-cases.ts';
import { factsOf } from './support/rehearse.ts';

const counted = countCases('a killed process');
const { organization, base, change } = editedSet;

function below(files: Readonly<Record<string, string | null>>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`access/${path}`, text]));
}

/** Answers take so long that a process can be killed between two writes. */
function open(): Promise<Place> {
  const files = below(base) as Record<string, string>;
  return Place.open({ seed: organization, files, knobs: { latencyMs: 40 } });
}

async function facts(nth: number | null): Promise<{ invalid: string[]; live: string[] }> {
  await using place = await open();
  const { push } = await place.merged(below(change));
  if (nth !== null) {
    const running = place.start(push);
    // oxlint-disable-next-line no-await-in-loop
    while (place.aws.log.writes().length < nth) await wait(5);
    running.kill();
    assert.deepInclude(await running.done, { exitCode: null, signal: 'SIGKILL', outputs: {} });
    await place.aws.settled();
  }
  const { exitCode, log, outputs } = await place.run(push, { runAttempt: 2 });
  assert.deepEqual([exitCode, outputs['result'], outputs['held']], [0, 'applied', '0'], log);
  return { invalid: place.invalid(), live: factsOf(place.aws) };
}

const whole = await facts(null);

describe('a process that is killed while it applies', () => {
  it.each([1, 6, 11])(
    'at write %i leaves nothing that the next one does not finish',
    async (nth) => {
      const killed = await facts(nth);
      expect(killed).toEqual(whole);
      expect(killed.invalid).toEqual([]);
      counted();
    },
  );
});
