import { describe, expect, it, vi } from 'vitest';
import { hideInComments } from '../../../src/adapters/node/hide-secrets.ts';
import { createKnownSecrets } from '../../../src/adapters/node/known-secrets.ts';
import type { Comment } from '../../../src/ports/github.ts';
import { formsOf } from '../../threats/support/forms-of.ts';

const token = 'ghs_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const secrets = createKnownSecrets(
  { GITHUB_TOKEN: token, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: '', HOME: '/home/ines' },
  false,
);

describe('what this process was given', () => {
  it.each([token, secret].flatMap(formsOf))('is hidden as %s', (form) => {
    expect(secrets.hide(`said "${form}", twice: ${form}`)).not.toContain(form);
  });

  it('is hidden in the text of another encoding, wherever it begins there', () => {
    for (const before of ['', 'x', 'xy', 'x-access-token:']) {
      const basic = Buffer.from(`${before}${token};`).toString('base64');
      const left = secrets.hide(`Authorization: Basic ${basic}`);
      expect(Buffer.from(left.slice(21), 'base64').toString()).not.toMatch(/AbCdEf|456789/);
    }
  });

  it('is hidden where a message was cut in the middle of it', () => {
    for (let from = 0; from < 8; from += 1)
      expect(secrets.hide(`no: ${secret.slice(from, from + 32)}…`)).toBe('no: (hidden)…');
  });

  it('is hidden from the moment that it is known', () => {
    const later = createKnownSecrets({}, false);
    expect(later.hide(`Bearer ${token}`)).toContain(token);
    later.add([token]);
    expect(later.hide(`Bearer ${token}`)).toBe('Bearer (hidden)');
  });

  it('takes nothing else out of a text', () => {
    const plan = JSON.stringify({ digest: 'a'.repeat(64), home: '/home/ines', word: 'secret' });
    expect(secrets.hide(plan.repeat(1000))).toBe(plan.repeat(1000));
    expect(createKnownSecrets({ AZURE_CLIENT_SECRET: 'short' }, false).hide('short')).toBe('short');
  });

  it('is masked once in the log of a job', () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const inJob = createKnownSecrets({ GITHUB_TOKEN: token }, true);
    inJob.add([token]);
    const lines = written.mock.calls.map(([line]) => line);
    written.mockRestore();
    expect(lines.join('')).toBe(`::add-mask::${token}\n`);
  });
});

it('a comment that something was hidden in counts as written', async () => {
  const stored: string[] = [];
  const write = (_: number, body: string): Promise<Comment> => {
    stored.push(body);
    return Promise.resolve({ id: 1, body } as Comment);
  };
  const deleteComment = (): Promise<void> => Promise.resolve();
  const comments = hideInComments(
    { createComment: write, updateComment: write, deleteComment },
    secrets,
  );
  const body = `AWS says: ${token}`;
  expect((await comments.createComment(1, body)).body).toBe(body);
  expect((await comments.updateComment(1, body)).body).toBe(body);
  expect(stored).toEqual(['AWS says: (hidden)', 'AWS says: (hidden)']);
});
