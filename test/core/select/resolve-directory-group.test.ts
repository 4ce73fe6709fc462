import { describe, expect, it } from 'vitest';
import { parsePrincipal } from '../../../src/core/mapping/parse-principal.ts';
import { indexPrincipals, resolvePrincipal } from '../../../src/core/select/resolve-principal.ts';
import { carrying, DELETED_AT, directoryOf, type Entra, objectId } from '../support/entra.ts';
import { groupId, type Live, snapshotOf } from '../support/live.ts';

/** Null for an organization whose files do not ask Entra. */
function resolve(text: string, entra: Entra | null, live: Live = {}): unknown {
  const { groups, users } = snapshotOf({ objectIds: carrying(['Blue', 'Red']), ...live });
  const directory = entra === null ? null : directoryOf(entra);
  const parsed = parsePrincipal('GROUP', text);
  if (!('principal' in parsed)) throw new Error(parsed.problem);
  const found = resolvePrincipal(parsed.principal, indexPrincipals({ groups, users, directory }));
  if (!('principal' in found)) return found;
  const { principal } = found;
  return [principal.id, principal.entraObjectId, 'group' in found ? found.synced : null];
}

const blue = { groups: ['Blue'] };
const byName: Entra = { groups: ['Blue'], join: 'display-name' };
const empty: Live = { groups: [] };
/** Synced, with its object id. */
const blueItself = [groupId('Blue'), objectId('Blue'), true];

describe('a group that Entra has', () => {
  it('is the one in AWS that carries it, by name or object id', () => {
    expect(resolve('Blue', blue)).toEqual(blueItself);
    expect(resolve(`entra:${objectId('Blue').toUpperCase()}`, blue)).toEqual(blueItself);
    expect(resolve('Blue', byName, { objectIds: {} })).toEqual(blueItself);
  });

  it('is the one in AWS also where AWS has its former name', () => {
    const renamed: Live = { groups: ['Former'], objectIds: { Former: objectId('Blue') } };
    expect(resolve('Blue', blue, renamed)).toEqual([groupId('Former'), objectId('Blue'), true]);
    expect(resolve('Former', blue, renamed)).toEqual({
      problem: 'not-in-entra',
      ids: [groupId('Former')],
    });
  });

  it('waits while AWS has none', () => {
    const waiting = [`entra:${objectId('Blue')}`, objectId('Blue'), false];
    expect(resolve('Blue', blue, empty)).toEqual(waiting);
    expect(resolve('Blue', byName, empty)).toEqual(waiting);
    expect(resolve(`entra:${objectId('Blue')}`, blue, empty)).toEqual(waiting);
  });

  it('waits beside the old one of its name, and is never bound to that', () => {
    const old: Live = { groups: ['Blue'], objectIds: { Blue: objectId('old Blue') } };
    expect(resolve('Blue', blue, old)).toEqual([
      `entra:${objectId('Blue')}`,
      objectId('Blue'),
      false,
    ]);
  });

  it('has a name in one way only, although Graph does not look at case', () => {
    expect(resolve('BLUE', blue)).toEqual({ problem: 'unknown' });
  });

  it('is meant however its letters are composed', () => {
    const cafe = { groups: ['Caf\u00e9'] };
    expect(resolve('Cafe\u0301', cafe, empty)).toMatchObject([
      `entra:${objectId('Caf\u00e9')}`,
      objectId('Caf\u00e9'),
      false,
    ]);
  });
});

