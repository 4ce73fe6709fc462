import { parseDuration } from '../model/parse-duration.ts';
import type { CustomerManagedPolicy } from '../model/permission-set.ts';
import type { TrailEvent } from '../model/trail.ts';
import type { PermissionSetFields, PermissionSetOperation } from '../plan/operation.ts';
import type { Facet, TrailNames } from './facet.ts';
import { policyIn, recordIn, tagKeysIn, textIn } from './trail-request.ts';

const scalars = ['UpdatePermissionSet'];
const inline = [
  'PutInlinePolicyToPermissionSet',
  'DeleteInlinePolicyFromPermissionSet',
  // The old console's.
  'PutPermissionsPolicy',
  'DeletePermissionsPolicy',
];
const managed = ['AttachManagedPolicyToPermissionSet', 'DetachManagedPolicyFromPermissionSet'];
const customer = [
  'AttachCustomerManagedPolicyReferenceToPermissionSet',
  'DetachCustomerManagedPolicyReferenceFromPermissionSet',
];
const boundary = [
  'PutPermissionsBoundaryToPermissionSet',
  'DeletePermissionsBoundaryFromPermissionSet',
];

/** Events that leave the roles of a set behind it. */
export const contentNames = [...scalars, ...inline, ...managed, ...customer, ...boundary];

/** Whether an event is about the set of that name, by whichever of its members tells. */
export function isAboutSet(permissionSet: string, names: TrailNames) {
  const live = names.arnOf(permissionSet);
  return ({ request }: TrailEvent): boolean => {
    const arn = textIn(request, 'permissionSetArn') ?? textIn(request, 'resourceArn');
    if (arn !== null) return live === null ? names.nameOf(arn) === permissionSet : arn === live;
    const id = textIn(request, 'permissionSetId');
    return id !== null && live?.endsWith(`/${id}`) === true;
  };
}

/** Each field that somebody edited, by itself: several people may have had a hand in it. */
export function setFacets(
  { permissionSet, before, after }: PermissionSetOperation,
  names: TrailNames,
): Facet[] {
  const isOurs = isAboutSet(permissionSet, names);
  const live = before ?? {};
  const declared = after ?? {};
  const facet = (
    events: readonly string[],
    writes: Facet['writes'],
    explains: Facet['explains'],
  ): Facet => ({ names: events, writes: (event) => isOurs(event) && writes(event), explains });
  const oneOf = (events: readonly string[], present: boolean, writes: Facet['writes']): Facet =>
    facet(events, writes, ({ name }) => name.startsWith('Attach') === present);
  return [
    ...scalarFacets(live, declared).map(({ writes, explains }) => facet(scalars, writes, explains)),
    ...differing(live.managedPolicies, declared.managedPolicies, (arn) => arn).map(
      ({ item, present }) =>
        oneOf(managed, present, ({ request }) => textIn(request, 'managedPolicyArn') === item),
    ),
    ...differing(
      live.customerManagedPolicies,
      declared.customerManagedPolicies,
      ({ path, name }) => `${path}${name}`,
    ).map(({ item, present }) => oneOf(customer, present, isReference(item))),
    ...('inlinePolicy' in declared
      ? [facet(inline, () => true, wroteInline(live.inlinePolicy ?? null))]
      : []),
    ...('permissionsBoundary' in declared
      ? [
          facet(
            boundary,
            () => true,
            ({ name }) => name.startsWith('Put') === ((live.permissionsBoundary ?? null) !== null),
          ),
        ]
      : []),
    ...Object.keys(declared.tags ?? {}).map((key) =>
      facet(
        ['TagResource', 'UntagResource'],
        (event) => tagKeysIn(event).includes(key),
        ({ name }) => name.startsWith('Tag') === ((live.tags?.[key] ?? null) !== null),
      ),
    ),
  ];
}

/** UpdatePermissionSet keeps what it is not told, but clears a relay state that it is not told. */
function scalarFacets(
  live: PermissionSetFields,
  declared: PermissionSetFields,
): Pick<Facet, 'writes' | 'explains'>[] {
  const text = (name: 'description' | 'relayState') => ({
    writes: ({ request }: TrailEvent) => name === 'relayState' || textIn(request, name) !== null,
    explains: ({ request }: TrailEvent) => (textIn(request, name) ?? '') === (live[name] ?? ''),
  });
  return [
    ...('description' in declared ? [text('description')] : []),
    ...('relayState' in declared ? [text('relayState')] : []),
    ...('sessionDuration' in declared
      ? [
          {
            writes: ({ request }: TrailEvent) => textIn(request, 'sessionDuration') !== null,
            explains: ({ request }: TrailEvent) =>
              parseDuration(textIn(request, 'sessionDuration') ?? '') === live.sessionDuration,
          },
        ]
      : []),
  ];
}

/** What only one side has; `present` says that it is the live one. */
function differing<T>(
  live: readonly T[] = [],
  declared: readonly T[] = [],
  key: (item: T) => string,
): { readonly item: T; readonly present: boolean }[] {
  const lacks = (list: readonly T[], item: T): boolean =>
    !list.some((other) => key(other) === key(item));
  return [
    ...live.filter((item) => lacks(declared, item)).map((item) => ({ item, present: true })),
    ...declared.filter((item) => lacks(live, item)).map((item) => ({ item, present: false })),
  ];
}

function isReference({ name, path }: CustomerManagedPolicy): Facet['writes'] {
  return ({ request }) => {
    const reference = recordIn(request, 'customerManagedPolicyReference');
    if (reference === null) return false;
    return textIn(reference, 'name') === name && (textIn(reference, 'path') ?? '/') === path;
  };
}

function wroteInline(live: string | null): Facet['explains'] {
  return ({ name, request }) => {
    if (!name.startsWith('Put')) return live === null;
    const written = policyIn(request, 'inlinePolicy') ?? policyIn(request, 'permissionsPolicy');
    return live !== null && (written === null || written === live);
  };
}
