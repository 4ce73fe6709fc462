import { OWNERSHIP_TAG } from '../model/permission-set.ts';
import type { AssignmentOperation, Operation, PermissionSetOperation } from '../plan/operation.ts';
import type { DriftEntry, MovedEntry } from './drift-entry.ts';
import type { Facet, TrailNames } from './facet.ts';
import { contentNames, isAboutSet, setFacets } from './set-facets.ts';
import { tagKeysIn, textIn } from './trail-request.ts';

/** What must be explained of an entry; null where CloudTrail records nothing of its kind. */
export function facetsOf(entry: DriftEntry, names: TrailNames): Facet[] | null {
  if (entry.kind === 'unmanaged-set')
    return [creationFacet(entry.set.name, names, 'UntagResource')];
  const { kind, operations } = entry;
  switch (kind) {
    case 'undeclared-grant':
    case 'missing-grant':
      return assignments(operations).map((operation) => assignmentFacet(operation, names));
    case 'edited-set':
      return updates(operations).flatMap((operation) => setFacets(operation, names));
    case 'unowned-set':
      return [
        ownershipFacet(setOf(operations), names),
        ...updates(operations).flatMap((operation) => setFacets(operation, names)),
      ];
    case 'missing-set':
      return [lossFacet(setOf(operations), names)];
    case 'undeclared-set':
      return [creationFacet(setOf(operations), names, 'TagResource')];
    case 'old-version':
      return [
        {
          names: contentNames,
          writes: isAboutSet(setOf(operations), names),
          explains: () => true,
        },
      ];
    case 'dead-principal':
      return [deletionFacet(operations[0].principal?.id ?? '')];
    case 'rebound-group': {
      const from = operations
        .flatMap(({ warnings }) => warnings)
        .find((warning) => warning.kind === 'group-recreated')?.from;
      return [deletionFacet(from ?? '')];
    }
    case 'application':
      return operations.flatMap(applicationFacets);
    case 'attributes':
      return [{ names: attributeNames, writes: () => true, explains: () => true }];
    case 'directory':
      return null;
    default:
      return kind satisfies never;
  }
}

const attributeNames = ['Create', 'Update', 'Delete'].map(
  (verb) => `${verb}InstanceAccessControlAttributeConfiguration`,
);

function assignments(operations: MovedEntry['operations']): AssignmentOperation[] {
  return operations.filter(
    (operation): operation is AssignmentOperation =>
      operation.kind === 'grant' || operation.kind === 'revoke',
  );
}

function updates(operations: readonly Operation[]): PermissionSetOperation[] {
  return operations.filter(
    (operation): operation is PermissionSetOperation => operation.kind === 'update-permission-set',
  );
}

function setOf([first]: MovedEntry['operations']): string {
  return first.permissionSet ?? '';
}

function assignmentFacet(operation: AssignmentOperation, names: TrailNames): Facet {
  const { account, principal, permissionSet, kind } = operation;
  const isOurs = isAboutSet(permissionSet, names);
  // What is there undeclared was created, and what is missing was deleted.
  const [call, old] =
    kind === 'revoke'
      ? ['CreateAccountAssignment', 'AssociateProfile']
      : ['DeleteAccountAssignment', 'DisassociateProfile'];
  return {
    names: ['CreateAccountAssignment', 'DeleteAccountAssignment'],
    writes: (event) =>
      textIn(event.request, 'targetId') === account.id &&
      textIn(event.request, 'principalId') === principal.id &&
      isOurs(event),
    explains: ({ name }) => name === call,
    perhaps: {
      why: 'old-console',
      names: ['AssociateProfile', 'DisassociateProfile'],
      concerns: ({ request }) => textIn(request, 'accessorId') === principal.id,
      explains: ({ name }) => name === old,
    },
  };
}

function applicationFacets(operation: Operation): Facet[] {
  if (operation.kind !== 'assign-application' && operation.kind !== 'unassign-application')
    return [];
  const { kind, application, principal } = operation;
  const call = kind === 'unassign-application' ? 'Create' : 'Delete';
  return [
    {
      names: ['CreateApplicationAssignment', 'DeleteApplicationAssignment'],
      writes: ({ request }) =>
        textIn(request, 'applicationArn') === application.arn &&
        textIn(request, 'principalId') === principal.id,
      explains: ({ name }) => name.startsWith(call),
    },
  ];
}

function lossFacet(permissionSet: string, names: TrailNames): Facet {
  const events = ['DeletePermissionSet'];
  return {
    names: events,
    writes: isAboutSet(permissionSet, names),
    explains: () => true,
    perhaps: {
      why: 'nameless-set',
      names: events,
      concerns: ({ request }) => names.nameOf(textIn(request, 'permissionSetArn') ?? '') === null,
      explains: () => true,
    },
  };
}

function ownershipFacet(permissionSet: string, names: TrailNames): Facet {
  const isOurs = isAboutSet(permissionSet, names);
  return {
    names: ['TagResource', 'UntagResource'],
    writes: (event) => isOurs(event) && tagKeysIn(event).includes(OWNERSHIP_TAG),
    explains: () => true,
  };
}

/** A set came by its creation, and into its state by `tagging`: by its ownership tag, or by losing it. */
function creationFacet(
  permissionSet: string,
  names: TrailNames,
  tagging: 'TagResource' | 'UntagResource',
): Facet {
  const isOurs = isAboutSet(permissionSet, names);
  return {
    names: ['CreatePermissionSet', tagging],
    writes: (event) =>
      event.name === 'CreatePermissionSet'
        ? textIn(event.request, 'name') === permissionSet
        : isOurs(event) && tagKeysIn(event).includes(OWNERSHIP_TAG),
    explains: () => true,
  };
}

/** Of a group or user; by SCIM it is Entra's doing. */
function deletionFacet(id: string): Facet {
  return {
    names: ['DeleteGroup', 'DeleteUser'],
    writes: ({ request }) => ['groupId', 'userId'].some((member) => textIn(request, member) === id),
    explains: () => true,
  };
}