describe('a name in doubt', () => {
  it.each([
    ['two of that name', ['Blue', 'Blue=other']],
    ['twins by case', ['Blue', 'BLUE=other']],
  ])('is nobody: %s', (_what, groups) => {
    expect(resolve('Blue', { groups })).toEqual({
      problem: 'ambiguous-in-entra',
      ids: [objectId('Blue'), objectId('other')],
    });
    expect(resolve(`entra:${objectId('Blue')}`, { groups })).toEqual(blueItself);
  });

  it.each([
    ['with it in AWS', { objectIds: {} }],
    ['before it is in AWS', empty],
  ])('an object id does not settle it where only names reach AWS: %s', (_what, live) => {
    const twins: Entra = { groups: ['Blue', 'Blue=other'], join: 'display-name' };
    expect(resolve(`entra:${objectId('Blue')}`, twins, live)).toMatchObject({
      problem: 'indistinct',
      ids: [objectId('Blue'), objectId('other')],
    });
  });

  it('nor does it where AWS shows that object id: whoever has the name may have written it there', () => {
    const twins: Entra = { groups: ['Blue', 'Blue=other'], join: 'display-name' };
    expect(resolve(`entra:${objectId('Blue')}`, twins)).toMatchObject({ problem: 'indistinct' });
  });

  it('another group of AWS that carries the object id is doubt where names join', () => {
    const claimed: Live = {
      groups: ['Blue', 'Harmless'],
      objectIds: { Harmless: objectId('Blue') },
    };
    expect(resolve('Blue', byName, claimed)).toEqual({
      problem: 'ambiguous',
      ids: [groupId('Blue'), groupId('Harmless')],
    });
  });

  it('several in AWS that carry it are ambiguous', () => {
    const two: Live = {
      groups: ['Blue', 'Azure'],
      objectIds: { Blue: objectId('Blue'), Azure: objectId('Blue') },
    };
    expect(resolve('Blue', blue, two)).toEqual({
      problem: 'ambiguous',
      ids: [groupId('Blue'), groupId('Azure')],
    });
  });

  it('twins by case in AWS are ambiguous where names join', () => {
    const twins: Live = { groups: ['Blue', 'BLUE'], objectIds: {} };
    expect(resolve('Blue', byName, twins)).toMatchObject({ problem: 'ambiguous' });
  });
});

describe('a group that cannot be had', () => {
  it('is unknown, deleted, or only in AWS', () => {
    expect(resolve('Nobody', blue)).toEqual({ problem: 'unknown' });
    expect(resolve(`entra:${objectId('Nobody')}`, blue)).toEqual({ problem: 'unknown' });
    const deleted = { id: objectId('Gone'), displayName: 'Gone', deletedAt: DELETED_AT };
    for (const text of ['Gone', `entra:${objectId('Gone')}`]) {
      expect(resolve(text, { ...blue, deleted: ['Gone'] })).toEqual({
        problem: 'deleted',
        deleted,
      });
    }
    for (const text of ['Red', `entra:${objectId('Red')}`]) {
      expect(resolve(text, blue)).toEqual({ problem: 'not-in-entra', ids: [groupId('Red')] });
    }
  });

  it('is no more than unknown where deleted groups may not be read', () => {
    expect(resolve('Gone', { ...blue, deleted: null })).toEqual({ problem: 'unknown' });
  });

  it('a living group comes before a deleted one of its name', () => {
    expect(resolve('Blue', { ...blue, deleted: ['Blue=old Blue'] })).toEqual(blueItself);
  });

  it('one that is not security-enabled cannot come to AWS; one that is there stays who it is', () => {
    const mail = { ...blue, insecure: ['Blue'] };
    expect(resolve('Blue', mail, empty)).toMatchObject({ problem: 'not-security-enabled' });
    expect(resolve('Blue', mail)).toEqual(blueItself);
  });
});

describe('an id of the identity store', () => {
  const id = '906a7b3c-1111-2222-3333-444444444444';
  const live: Live = { groups: [`Local=${id}`, 'Blue'] };

  it('is meant as such, also where Entra knows nothing of that group', () => {
    expect(resolve(`id:${id}`, blue, live)).toEqual([id, null, null]);
    expect(resolve('Local', blue, live)).toEqual({ problem: 'not-in-entra', ids: [id] });
  });

  it('says who is behind it, as a name does', () => {
    const carried: Live = { ...live, objectIds: { [`Local=${id}`]: objectId('Blue') } };
    expect(resolve(`id:${id}`, blue, carried)).toEqual([id, objectId('Blue'), null]);
    expect(resolve('Blue', blue, { ...carried, groups: [`Local=${id}`] })).toEqual([
      id,
      objectId('Blue'),
      true,
    ]);
  });
});

describe('without Entra', () => {
  it('the identity store alone decides, and nobody has an object id', () => {
    expect(resolve('Blue', null)).toEqual([groupId('Blue'), null, null]);
    expect(resolve(`entra:${objectId('Blue')}`, null)).toEqual([groupId('Blue'), null, null]);
    expect(resolve('Nobody', null)).toEqual({ problem: 'unknown' });
  });
});
