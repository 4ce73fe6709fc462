/** What somebody may try who can push branches, and is not to have their own change taken as reviewed. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createArtifactReader } from '../../src/adapters/github/artifact-reader.ts';
import { createGitHubReader } from '../../src/adapters/github/github-reader.ts';
import { marker, type MarkerKey } from '../../src/core/approval/markers.ts';
import {
  recordArtifactName,
  recordFile,
  recordText,
} from '../../src/core/approval/record-artifact.ts';
import { recordParts } from '../../src/core/approval/record-text.ts';
import type { ReviewedRecord } from '../../src/core/approval/reviewed-record.ts';
import { readArtifactRecord } from '../../src/effects/artifact-records.ts';
import { readReviews } from '../../src/effects/reviewed-records.ts';
import type { RepositoryHandle } from '../../src/simulator/github/RepositoryHandle.ts';
import { ManualClock } from '../../src/simulator/github/world/clock.ts';
import { Fixture, id } from '../adapters/github/fixture.ts';
import { instance } from '../core/support/live.ts';

const planWorkflow = '.github/workflows/access-plan.yml';
const key: MarkerKey = { instance, owner: 'platform', directory: 'access' };

interface Left {
  readonly event?: string;
  readonly path?: string;
  readonly headRepository?: RepositoryHandle;
  readonly name?: string;
  readonly archive?: Uint8Array;
  readonly digest?: string | null;
  readonly retention?: number;
}

/** A repository on the simulator with an open pull request of mona's. */
class Place implements AsyncDisposable {
  readonly fixture: Fixture;
  readonly clock: ManualClock;
  readonly pull: ReturnType<Fixture['pull']>;

  private constructor(fixture: Fixture, clock: ManualClock) {
    this.fixture = fixture;
    this.clock = clock;
    this.pull = fixture.pull();
  }

  static async open(): Promise<Place> {
    const clock = new ManualClock();
    return new Place(await Fixture.start({}, clock), clock);
  }

  get name(): string {
    return recordArtifactName(this.pull.number, id(this.pull.head.sha), key);
  }

  record(more: Partial<ReviewedRecord> = {}): ReviewedRecord {
    return {
      version: 1,
      instance,
      owner: 'platform',
      head: this.pull.head.sha,
      plan: 'b'.repeat(64),
      operations: ['c'.repeat(64)],
      sets: {},
      ...more,
    };
  }

  packed(more: Partial<ReviewedRecord> = {}): Uint8Array {
    return zipSync({ [recordFile]: strToU8(recordText(this.record(more))) });
  }

  /** A run that leaves an artifact, a second later; as the plan's own workflow would if nothing is said. */
  leave({ event, path, headRepository, name, archive, ...more }: Left = {}): void {
    this.clock.advance(1000);
    const { repository } = this.fixture;
    const run = repository.startRun({
      event: event ?? 'pull_request_target',
      path: path ?? planWorkflow,
      actor: 'mona',
      headSha: this.pull.head.sha,
      ...(headRepository && { headRepository }),
    });
    repository.uploadArtifact(run, name ?? this.name, archive ?? this.packed(), more);
  }

  /** The plan comment as the job's bot writes it, in whatever workflow it runs. */
  comment(record = this.record()): void {
    const [part = ''] = recordParts(record, 60_000);
    const body = `${marker('plan', key)}\n# Plan\n${part}`;
    this.fixture.repository.comment(this.pull.number, 'github-actions[bot]', body);
  }

  merge(): string {
    this.clock.advance(1000);
    return this.fixture.repository.merge(this.pull, { by: 'rita' }).after;
  }

