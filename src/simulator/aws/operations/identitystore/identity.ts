import { notFound, validation } from '../../aws-error.ts';
import type { Context } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import { present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';

/** The identity store answers in the instance's Region and in the Regions it is replicated to. */
export function requireStore(context: Context, input: Fields): string {
  const { instance, replicaRegions } = context.world.place;
  const id = input.text('IdentityStoreId');
  const here = [instance.region, ...replicaRegions].includes(context.region);
  if (id !== instance.identityStoreId || !here) throw missing('IDENTITY_STORE');
  return id;
}

/** What was asked for by something else than its id is told without one. */
export function missing(type: 'IDENTITY_STORE' | 'GROUP' | 'USER', id?: string): Error {
  return notFound(`${type} not found.`, present({ ResourceType: type, ResourceId: id }));
}

interface Named {
  readonly name: string;
  readonly externalId: string | undefined;
}

/** The one filter that lists take, on the name; deprecated, but still there. */
export function filteredByName<T extends Named>(
  input: Fields,
  all: readonly T[],
  attribute: string,
): readonly T[] {
  const filter = input.fieldsList('Filters')[0];
  if (filter === undefined) return all;
  const path = filter.text('AttributePath');
  if (path.toLowerCase() !== attribute.toLowerCase()) {
    throw validation(`Filters take the attribute ${attribute} only.`);
  }
  return all.filter((one) => one.name === filter.text('AttributeValue'));
}

/** What an AlternateIdentifier names; `byPath` tells the attributes that are unique. */
export function byAlternateIdentifier<T extends Named>(
  context: Context,
  input: Fields,
  all: readonly T[],
  byPath: Readonly<Record<string, (one: T) => string>>,
): T | undefined {
  const identifier = input.fields('AlternateIdentifier');
  const external = identifier.optionalFields('ExternalId');
  if (external !== undefined) {
    if (external.text('Issuer') !== issuer(context)) return undefined;
    return all.find((one) => one.externalId === external.text('Id'));
  }
  const attribute = identifier.fields('UniqueAttribute');
  const path = attribute.text('AttributePath');
  const read = Object.entries(byPath).find(([name]) => name.toLowerCase() === path.toLowerCase());
  if (read === undefined) throw validation(`The attribute ${path} is not unique.`);
  const value = attribute.values['AttributeValue'];
  return all.find((one) => read[1](one) === value);
}

export function issuer(context: Context): string {
  return `https://scim.aws.com/${context.world.place.instance.identityStoreId.slice(2)}`;
}

export function externalIds(context: Context, id: string | undefined): JsonObject[] | undefined {
  return id === undefined ? undefined : [{ Issuer: issuer(context), Id: id }];
}
