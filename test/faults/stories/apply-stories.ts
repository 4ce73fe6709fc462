import type { FaultStory } from '../support/fault-story.ts';
import { attributeStories } from './attributes.ts';
import { editedSet } from './edited-set.ts';
import { movedPeople } from './moved-people.ts';
import { ownedSets } from './owned-sets.ts';
import { renamedSet } from './renamed-set.ts';
import { sharedApplications } from './shared-applications.ts';
import { strippedSet } from './stripped-set.ts';

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
const inEdits = playedIn(editedSet, edits);

export const setStories: readonly ApplyStory[] = [
  { story: editedSet, elsewhere: inPeople },
  { story: strippedSet, elsewhere: { ...inPeople, ...inEdits } },
];

export const peopleStories: readonly ApplyStory[] = [
  { story: movedPeople, elsewhere: {} },
  { story: renamedSet, elsewhere: { ...inPeople, ...inEdits } },
];

const inRenaming = playedIn(renamedSet, ['DeletePermissionSet']);
const [first, ...others] = attributeStories;
const inFirst =
  first === undefined
    ? {}
    : playedIn(first, ['DescribeInstanceAccessControlAttributeConfiguration']);

export const otherStories: readonly ApplyStory[] = [
  { story: ownedSets, elsewhere: { ...inPeople, ...inEdits, ...inRenaming } },
  { story: sharedApplications, elsewhere: {} },
  ...(first === undefined ? [] : [{ story: first, elsewhere: {} }]),
  ...others.map((story) => ({ story, elsewhere: inFirst })),
];

export const allApplyStories: readonly ApplyStory[] = [
  ...setStories,
  ...peopleStories,
  ...otherStories,
];
