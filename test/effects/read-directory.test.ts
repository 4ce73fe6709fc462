import { describe, expect, it } from 'vitest';
import type { Directory } from '../../src/core/model/directory.ts';
import { parsePrincipal } from '../../src/core/mapping/parse-principal.ts';
import { askedSettings, readDirectory } from '../../src/effects/read-directory.ts';
import { RunProblem } from '../../src/effects/run-problem.ts';
import type { DirectoryReader } from '../../src/ports/directory-read.ts';
import { PortError } from '../../src/ports/port-error.ts';
import { applicationId, directoryOf, type Entra, objectId } from '../core/support/entra.ts';
import { mappingOf } from '../core/support/files.ts';
import { FakeEntra } from './support/fake-entra.ts';

function settingsOf(entra: Readonly<Record<string, unknown>> = {}) {
  const settings = askedSettings(mappingOf({ entra }).settings.entra);
  if (settings === null) throw new Error('these settings do not ask Entra');
  return settings;
}

function read(
  entra: Entra,
  named: readonly string[],
  more: { readonly reader?: Partial<DirectoryReader>; readonly settings?: object } = {},
): Promise<Directory> {
  const references = named.map((text) => {
    const parsed = parsePrincipal('GROUP', text);
    if (!('principal' in parsed)) throw new Error(parsed.problem);
    return parsed.principal;
  });
  const { reader } = new FakeEntra(directoryOf(entra), []);
  return readDirectory({ ...reader, ...more.reader }, settingsOf({ ...more.settings }), references);
}

const keysOf = ({ groups }: Directory, keys: readonly string[]): string[] =>
  groups.map(({ id }) => keys.find((key) => objectId(key) === id) ?? id).toSorted();

describe('what is read of Entra', () => {
  it('is the groups that files name, once each, and what is around them', async () => {
    const entra: Entra = {
      groups: ['Blue', 'Red', 'Green'],
      assigned: ['Red', 'Blue', 'Green'],
      nested: [{ groupId: objectId('Blue'), groups: [], people: 2 }],
    };
    const found = await read(entra, ['Blue', 'Blue', `entra:${objectId('Blue')}`, 'Red']);
    expect(keysOf(found, ['Blue', 'Red', 'Green'])).toEqual(['Blue', 'Red']);
    expect(found).toMatchObject({
      application: { id: applicationId },
      join: 'external-id',
      groupSync: 'check',
      hasProvisioningJob: true,
      everybodyInScope: false,
      deleted: [],
      assignedGroupIds: ['Blue', 'Green', 'Red'].map(objectId).toSorted(),
      nested: [{ people: 2 }],
    });
  });

  it('is every group of a name, also in another case, so that twins are seen', async () => {
    const found = await read({ groups: ['Blue', 'Blue=2', 'BLUE=3'] }, ['Blue']);
    expect(keysOf(found, ['Blue', '2', '3'])).toEqual(['2', '3', 'Blue']);
  });

  it('is the namesakes of what is named by object id too, where only names reach AWS', async () => {
    const entra: Entra = { groups: ['Blue', 'Blue=2', 'Red'] };
    const text = `entra:${objectId('Blue')}`;
    const keys = ['Blue', '2', 'Red'];
    expect(keysOf(await read({ ...entra, join: 'display-name' }, [text]), keys)).toEqual([
      '2',
      'Blue',
    ]);
    expect(keysOf(await read({ ...entra, join: 'external-id' }, [text]), keys)).toEqual(['Blue']);
  });

  it('an id of the identity store asks Entra nothing', async () => {
    const id = '906a7b3c-1111-2222-3333-444444444444';
    expect((await read({ groups: ['Blue'] }, [`id:${id}`])).groups).toEqual([]);
  });

  it('names join where the application has no provisioning job', async () => {
    expect(await read({ groups: ['Blue'], hasProvisioningJob: false }, ['Blue'])).toMatchObject({
      hasProvisioningJob: false,
      join: 'display-name',
    });
  });
});

