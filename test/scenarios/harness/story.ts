import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from 'vitest';
import type { WorkflowEvent } from '../../../src/simulator/github/events/workflow-event.ts';
import type { RepositoryHandle } from '../../../src/simulator/github/repository-handle.ts';
import type { Push } from '../../../src/simulator/github/world/merge-pull-request.ts';
import type { OrganizationConsole } from '../../../src/simulator/aws/world/console/organization-console.ts';
import type { EntraSimulator } from '../../../src/simulator/entra/start-entra-simulator.ts';
import type { TenantConsole } from '../../../src/simulator/entra/world/console/tenant-console.ts';
import type { ExpectedFiles } from './expected-files.ts';
import { type AccessEvent, accessEvents } from './access-events.ts';
import { changesBetween, type LiveState, liveState } from './live-state.ts';
import { readFolder } from './read-folder.ts';
import { type Job, type JobOptions, ended, runJob } from './run-job.ts';
import type { Stage } from './stage.ts';
import type { StoryClock } from './story-clock.ts';
import { StoryPullRequest } from './story-pull-request.ts';

/** How a story ends where not everything is done. */
export interface Ending {
  readonly hourly?: string;
  readonly drift?: string;
}

/** One repository on a stage, and the verbs of its story. */
export class Story {
  readonly stage: Stage;
  readonly repository: RepositoryHandle;
  readonly expected: ExpectedFiles;
  #lastPush: Push;
  #pullRequests = 0;
  ended = false;

  constructor(stage: Stage, repository: RepositoryHandle, first: Push, expected: ExpectedFiles) {
    this.stage = stage;
    this.repository = repository;
    this.#lastPush = first;
    this.expected = expected;
  }

  get clock(): StoryClock {
    return this.stage.clock;
  }

  /** The first apply on the default branch: it must find nothing to do, and marks the commit. */
  async settle(): Promise<void> {
    const job = await this.apply();
    ended(job, 'clean');
    assert.isTrue(this.isMarked(), 'the first commit is marked');
  }

  /** Opens a pull request with the files of a folder over those of the default branch. */
  pullRequest(
    folder: string,
    { deleted = [], title = folder, author = 'ines' }: PullRequestOptions = {},
  ): StoryPullRequest {
    this.clock.nextMoment();
    this.#pullRequests += 1;
    const branch = `pull-${this.#pullRequests}`;
    const files = this.files(folder, deleted);
    this.repository.commit({ branch, files, message: title, author });
    return new StoryPullRequest(
      this,
      this.repository.openPullRequest({ head: branch, author, title }),
    );
  }

  /** Somebody pushes to the default branch, with nobody's review. */
  directPush(folder: string, deleted: readonly string[] = []): Push {
    this.clock.nextMoment();
    return this.pushed(
      this.repository.commitAndPush({
        branch: this.repository.state.defaultBranch,
        files: this.files(folder, deleted),
        message: `Push: ${folder}`,
        author: 'hasty',
      }),
    );
  }

  pushed(push: Push): Push {
    this.#lastPush = push;
    return push;
  }

  /** The apply job of a push; the last one if none is said. */
  apply(push: Push = this.#lastPush, options: JobOptions = {}): Promise<Job> {
    this.clock.nextMoment();
    return this.run('apply', this.repository.events.push(push), options);
  }

  /** The hourly apply at the tip. */
  hourly(options: JobOptions = {}): Promise<Job> {
    this.clock.nextMoment();
    return this.run('apply', this.repository.events.schedule('23 * * * *'), options);
  }

  /** The morning's drift run. */
  drift(options: JobOptions = {}): Promise<Job> {
    this.clock.nextMoment();
    return this.run('drift', this.repository.events.schedule('47 5 * * *'), options);
  }

  /** The monthly report. */
  report(options: JobOptions = {}): Promise<Job> {
    this.clock.nextMoment();
    return this.run('report', this.repository.events.schedule('17 4 1 * *'), options);
  }

  /** An apply that somebody starts by hand, as with `approve-plan`. */
  dispatch(inputs: Readonly<Record<string, string>>): Promise<Job> {
    this.clock.nextMoment();
    const event = this.repository.events.workflowDispatch({ actor: 'rosa', inputs });
    return this.run('apply', event, { inputs });
  }

  run(
    mode: 'apply' | 'drift' | 'plan' | 'report' | 'import',
    event: WorkflowEvent,
    options?: JobOptions,
  ): Promise<Job> {
    return runJob(this.stage, this.repository, mode, event, options);
  }

  /** Somebody does something in the AWS console. */
  console(act: (console: OrganizationConsole) => void): void {
    this.clock.nextMoment();
    act(this.stage.aws.world);
  }

  /** Somebody does something in the Entra admin center, or Entra's cycle runs. */
  entra(act: (tenant: TenantConsole) => void): void {
    this.clock.nextMoment();
    act(this.tenant.world);
  }

  /** The simulated Entra of a story that has an `entra.json`. */
  get tenant(): EntraSimulator {
    const { entra } = this.stage;
    if (entra === null) throw new Error('the story has no entra.json');
    return entra.simulator;
  }

  advance(days: number): void {
    this.clock.advance(days * 24 * 3_600_000);
  }

  /** What is live now, to compare with later. */
  live(): LiveState {
    return liveState(this.stage.aws.world.dump());
  }

  /** What changed in AWS since, as lines. */
  changesSince(before: LiveState): string {
    return changesBetween(before, this.live());
  }

  /** Who gained and lost what so far, in order. */
  accessEvents(): readonly AccessEvent[] {
    return accessEvents(this.stage.aws);
  }

  /** Whether the last complete apply is this commit; the tip if none is said. */
  isMarked(commit = this.repository.tip()): boolean {
    return this.repository.statuses(commit).some(({ state }) => state === 'success');
  }

  /** Compares with the files in `expected/`. */
  expectFiles(files: Readonly<Record<string, string>>): void {
    this.expected.compare(files);
  }

  /** Every story's last line: all requests were valid, and further runs find nothing to do. */
  async ends({ hourly = 'clean', drift = 'clean' }: Ending = {}): Promise<void> {
    this.ended = true;
    const before = this.live();
    ended(await this.hourly(), hourly);
    ended(await this.drift(), drift);
    assert.equal(this.changesSince(before), 'nothing changed\n');
    assert.deepEqual(this.stage.aws.log.invalid(), []);
    assert.deepEqual(this.stage.gitHub.log.invalid, []);
    assert.deepEqual(this.stage.entra?.simulator.log.invalid() ?? [], []);
  }

  /** A folder's files where the repository keeps them; null deletes one. */
  files(folder: string, deleted: readonly string[] = []): Record<string, string | null> {
    const path = join(this.stage.folder, folder);
    const edits = existsSync(path) ? Object.entries(readFolder(path)) : [];
    return Object.fromEntries([
      ...edits.map(([name, text]): [string, string] => [`access/${name}`, text]),
      ...deleted.map((name): [string, null] => [`access/${name}`, null]),
    ]);
  }
}

interface PullRequestOptions {
  readonly deleted?: readonly string[];
  readonly title?: string;
  readonly author?: string;
}
