import { describe, expect, test } from 'vitest';
import { recordParts } from '../../src/core/approval/record-text.ts';
import type { ReviewedRecord } from '../../src/core/approval/reviewed-record.ts';
import { isInstanceArn } from '../../src/core/model/ids.ts';
import { readKnownNames } from '../../src/effects/read-known-names.ts';
import { PortError } from '../../src/ports/port-error.ts';
import { instance } from '../core/support/live.ts';
import { FakeGitHub, somebody } from './support/fake-github.ts';

const other = 'arn:aws:sso:::instance/ssoins-fedcba9876543210';
const admin = { 'ps-0000000000000001': 'Admin' };
const read = { 'ps-0000000000000002': 'Read' };

function recordOf(names: ReviewedRecord['names'], of: string = instance): ReviewedRecord {
  const digest = '0'.repeat(64);
  return {
    version: 1,
    instance: of,
    owner: 'platform',
    head: 'a'.repeat(40),
    plan: digest,
    operations: [],
    sets: {},
    ...(names === undefined ? {} : { names }),
  };
}

/** A plan comment's text. */
function comment(names: ReviewedRecord['names'], of?: string): string {
  const [line = ''] = recordParts(recordOf(names, of), 60_000);
  return `## Access plan\n\n${line}`;
}

async function known(gitHub: FakeGitHub): Promise<Record<string, string>> {
  return Object.fromEntries(await readKnownNames(gitHub.reader(), instance));
}

describe('names of permission sets that an earlier run saw', () => {
  test('are those of the newest comment that has any', async () => {
    const gitHub = new FakeGitHub();
    gitHub.stands(comment(admin));
    gitHub.stands(comment(read));
    gitHub.stands(comment(undefined));
    gitHub.stands('Looks good to me');
    expect(await known(gitHub)).toEqual(read);
  });

  test('are no names of another instance', async () => {
    const gitHub = new FakeGitHub();
    gitHub.stands(comment(admin));
    gitHub.stands(comment(read, other));
    expect(isInstanceArn(other)).toBe(true);
    expect(await known(gitHub)).toEqual(admin);
  });

  test('are nobody else’s word', async () => {
    const gitHub = new FakeGitHub();
    gitHub.stands(comment(admin));
    gitHub.stands(comment(read), { author: somebody });
    gitHub.stands(comment(read), { author: null });
    expect(await known(gitHub)).toEqual(admin);
  });

  test('are found in a record that goes on in a further comment', async () => {
    const gitHub = new FakeGitHub();
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`ps-${String(index).padStart(16, '0')}`, 'Set']),
    );
    const parts = recordParts(recordOf(many), 1000);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts.toReversed()) gitHub.stands(part);
    expect(await known(gitHub)).toEqual(many);
  });

  test('are not taken from a record that somebody broke', async () => {
    const gitHub = new FakeGitHub();
    gitHub.stands(comment(admin));
    gitHub.stands(comment(read).replace(/.(?= -->$)/, '!'));
    expect(await known(gitHub)).toEqual(admin);
  });

  test('are none where there is no GitHub, no comment, or GitHub does not answer', async () => {
    expect((await readKnownNames(null, instance)).size).toBe(0);
    const gitHub = new FakeGitHub();
    expect(await known(gitHub)).toEqual({});
    gitHub.stands(comment(admin));
    const action = 'GET /repos/{owner}/{repo}/issues/comments';
    gitHub.failing.set('recentComments', new PortError('access-denied', action, 'Forbidden'));
    expect(await known(gitHub)).toEqual({});
  });
});