  async read(merged: string) {
    const options = this.fixture.options();
    const reader = createGitHubReader(options);
    const commits = [await reader.commit(id(merged))];
    const artifacts = createArtifactReader(options);
    const now = this.clock.now().getTime();
    return readReviews(reader, commits, 'main', key, now, {
      kind: 'artifact',
      planWorkflow,
      artifacts,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.fixture[Symbol.asyncDispose]();
  }
}

async function why(place: Place, merged = place.merge()): Promise<string> {
  const { records, diagnostics } = await place.read(merged);
  expect(records).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['record-untrusted']);
  return diagnostics[0]?.why ?? '';
}

describe('a record counts', () => {
  it("that the plan's own workflow left before the merge, whatever the comment holds", async () => {
    await using place = await Place.open();
    place.comment(place.record({ operations: [] }));
    place.leave();
    const reviews = await place.read(place.merge());
    expect(reviews).toMatchObject({ records: [place.record()], diagnostics: [] });
    expect(reviews.pullRequests.map(({ number }) => number)).toEqual([place.pull.number]);
  });

  it('the newest of them, past those that others left since', async () => {
    await using place = await Place.open();
    place.leave({ archive: place.packed({ operations: [] }) });
    place.leave();
    for (let n = 0; n < 12; n += 1)
      place.leave({ event: 'push', archive: place.packed({ plan: 'd'.repeat(64) }) });
    expect((await place.read(place.merge())).records).toEqual([place.record()]);
  });

  it('although many were left after the merge, which cost no further question', async () => {
    await using place = await Place.open();
    place.leave();
    const merged = place.merge();
    for (let n = 0; n < 30; n += 1) place.leave();
    expect((await place.read(merged)).records).toEqual([place.record()]);
    expect(place.fixture.simulator.log.count('actions/get-workflow-run')).toBe(1);
  });

  it('where GitHub knows no digest', async () => {
    await using place = await Place.open();
    place.leave({ digest: null });
    expect((await place.read(place.merge())).records).toEqual([place.record()]);
  });
});

describe('an attacker leaves', () => {
  it('a comment as the same bot, which nothing but an artifact replaces', async () => {
    await using place = await Place.open();
    place.comment();
    expect(await why(place)).toContain(`no run left an artifact "${place.name}"`);
  });

  it.each(['push', 'pull_request', 'workflow_dispatch', 'workflow_run', 'schedule'])(
    'an artifact by a workflow on %s with the same file and name',
    async (event) => {
      await using place = await Place.open();
      place.leave({ event });
      expect(await why(place)).toContain(`by a run on ${event}`);
    },
  );

  it.each([
    '.github/workflows/label.yml',
    '.github/workflows/access-plan.yml@x.yml',
    'access-plan.yml',
    '.github/workflows/Access-Plan.yml',
  ])('an artifact by the workflow %s on pull_request_target', async (path) => {
    await using place = await Place.open();
    place.leave({ path });
    expect(await why(place)).toContain(`by the workflow ${path}`);
  });

  it('an artifact by the workflow as another branch has it', async () => {
    await using place = await Place.open();
    place.leave({ path: `${planWorkflow}@refs/heads/evil` });
    expect(await why(place)).toContain('that of refs/heads/evil');
  });

  it("an artifact by a fork's run", async () => {
    await using place = await Place.open();
    place.leave({ headRepository: place.fixture.repository.fork('mallory') });
    expect(await why(place)).toContain('for a head of mallory/access-repo');
  });

  it('the record of another head under the name of this one', async () => {
    await using place = await Place.open();
    place.leave({ archive: place.packed({ head: 'e'.repeat(40) }) });
    expect(await why(place)).toContain('it is about commit eeee');
  });

  it('the record of an earlier head of the same pull request', async () => {
    await using place = await Place.open();
    place.comment();
    place.leave();
    const { repository } = place.fixture;
    repository.commit({ branch: 'topic', files: { a: 'b' }, message: 'more', author: 'mona' });
    expect(await why(place)).toContain('no run left an artifact');
  });

  it('the record of the same head in another pull request', async () => {
    await using place = await Place.open();
    place.comment();
    place.leave({ name: recordArtifactName(99, id(place.pull.head.sha), key) });
    expect(await why(place)).toContain('no run left an artifact');
  });

  it.each([{ owner: 'payments' }, { instance: 'arn:aws:sso:::instance/ssoins-ffffffffffffffff' }])(
    'the record of %o',
    async (other) => {
      await using place = await Place.open();
      place.leave({ archive: place.packed(other) });
      expect(await why(place)).toContain('another instance or owner');
    },
  );

  it('another record once it is merged', async () => {
    await using place = await Place.open();
    place.comment();
    const merged = place.merge();
    place.leave();
    expect(await why(place, merged)).toContain('made after the merge');
  });

  it('an archive that is not the one uploaded', async () => {
    await using place = await Place.open();
    place.leave({ digest: `sha256:${'0'.repeat(64)}` });
    expect(await why(place)).toContain('whose digest GitHub tells');
  });

  it('an archive with two files', async () => {
    await using place = await Place.open();
    const content = strToU8(recordText(place.record()));
    place.leave({ archive: zipSync({ [recordFile]: content, 'more.json': content }) });
    expect(await why(place)).toContain('more than one file');
  });

  it('an archive whose file climbs out of its folder', async () => {
    await using place = await Place.open();
    const content = strToU8(recordText(place.record()));
    place.leave({ archive: zipSync({ [`../../${recordFile}`]: content }) });
    expect(await why(place)).toContain('holds no');
  });

  it('an archive that unpacks to more than fits', async () => {
    await using place = await Place.open();
    place.leave({ archive: zipSync({ [recordFile]: new Uint8Array(20 * 1024 * 1024) }) });
    expect(await why(place)).toContain('record is too large');
  });

  it('an archive that is too large itself, which nobody downloads', async () => {
    await using place = await Place.open();
    place.leave({ archive: new Uint8Array(9 * 1024 * 1024) });
    expect(await why(place)).toContain('archive is too large');
    expect(place.fixture.simulator.blobs.asked).toEqual([]);
  });

  it('something that has expired', async () => {
    await using place = await Place.open();
    place.comment();
    place.leave({ retention: 1 });
    expect(await why(place)).toContain('has expired');
  });

  it('more artifacts than are looked into: then none counts, and the run ends all the same', async () => {
    await using place = await Place.open();
    place.leave();
    for (let n = 0; n < 25; n += 1) place.leave({ event: 'push' });
    expect(await why(place)).toContain('23 more');
    expect(place.fixture.simulator.log.count('actions/get-workflow-run')).toBe(20);
  });
});

describe('doubt is no review', () => {
  it.each([
    ['actions/list-artifacts-for-repo', 'artifacts could not be read'],
    ['actions/get-workflow-run', 'run could not be read'],
    ['actions/download-artifact', 'could not be downloaded'],
  ] as const)('where %s is refused', async (operation, words) => {
    await using place = await Place.open();
    place.leave();
    const { simulator } = place.fixture;
    const effect = { kind: 'answer', status: 403, body: { message: 'no' } } as const;
    simulator.fail({ operation, effect });
    const told = await why(place);
    expect(told).toContain(words);
    expect(told).toContain('actions: read');
  });

  it('where the run is gone', async () => {
    await using place = await Place.open();
    place.leave();
    place.fixture.repository.state.runs.clear();
    expect(await why(place)).toContain('the run that left it is gone');
  });

  it('but a pull request that left neither a comment nor a record touched no file', async () => {
    await using place = await Place.open();
    expect(await place.read(place.merge())).toEqual({
      records: [],
      recordOf: new Map(),
      pullRequests: [],
      diagnostics: [],
    });
  });
});

it('ends where the run is ended', async () => {
  await using place = await Place.open();
  place.leave();
  const ended = AbortSignal.abort(new Error('interrupted'));
  const artifacts = createArtifactReader(place.fixture.options({ signal: ended }));
  const pullRequest = await createGitHubReader(place.fixture.options()).pullRequest(
    place.pull.number,
  );
  const source = { artifacts, planWorkflow, defaultBranch: 'main' };
  await expect(readArtifactRecord(source, pullRequest, key)).rejects.toMatchObject({
    kind: 'cancelled',
  });
});
