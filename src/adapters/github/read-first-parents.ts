import * as z from 'zod';
import type { CommitId } from '../../core/model/ids.ts';
import type { Commit } from '../../ports/github.ts';
import { PortError } from '../../ports/port-error.ts';
import { listedCommit } from './answers.ts';
import type { Connection } from './connection.ts';
import { pageSize } from './list-pages.ts';
import { readAnswer } from './read-answer.ts';
import { listedToCommit } from './to-domain.ts';

/**
 * GitHub lists history by date, side branches mixed in. First parents are picked out of a page; where
 * they leave it, the list starts anew from there, so each call brings at least one commit further.
 */
export async function readFirstParents(
  connection: Connection,
  from: CommitId,
  limit: number,
): Promise<readonly Commit[]> {
  const route = 'GET /repos/{owner}/{repo}/commits';
  const known = new Map<CommitId, Commit>();
  const line: Commit[] = [];
  let at: CommitId | undefined = from;
  while (at !== undefined && line.length < limit) {
    if (!known.has(at)) {
      const answer = await connection.send({
        route,
        parameters: { sha: at, per_page: pageSize },
        permission: 'contents: read',
        repeat: 'always',
      });
      for (const listed of readAnswer(route, z.array(listedCommit), answer.data))
        known.set(listed.sha, listedToCommit(listed));
    }
    const commit: Commit | undefined = known.get(at);
    if (commit === undefined)
      throw new PortError('bad-answer', route, `the history of ${at} does not start with it`);
    line.push(commit);
    at = commit.parents[0];
  }
  return line;
}
