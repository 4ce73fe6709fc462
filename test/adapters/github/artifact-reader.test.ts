import type { ServerResponse } from 'node:http';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createArtifactReader } from '../../../src/adapters/github/artifact-reader.ts';
import { ManualClock } from '../../../src/simulator/github/world/clock.ts';
import { containing, Fixture } from './fixture.ts';

const archive = zipSync({ 'record.json': Buffer.from('{}') });

function run(fixture: Fixture, path = '.github/workflows/plan.yml') {
  const headSha = fixture.repository.tip();
  return fixture.repository.startRun({
    event: 'pull_request_target',
    path,
    actor: 'mona',
    headSha,
  });
}

async function downloaded(fixture: Fixture, limit = 1000) {
  const { id } = fixture.repository.uploadArtifact(run(fixture), 'plan', archive);
  return createArtifactReader(fixture.options()).download(id, limit);
}

describe('artifacts', () => {
  it('are found by their whole name, on every page, newest first', async () => {
    const clock = new ManualClock();
    await using fixture = await Fixture.start({}, clock);
    const from = run(fixture);
    for (let n = 0; n < 101; n += 1) {
      clock.advance(1000);
      fixture.repository.uploadArtifact(from, 'plan', archive);
    }
    fixture.repository.uploadArtifact(from, 'plan-2', archive);
    const found = await createArtifactReader(fixture.options()).artifactsNamed('plan');
    expect(found).toHaveLength(101);
    expect(found[0]).toMatchObject({
      name: 'plan',
      size: archive.length,
      digest: containing('sha256:'),
      expired: false,
      createdAt: '2026-11-02T09:01:41Z',
      runId: from.id,
    });
    expect(found.at(-1)?.createdAt).toBe('2026-11-02T09:00:01Z');
  });

  it('of another name are left out where a server does not filter', async () => {
    await using fixture = await Fixture.start();
    const artifact = { size_in_bytes: 1, expired: false, id: 1 };
    fixture.simulator.fail({
      operation: 'actions/list-artifacts-for-repo',
      effect: {
        kind: 'answer',
        status: 200,
        body: { total_count: 2, artifacts: [{ ...artifact, name: 'other' }] },
      },
    });
    expect(await createArtifactReader(fixture.options()).artifactsNamed('plan')).toEqual([]);
  });

  it('are an error where the answer is none of GitHub', async () => {
    await using fixture = await Fixture.start();
    fixture.simulator.fail({
      operation: 'actions/list-artifacts-for-repo',
      effect: { kind: 'answer', status: 200, body: { artifacts: 'none' } },
    });
    await expect(
      createArtifactReader(fixture.options()).artifactsNamed('plan'),
    ).rejects.toMatchObject({ kind: 'bad-answer', message: containing('artifacts') });
  });

  it('name the permission that is missing', async () => {
    await using fixture = await Fixture.start();
    const token = fixture.simulator.jobToken(fixture.repository, { contents: 'read' });
    await expect(
      createArtifactReader(fixture.options({ token })).artifactsNamed('plan'),
    ).rejects.toMatchObject({ kind: 'access-denied', help: containing('actions: read') });
  });
});

describe('the run of an artifact', () => {
  it.each([
    ['.github/workflows/plan.yml', '.github/workflows/plan.yml', null],
    ['.github/workflows/plan.yml@main', '.github/workflows/plan.yml', 'main'],
    ['acme/access-repo/.github/workflows/plan.yml@main', '.github/workflows/plan.yml', 'main'],
    ['.github/workflows/plan.yml@evil.yml', '.github/workflows/plan.yml@evil.yml', null],
    ['.github/workflows/plan.yml@evil.yml@main', '.github/workflows/plan.yml@evil.yml', 'main'],
    ['other/repo/.github/workflows/plan.yml', 'other/repo/.github/workflows/plan.yml', null],
  ])('of %s has the file %s', async (told, path, ref) => {
    await using fixture = await Fixture.start();
    const { id } = run(fixture, told);
    expect(await createArtifactReader(fixture.options()).run(id)).toMatchObject({
      id,
      event: 'pull_request_target',
      path,
      ref,
      repository: 'acme/access-repo',
      headRepository: 'acme/access-repo',
    });
  });

  it('is nothing where it is gone', async () => {
    await using fixture = await Fixture.start();
    expect(await createArtifactReader(fixture.options()).run(7)).toBeNull();
  });
});

describe('a download', () => {
  it('comes from the other host, which never sees the token', async () => {
    await using fixture = await Fixture.start();
    expect(Buffer.from(await downloaded(fixture))).toEqual(Buffer.from(archive));
    const { asked } = fixture.simulator.blobs;
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(asked)).not.toContain('ghs_');
  });

  it('ends at its bound, whatever length was promised', async () => {
    await using fixture = await Fixture.start();
    await expect(downloaded(fixture, archive.length - 1)).rejects.toMatchObject({ kind: 'quota' });
    const { instead } = fixture.simulator.blobs;
    let sent = 0;
    instead.push((response) => {
      response.writeHead(200);
      const more = (): void => {
        sent += 1;
        if (!response.destroyed) response.write(Buffer.alloc(1000), () => setImmediate(more));
      };
      more();
    });
    await expect(downloaded(fixture, 10_000)).rejects.toMatchObject({ kind: 'quota' });
    expect(sent).toBeGreaterThan(0);
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['breaks off', (response) => response.writeHead(200, { 'content-length': 99 }).write('x')],
    ['is refused for a moment', (response) => response.writeHead(503).end('busy')],
  ])('that %s is asked for again, at a new address', async (_what, how) => {
    await using fixture = await Fixture.start();
    fixture.simulator.blobs.instead.push((response) => {
      how(response);
      setImmediate(() => response.destroy());
    });
    expect(Buffer.from(await downloaded(fixture))).toEqual(Buffer.from(archive));
    expect(fixture.simulator.log.count('actions/download-artifact')).toBe(2);
  });

  it('does not follow the other host anywhere else', async () => {
    await using fixture = await Fixture.start();
    const { simulator } = fixture;
    const elsewhere = { location: `${simulator.url}/repos/acme/access-repo` };
    for (let n = 0; n < 9; n += 1)
      simulator.blobs.instead.push((response) => response.writeHead(302, elsewhere).end());
    await expect(downloaded(fixture)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(simulator.log.count('repos/get')).toBe(0);
  });

  it.each([
    ['no address', {}],
    ['an address that is none', { location: 'nowhere' }],
  ])('with %s is an error', async (_what, headers) => {
    await using fixture = await Fixture.start();
    const { simulator } = fixture;
    simulator.fail({
      operation: 'actions/download-artifact',
      times: 9,
      effect: { kind: 'answer', status: 302, body: {}, headers },
    });
    await expect(downloaded(fixture)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('says so where the artifact has expired', async () => {
    const clock = new ManualClock();
    await using fixture = await Fixture.start({}, clock);
    const { id } = fixture.repository.uploadArtifact(run(fixture), 'plan', archive);
    clock.advance(91 * 24 * 3600 * 1000);
    await expect(createArtifactReader(fixture.options()).download(id, 99)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});
