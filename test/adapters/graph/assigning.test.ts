import { describe, expect, it } from 'vitest';
import { createDirectoryWriter } from '../../../src/adapters/graph/create-directory-writer.ts';
import { containing } from '../aws/support/matching.ts';
import { serveGraph } from './support/serve-graph.ts';

describe('assigning a group', () => {
  it('sends nothing where the application has switched off its roles for people', async () => {
    const appRoles = [
      {
        id: '8d9f7c51-0f6b-4c3e-9d9b-1f1f5a1d2e3f',
        isEnabled: false,
        allowedMemberTypes: ['User'],
      },
    ];
    const { graph, clock, asked } = await serveGraph(() => ({ body: { appRoles } }));
    const writer = createDirectoryWriter({ clock, caller: () => graph, close: () => undefined });
    await expect(writer.assignGroup('sp', 'g')).rejects.toMatchObject({
      kind: 'invalid',
      action: 'Graph POST /servicePrincipals/{id}/appRoleAssignedTo',
      message: containing('has no enabled role for users and groups'),
      help: containing('App roles'),
    });
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('does not advise to send again what Graph refuses for good', async () => {
    const { graph, clock } = await serveGraph(() => ({
      status: 400,
      body: { error: { code: 'Request_BadRequest', message: 'Not so.' } },
    }));
    const writer = createDirectoryWriter({ clock, caller: () => graph, close: () => undefined });
    await expect(writer.assignGroup('sp', 'g')).rejects.toMatchObject({
      kind: 'invalid',
      help: containing('mend what Microsoft Graph says'),
    });
  });
});
