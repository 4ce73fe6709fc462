import { expect, test } from 'vitest';
import { credentialOf, setup, valuesOf } from './tenant.ts';

test("Microsoft's own libraries sign in and read over TLS", async () => {
  const { graph, entra } = await setup();
  const found = (await graph.api('/groups').filter("displayName eq 'Admins'").get()) as unknown;
  expect(found).toMatchObject({ value: [{ displayName: 'Admins', securityEnabled: true }] });
  expect(entra.log.counts()).toEqual({
    'GET /groups': 1,
    'GET /v2.0/.well-known/openid-configuration': 1,
    'POST /oauth2/v2.0/token': 1,
  });
  expect(entra.log.invalid()).toEqual([]);
});

test('a wrong secret is told as Entra tells it', async () => {
  const { entra } = await setup();
  const credential = credentialOf(entra, 'reconciler', 'wrong');
  await expect(credential.getToken(`${entra.graphEndpoint}/.default`)).rejects.toThrow(
    'AADSTS7000215: Invalid client secret provided.',
  );
});

test('what a seed gives no id gets the same one each time', async () => {
  const [first, second] = [await setup(), await setup()];
  const ids = async ({ ask }: typeof first) => valuesOf(await ask('/groups?$select=id'));
  expect(await ids(first)).toEqual(await ids(second));
});
