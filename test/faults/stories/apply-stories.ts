import type { FaultStory } from '../support/fault-story.ts';
import { attributeStories } from './attributes.ts';
import { editedSets } from './edited-sets.ts';
import { movedPeople } from './moved-people.ts';
import { ownedSets } from './owned-sets.ts';
import { renamedSet } from './renamed-set.ts';

const people = [
  'CreateAccountAssignment',
  'DeleteAccountAssignment',
  'ListAccountAssignments',
  'DescribeAccountAssignmentCreationStatus',
  'DescribeAccountAssignmentDeletionStatus',
  'ListAccountAssignmentCreationStatus',
  'ListAccountAssignmentDeletionStatus',
];
const edits = [
  'AttachManagedPolicyToPermissionSet',
  'DescribePermissionSet',
  'DescribePermissionSetProvisioningStatus',
  'GetInlinePolicyForPermissionSet',
  'GetPermissionsBoundaryForPermissionSet',
  'ListAccountsForProvisionedPermissionSet',
  'ListCustomerManagedPolicyReferencesInPermissionSet',
  'ListManagedPoliciesInPermissionSet',
  'ListTagsForResource',
  'ProvisionPermissionSet',
  'PutPermissionsBoundaryToPermissionSet',
  'TagResource',
  'UntagResource',
  'UpdatePermissionSet',
];

function playedIn(story: FaultStory, operations: readonly string[]): Record<string, string> {
  return Object.fromEntries(operations.map((operation) => [operation, story.name]));
}

/** A story, and where else its operations are played with everything that can go wrong. */
export interface ApplyStory {
  readonly story: FaultStory;
  readonly elsewhere: Readonly<Record<string, string>>;
}

const inPeople = playedIn(movedPeople, people);
const inEdits = playedIn(editedSets, edits);

export const applyStories = {
  edits: { story: editedSets, elsewhere: inPeople },
  people: { story: movedPeople, elsewhere: {} },
  renaming: { story: renamedSet, elsewhere: { ...inPeople, ...inEdits } },
  owning: {
    story: ownedSets,
    elsewhere: { ...inPeople, ...inEdits, ...playedIn(renamedSet, ['DeletePermissionSet']) },
  },
} satisfies Record<string, ApplyStory>;

export const attributeCases: readonly ApplyStory[] = attributeStories.map((story, index) => ({
  story,
  elsewhere:
    index === 0 || attributeStories[0] === undefined
      ? {}
      : playedIn(attributeStories[0], ['DescribeInstanceAccessControlAttributeConfiguration']),
}));

export const allApplyStories: readonly ApplyStory[] = [
  ...Object.values(applyStories),
  ...attributeCases,
];