describe('deleted groups', () => {
  const gone: Entra = { groups: ['Blue'], deleted: ['Gone'] };

  it('are asked for only where something named is missing', async () => {
    expect((await read(gone, ['Blue'])).deleted).toEqual([]);
    expect((await read(gone, ['Blue', 'Gone'])).deleted).toMatchObject([{ displayName: 'Gone' }]);
    const text = `entra:${objectId('Gone')}`;
    expect((await read(gone, [text])).deleted).toMatchObject([{ id: objectId('Gone') }]);
  });

  it('are null where they may not be read, and told as unread where anything else fails', async () => {
    expect(await read({ ...gone, deleted: null }, ['Gone'])).toMatchObject({
      deleted: null,
      unread: [],
    });
    const failing = (): Promise<never> =>
      Promise.reject(new PortError('unavailable', 'Graph GET /directory/deletedItems', 'down'));
    expect(await read(gone, ['Gone'], { reader: { listDeletedGroups: failing } })).toMatchObject({
      deleted: null,
      unread: [{ part: 'deleted-groups', why: 'down' }],
    });
  });
});

describe('what cannot be read', () => {
  const broken = (): Promise<never> =>
    Promise.reject(new PortError('access-denied', 'Graph GET /groups', 'denied'));

  it.each<keyof DirectoryReader>([
    'findGroups',
    'readGroups',
    'listAssignedGroups',
    'readProvisioning',
    'findApplications',
  ])('%s rejects the whole: nothing is guessed', async (call) => {
    await expect(
      read({ groups: ['Blue'] }, ['Blue'], { reader: { [call]: broken } }),
    ).rejects.toBeInstanceOf(PortError);
  });
});

describe('what only informs and cannot be read', () => {
  const failing = (kind: 'access-denied' | 'unavailable' | 'cancelled' | 'credentials') => ({
    reader: {
      readNestedGroups: () =>
        Promise.reject(new PortError(kind, 'Graph GET /groups/{id}/members', 'hidden')),
    },
  });

  it.each(['access-denied', 'unavailable'] as const)('stops nothing: %s', async (kind) => {
    expect(await read({ groups: ['Blue'] }, ['Blue'], failing(kind))).toMatchObject({
      groups: [{ displayName: 'Blue' }],
      nested: [],
      unread: [{ part: 'nested-groups', why: 'hidden' }],
    });
  });

  it.each(['cancelled', 'credentials'] as const)('concerns everything: %s', async (kind) => {
    await expect(read({ groups: ['Blue'] }, ['Blue'], failing(kind))).rejects.toBeInstanceOf(
      PortError,
    );
  });
});

describe('the application', () => {
  const applications = (count: number): Partial<DirectoryReader> => ({
    findApplications: () =>
      Promise.resolve(
        Array.from({ length: count }, (_, index) => ({
          id: `id-${index}`,
          appId: `app-${index}`,
          displayName: `AWS ${index}`,
        })),
      ),
  });

  it.each([
    [0, {}, 'no-application', 'gallery'],
    [0, { application: applicationId }, 'no-application', applicationId],
    [2, {}, 'several-applications', 'several'],
  ])('is one, or a problem: %i with %o', async (count, settings, code, word) => {
    const reading = read({}, [], { reader: applications(count), settings });
    const problem: unknown = await reading.catch((error: unknown) => error);
    if (!(problem instanceof RunProblem)) throw new Error('it is no problem');
    expect(problem.diagnostics).toMatchObject([{ code }]);
    expect(problem.diagnostics[0]?.headline).toContain(word);
  });
});

describe('asking Entra', () => {
  it('does not happen without settings, nor with groupSync: off', () => {
    expect(askedSettings(null)).toBeNull();
    expect(askedSettings(mappingOf({ entra: { groupSync: 'off' } }).settings.entra)).toBeNull();
  });

  it('happens with check, which is the default, and with manage', () => {
    expect(settingsOf().groupSync).toBe('check');
    expect(settingsOf({ groupSync: 'manage' }).groupSync).toBe('manage');
  });
});
