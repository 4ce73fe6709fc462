import { describe, expect, it } from 'vitest';
import type { Reply } from './support/serve-https.ts';
import { trySignIn } from './support/serve-sign-in.ts';

const accessToken = `eyJ0eXAiOiJKV1QifQ.${'LEAK'.repeat(20)}.signature`;
const granted = JSON.stringify({
  token_type: 'Bearer',
  expires_in: 3599,
  access_token: accessToken,
});
const html = { 'content-type': 'text/html; charset=utf-8' };

function refusal(description: string, error = 'invalid_client'): Reply {
  return { status: 401, body: { error, error_description: description } };
}

describe('a token answer that is none', () => {
  it.each<[string, Reply, string]>([
    [
      'cut short',
      { body: granted.slice(0, -1) },
      'HTTP 200: the token answer, application/json, is not JSON',
    ],
    [
      'with a byte order mark',
      { body: `\uFEFF${granted}` },
      'HTTP 200: the token answer, application/json, is not JSON',
    ],
    [
      'as text',
      { body: granted.slice(0, -1), headers: { 'content-type': 'text/plain' } },
      'HTTP 200: the token answer, text/plain, is not JSON',
    ],
    [
      'of a portal',
      { body: '<html>LEAK: please log in</html>', headers: html },
      'HTTP 200: the token answer, text/html, is not JSON',
    ],
    ['empty', { body: '' }, 'HTTP 200: the token answer, application/json, is empty'],
    [
      'without a token',
      { body: { token_type: 'Bearer', note: 'LEAK' } },
      'HTTP 200: the token answer, application/json, lacks what a sign-in needs',
    ],
    [
      'that names an error in a success',
      { body: { error: 'LEAK', error_description: 'AADSTS1: LEAK' } },
      'HTTP 200: the token answer, application/json, lacks what a sign-in needs',
    ],
    [
      'of a proxy that refuses',
      { status: 403, body: '<html>LEAK</html>', headers: html },
      'HTTP 403: the token answer, text/html, is not JSON',
    ],
    [
      'of a proxy that sends elsewhere',
      { status: 302, body: 'LEAK', headers: { location: 'https://evil.example/', ...html } },
      'HTTP 302: the token answer, text/html, is not JSON',
    ],
    [
      'of a strange type',
      { body: 'LEAK', headers: { 'content-type': `LEAK ${accessToken}` } },
      'HTTP 200: the token answer, of no content type, is not JSON',
    ],
  ])('is told without a word of it (%s)', async (_what, token, said) => {
    const { error, whole, asked } = await trySignIn({ token });
    expect(error).toMatchObject({ kind: 'bad-answer', action: 'Entra sign-in' });
    expect(error.message).toMatch(/^Entra sign-in: localhost:\d+ gave no answer of Entra's \(/);
    expect(error.message).toContain(`(${said})`);
    expect(error.help).toContain('changes answers');
    expect(whole).not.toContain('LEAK');
    expect(asked.filter(({ method }) => method === 'POST').length).toBeLessThan(4);
  });

  it('has its tokens blacked out all the same', async () => {
    const { masked } = await trySignIn({ token: { body: granted.slice(0, -1) } });
    expect(masked).toContain(accessToken);
  });

  it('of a busy server says its status, and is waited for', async () => {
    const token = { status: 502, body: '<html>LEAK</html>', headers: html };
    const { error, whole, clock } = await trySignIn({ token });
    expect(error).toMatchObject({ kind: 'unavailable' });
    expect(error.message).toContain(
      'has no good answer (HTTP 502: the token answer, text/html, is not JSON)',
    );
    expect(whole).not.toContain('LEAK');
    expect(clock.waits.length).toBeGreaterThan(3);
  });
});

describe('a discovery answer that is none', () => {
  it.each<[string, Reply, string]>([
    [
      'of a portal',
      { body: '<html>LEAK</html>', headers: html },
      'HTTP 200: the discovery answer, text/html, is not JSON',
    ],
    [
      'with a byte order mark',
      { body: '\uFEFF{"LEAK":1}' },
      'HTTP 200: the discovery answer, application/json, is not JSON',
    ],
    [
      'of somebody else',
      { body: { hello: 'LEAK' } },
      'HTTP 200: the discovery answer, application/json, lacks what a sign-in needs',
    ],
  ])('is told without a word of it (%s)', async (_what, discovery, said) => {
    const { error, whole } = await trySignIn({ discovery });
    expect(error).toMatchObject({ kind: 'bad-answer' });
    expect(error.message).toContain(`(${said})`);
    expect(whole).not.toContain('LEAK');
  });
});

describe('a refusal', () => {
  const assertion = `eyJhbGciOiJSUzI1NiJ9.${'LEAK'.repeat(20)}.sig-LEAK`;
  const secret = 'LEAK~8Q.very-secret+value';

  it.each<[string, Reply]>([
    ['the assertion', refusal(`AADSTS50027: Invalid JWT token '${assertion}'.`)],
    [
      'part of the assertion',
      refusal(`AADSTS50027: Invalid token ${assertion.slice(0, 40)} in it.`),
    ],
    ['its signature', refusal(`AADSTS50027: Invalid signature sig-LEAK here.`)],
    ['the request after the first line', refusal(`AADSTS50027: Invalid.\r\nbody=${assertion}`)],
    ['the assertion and no code', refusal(`Invalid JWT token ${assertion}`)],
    ['the assertion as its name', refusal('AADSTS50027: Invalid.', assertion)],
    ['the assertion as text', { status: 400, body: `client_assertion=${assertion}` }],
    [
      'the assertion beside',
      { status: 400, body: { error: { code: assertion, message: assertion } } },
    ],
  ])('that repeats %s does not show it', async (_what, token) => {
    const { whole } = await trySignIn({ token }, {}, assertion);
    expect(whole).not.toContain('LEAK');
    expect(whole).not.toContain('eyJ');
  });

  it.each<[string, string]>([
    ['as it is', secret],
    ['encoded', encodeURIComponent(secret)],
  ])('that repeats the secret %s does not show it', async (_what, shown) => {
    const token = refusal(`AADSTS7000215: Invalid client secret ${shown} provided.`);
    const { error, whole } = await trySignIn({ token }, { clientSecret: secret });
    expect(error.message).toContain('(AADSTS7000215: Invalid client secret (hidden) provided.)');
    expect(whole).not.toContain('LEAK');
  });

  it('without a code of Entra shows the name of OAuth', async () => {
    const token = refusal('something else', 'unauthorized_client');
    const { error } = await trySignIn({ token });
    expect(error).toMatchObject({ kind: 'credentials' });
    expect(error.message).toContain(
      'Entra refused this application (HTTP 401: unauthorized_client)',
    );
  });
});
