import { expect, test } from 'vitest';
import { WriteLimits } from '../../../src/adapters/aws/write/write-limits.ts';
import { type AccountId, isAccountId } from '../../../src/core/model/ids.ts';
import { VirtualClock } from './support/virtual-clock.ts';

function accountId(index: number): AccountId {
  const id = String(index).padStart(12, '0');
  if (!isAccountId(id)) throw new Error(id);
  return id;
}

function watch(clock: VirtualClock) {
  const running = new Set<string>();
  const seen = { most: 0, stories: [] as string[] };
  const write = (name: string, signal?: AbortSignal) => ({
    action: `sso:${name}`,
    signal,
    run: async () => {
      running.add(name);
      seen.most = Math.max(seen.most, running.size);
      seen.stories.push([...running].join('+'));
      await clock.sleep(1000);
      running.delete(name);
      return name;
    },
  });
  return { seen, write };
}

test('fifteen assignments at a time, one an account', async () => {
  const clock = new VirtualClock();
  const limits = new WriteLimits();
  const { seen, write } = watch(clock);
  const all = Array.from({ length: 60 }, (_, index) =>
    limits.assignment(accountId(index % 30), write(`a${index}`)),
  );
  await clock.run(Promise.all(all));
  expect(seen.most).toBe(15);
  expect(clock.now()).toBe(4000);
  const account = clock.now();
  const same = [1, 2, 3].map((index) => limits.assignment(accountId(7), write(`b${index}`)));
  await clock.run(Promise.all(same));
  expect(clock.now() - account).toBe(3000);
});

test('a provisioning shares its account with no assignment', async () => {
  const clock = new VirtualClock();
  const limits = new WriteLimits();
  const { seen, write } = watch(clock);
  await clock.run(
    Promise.all([
      limits.assignment(accountId(1), write('grant')),
      limits.provisioning(accountId(1), write('provision')),
      limits.provisioning(accountId(2), write('other')),
    ]),
  );
  expect(seen.stories).not.toContain('grant+provision');
  expect(clock.now()).toBe(2000);
});

test('three provisionings at a time', async () => {
  const clock = new VirtualClock();
  const limits = new WriteLimits();
  const { seen, write } = watch(clock);
  const all = Array.from({ length: 9 }, (_, index) =>
    limits.provisioning(accountId(index), write(`p${index}`)),
  );
  await clock.run(Promise.all(all));
  expect(seen.most).toBe(3);
});

test('a provisioning of all accounts is alone, and is not overtaken for ever', async () => {
  const clock = new VirtualClock();
  const limits = new WriteLimits();
  const { seen, write } = watch(clock);
  await clock.run(
    Promise.all([
      limits.assignment(accountId(1), write('before')),
      limits.provisioning('all-provisioned', write('all')),
      limits.assignment(accountId(2), write('after')),
    ]),
  );
  expect(seen.stories).toEqual(['before', 'all', 'after']);
});

test('who is cancelled while waiting frees the way', async () => {
  const clock = new VirtualClock();
  const limits = new WriteLimits();
  const { write } = watch(clock);
  const cancel = new AbortController();
  const first = limits.assignment(accountId(1), write('first'));
  const second = limits.assignment(accountId(1), write('second', cancel.signal));
  const third = limits.assignment(accountId(1), write('third'));
  const refused = second.catch((error: unknown) => error);
  cancel.abort();
  expect(await refused).toMatchObject({ kind: 'cancelled', action: 'sso:second' });
  expect(await clock.run(Promise.all([first, third]))).toEqual(['first', 'third']);
});

test('first come, first served, as far as the account is free', async () => {
  const clock = new VirtualClock();
  const limits = new WriteLimits();
  const { seen, write } = watch(clock);
  const begun = ['a', 'b', 'c', 'd', 'e'].map((name, index) =>
    limits.provisioning(accountId(Math.floor(index / 2)), write(name)),
  );
  await clock.run(Promise.all(begun));
  // c and e have other accounts, and b waits for its own.
  expect(seen.stories.slice(0, 4)).toEqual(['a', 'a+c', 'a+c+e', 'c+e+b']);
});

test('an account whose queue outlasts all others is begun with and never waits for a place', async () => {
  const clock = new VirtualClock();
  const limits = new WriteLimits();
  const { write } = watch(clock);
  const others = Array.from({ length: 60 }, (_, index) =>
    limits.assignment(accountId(index), write(`other-${index}`)),
  );
  const long = Array.from({ length: 6 }, (_, index) =>
    limits.assignment(accountId(99), write(`long-${index}`)),
  );
  await clock.run(Promise.all([...others, ...long]));
  expect(clock.now()).toBe(6000);
});
