import { recordsFrom } from '../core/approval/record-text.ts';
import type { InstanceArn } from '../core/model/ids.ts';
import type { GitHubReader } from '../ports/github.ts';
import { contained } from './contained.ts';
import type { KnownNames } from './reading/find-sets.ts';
import { isSameActor } from './same-actor.ts';

/**
 * Names of permission sets as the newest plan comment of ours in the repository has them. Only a hint, so
 * nothing is asked about who edited it, and whatever goes wrong only costs requests.
 */
export async function readKnownNames(
  github: GitHubReader | null,
  instance: InstanceArn,
): Promise<KnownNames> {
  if (github === null) return new Map();
  const read = await contained(
    Promise.all([github.viewer(), github.recentComments()]),
    () => undefined,
  );
  if (read === null) return new Map();
  const [viewer, comments] = read.value;
  const ours = comments.filter(({ author }) => isSameActor(author, viewer));
  for (const record of recordsFrom(ours.map(({ body }) => body))) {
    if (record.instance === instance && record.names !== undefined) {
      return new Map(Object.entries(record.names));
    }
  }
  return new Map();
}
