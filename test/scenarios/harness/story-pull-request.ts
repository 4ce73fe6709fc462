import type { Push } from '../../../src/simulator/github/world/merge-pull-request.ts';
import type { PullRequest } from '../../../src/simulator/github/world/threads.ts';
import type { Job, JobOptions } from './run-job.ts';
import type { Story } from './story.ts';

/** A pull request and what happens to it. */
export class StoryPullRequest {
  readonly pull: PullRequest;
  readonly #story: Story;
  #planned = false;

  constructor(story: Story, pull: PullRequest) {
    this.#story = story;
    this.pull = pull;
  }

  /** The plan job of its newest head. */
  async plan(options: JobOptions = {}): Promise<Job> {
    const { repository, clock } = this.#story;
    clock.nextMoment();
    const action = this.#planned ? 'synchronize' : 'opened';
    this.#planned = true;
    return this.#story.run('plan', repository.events.pullRequest(this.pull, action), options);
  }

  /** Another commit on its branch. */
  edit(folder: string, deleted: readonly string[] = []): void {
    const { repository, clock } = this.#story;
    clock.nextMoment();
    repository.commit({
      branch: this.pull.head.ref,
      files: this.#story.files(folder, deleted),
      message: `Edit: ${folder}`,
      author: this.pull.author.login,
    });
  }

  merge(method: 'merge' | 'rebase' | 'squash' = 'squash'): Push {
    const { repository, clock } = this.#story;
    clock.nextMoment();
    return this.#story.pushed(repository.merge(this.pull, { by: 'rosa', method }));
  }

  /** The plan's comment, as people see it and its marker. */
  comment(): string {
    return this.#comment('plan');
  }

  /** The comment that tells what was applied. */
  outcome(): string {
    return this.#comment('outcome');
  }

  #comment(kind: string): string {
    const opening = `<!-- identity-center-reconciler:${kind} `;
    const found = this.#story.repository
      .comments(this.pull.number)
      .filter(({ body }) => body.startsWith(opening));
    const [comment] = found;
    if (comment === undefined || found.length > 1)
      throw new Error(`${found.length} comments of the kind ${kind}, not one`);
    return readable(comment.body);
  }
}

/** Without the record that only the program reads. */
function readable(body: string): string {
  return body.replaceAll(/^<!-- identity-center-reconciler:record .*$/gm, '<!-- record -->');
}
