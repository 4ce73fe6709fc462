import { describe, expect, it } from 'vitest';
import { marker, type MarkerKey, provisional } from '../../src/core/approval/markers.ts';
import { publishComment, publishRecordParts } from '../../src/effects/publish-comment.ts';
import { PortError } from '../../src/ports/port-error.ts';
import { instance } from '../core/support/live.ts';
import { FakeGitHub, somebody } from './support/fake-github.ts';

const key: MarkerKey = { instance, owner: 'platform', directory: 'access' };
const body = (text: string): string => `${marker('plan', key)}\n${text}`;
const publish = (github: FakeGitHub, text: string, onlyIfPresent = false) =>
  publishComment({ github: github.reader(), comments: github }, 7, 'plan', key, body(text), {
    onlyIfPresent,
  });

describe('the one comment', () => {
  it('is created where there is none', async () => {
    const github = new FakeGitHub();
    github.stands('hello', { author: somebody });
    expect(await publish(github, 'one')).toBe('https://github.example/comment/2');
    expect(github.writes).toEqual(['create']);
  });

  it('is not created where it is only to be kept up to date', async () => {
    const github = new FakeGitHub();
    expect(await publish(github, 'one', true)).toBeNull();
    expect(github.writes).toEqual([]);
  });

  it('stays as it is where only its absence matters, unless nothing had happened yet', async () => {
    const ifAbsent = (github: FakeGitHub, wanted: MarkerKey) =>
      publishComment(
        { github: github.reader(), comments: github },
        7,
        'outcome',
        wanted,
        provisional('outcome', wanted),
        { onlyIfAbsent: true },
      );
    const unknown = { ...key, instance: null };
    const [told, waits] = [new FakeGitHub(), new FakeGitHub()];
    // Two owners may share a directory, and neither is known before AWS was asked.
    told.stands(`${marker('outcome', key)}\none`);
    told.stands(`${marker('outcome', { ...key, owner: 'payments' })}\none`);
    await ifAbsent(told, unknown);
    expect(told.writes).toEqual([]);
    const { id } = waits.stands(`${provisional('outcome', unknown)}\nold`);
    await ifAbsent(waits, key);
    expect(waits.writes).toEqual([`update ${id}`]);
  });

  it('is updated in place', async () => {
    const github = new FakeGitHub();
    await publish(github, 'one');
    await publish(github, 'two');
    expect(github.comments.map((comment) => comment.body)).toEqual([body('two')]);
    expect(github.writes).toEqual(['create', 'update 1']);
  });

  it('is untouched where it already says the same', async () => {
    const github = new FakeGitHub();
    github.stands(body('see /actions/runs/12\nend').replaceAll('\n', '\r\n'));
    await publish(github, 'see /actions/runs/34\nend\n');
    expect(github.writes).toEqual([]);
  });

  it('is found behind any number of others', async () => {
    const github = new FakeGitHub();
    for (let index = 0; index < 250; index += 1) github.stands('talk', { author: somebody });
    const ours = github.stands(body('one'));
    for (let index = 0; index < 250; index += 1) github.stands('talk', { author: somebody });
    await publish(github, 'two');
    expect(github.writes).toEqual([`update ${ours.id}`]);
  });

  it("is not another's copy of the marker, nor one of a user with the bot's name", async () => {
    const github = new FakeGitHub();
    github.stands(body('one'), { author: somebody });
    github.stands(body('one'), { author: { kind: 'user', login: github.viewer.login } });
    github.stands(body('one'), { author: null });
    await publish(github, 'two');
    expect(github.writes).toEqual(['create']);
    expect(github.comments).toHaveLength(4);
  });

  it('is not that of another owner, and not of another kind', async () => {
    const github = new FakeGitHub();
    github.stands(`${marker('plan', { ...key, owner: 'payments' })}\none`);
    github.stands(`${marker('outcome', key)}\none`);
    await publish(github, 'two');
    expect(github.writes).toEqual(['create']);
  });

  it('stays one: copies of ours go', async () => {
    const github = new FakeGitHub();
    github.stands(body('one'));
    github.stands(body('one'));
    await publish(github, 'two');
    expect(github.comments.map((comment) => comment.body)).toEqual([body('two')]);
  });

  it('is made anew where GitHub keeps the old text', async () => {
    const github = new FakeGitHub();
    github.stands(body('one'));
    github.keeps = (old) => old;
    await publish(github, 'two');
    expect(github.comments.map((comment) => comment.body)).toEqual([body('two')]);
  });

  it('is not written twice where the answer was lost', async () => {
    const github = new FakeGitHub();
    github.failing.set('createComment', new PortError('answer-lost', 'POST /comments', 'lost'));
    expect(await publish(github, 'one')).toBe('https://github.example/comment/1');
    expect(github.writes).toEqual(['create']);
  });

  it('is not written where it was refused', async () => {
    const github = new FakeGitHub();
    github.failing.set('createComment', new PortError('access-denied', 'POST /comments', 'no'));
    await expect(publish(github, 'one')).rejects.toThrow('no');
  });
});

describe("a record's further parts", () => {
  const parts = (github: FakeGitHub, ...texts: readonly string[]) =>
    publishRecordParts({ github: github.reader(), comments: github }, 7, key, texts);
  const ends = (github: FakeGitHub): string[] =>
    github.comments.map((comment) => comment.body.split('\n').at(-1) ?? '');

  it('have comments of their own, which grow and shrink with it', async () => {
    const github = new FakeGitHub();
    await parts(github, 'one', 'two');
    expect(ends(github)).toEqual(['one', 'two']);
    await parts(github, 'one', 'three', 'four');
    expect(ends(github)).toEqual(['one', 'three', 'four']);
    await parts(github, 'one');
    expect(ends(github)).toEqual(['one']);
    await parts(github);
    expect(github.comments).toEqual([]);
  });

  it('are untouched where they say the same', async () => {
    const github = new FakeGitHub();
    await parts(github, 'one', 'two');
    const before = github.writes.length;
    await parts(github, 'one', 'two');
    expect(github.writes).toHaveLength(before);
  });

  it('do not count as the plan itself', async () => {
    const github = new FakeGitHub();
    await parts(github, 'one');
    await publish(github, 'plan');
    expect(github.comments).toHaveLength(2);
  });
});
