import { expect, it } from 'vitest';
import { readArguments } from './read-arguments.ts';
import { readJobEntra } from '../../src/inputs/entra-inputs.ts';

const nothing = {
  clientId: null,
  tenantId: null,
  environmentTenantId: null,
  clientSecret: null,
  tokenFile: null,
  authorityHost: null,
  graphEndpoint: null,
};
const none = { clientId: null, tenantId: null };

it('takes the client id of the input before that of the environment', () => {
  const env = { AZURE_CLIENT_ID: ' from-environment ', AZURE_TENANT_ID: 'home' };
  expect(readJobEntra(env, none)).toEqual({
    ...nothing,
    clientId: 'from-environment',
    environmentTenantId: 'home',
    idToken: 'not-permitted',
  });
  const given = { clientId: 'from-input', tenantId: 'stated' };
  expect(readJobEntra(env, given)).toMatchObject(given);
});

it('knows a job that may ask for a token by the address that it got', () => {
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example/?x=1' };
  expect(readJobEntra(env, none)).toEqual({ ...nothing, idToken: 'available' });
  expect(readJobEntra({ ACTIONS_ID_TOKEN_REQUEST_URL: '' }, none).idToken).toBe('not-permitted');
});

it('reads secret, file and addresses, and takes empty ones for absent', () => {
  const env = {
    AZURE_CLIENT_SECRET: 'secret',
    AZURE_FEDERATED_TOKEN_FILE: '/run/token',
    AZURE_AUTHORITY_HOST: 'https://login.example',
    MICROSOFT_GRAPH_ENDPOINT: '',
  };
  expect(readJobEntra(env, none)).toEqual({
    ...nothing,
    clientSecret: 'secret',
    tokenFile: '/run/token',
    authorityHost: 'https://login.example',
    idToken: 'not-permitted',
  });
});

it("never asks for a job's token on a command line, whose output may be a file", () => {
  const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example/', AZURE_CLIENT_ID: 'client' };
  const { value } = readArguments(['plan'], env);
  expect(value).toMatchObject({ entra: { ...nothing, clientId: 'client', idToken: 'no-job' } });
});
