import { conflict, conflictInProcess, quotaExceeded } from '../../aws-error.ts';
import type { Operations } from '../../context.ts';
import { present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import type { PermissionSet } from '../../world/state.ts';
import {
  refuseDelegate,
  requireInstance,
  requirePropagated,
  requireSet,
  requireWritableSet,
  storeSet,
} from './guard.ts';
import { requireSessionDuration } from './session-duration.ts';
import { mergedTags } from './tags.ts';

export const permissionSets: Operations = {
  ListPermissionSets: (context, input) => {
    requireInstance(context, input);
    const all = context.view.permissionSets.values();
    const { items, token } = page(context, input, all, (set) => set.arn);
    return present({ PermissionSets: items.map((set) => set.arn), NextToken: token });
  },

  DescribePermissionSet: (context, input) => ({
    PermissionSet: describe(requireSet(context, input)),
  }),

  CreatePermissionSet: (context, input) => {
    requireInstance(context, input);
    const { world, knobs } = context;
    const name = input.text('Name');
    const sessionDuration = input.optionalText('SessionDuration') ?? 'PT1H';
    requireSessionDuration(sessionDuration);
    const tags = mergedTags(context, {}, input.fieldsList('Tags'));
    if (world.permissionSets.values().some((set) => set.name === name)) {
      throw conflict(`PermissionSet with name ${name} already exists`);
    }
    if (world.permissionSets.size >= knobs.limits.permissionSets) {
      throw quotaExceeded('You have exceeded the maximum number of permission sets.');
    }
    const set: PermissionSet = {
      arn: world.newSetArn(name),
      name,
      description: input.optionalText('Description'),
      createdAt: world.clock.now(),
      tags,
      content: {
        sessionDuration,
        relayState: input.optionalText('RelayState'),
        managedPolicies: [],
        customerManagedPolicies: [],
        inlinePolicy: undefined,
        permissionsBoundary: undefined,
      },
      version: 0,
      writtenAt: 0,
    };
    storeSet(context, set, true);
    return { PermissionSet: describe(set) };
  },

  UpdatePermissionSet: (context, input) => {
    const set = requireSet(context, input);
    requireWritableSet(context, set);
    const sessionDuration = input.optionalText('SessionDuration') ?? set.content.sessionDuration;
    requireSessionDuration(sessionDuration);
    const description = input.optionalText('Description') ?? set.description;
    // Unlike the others, a relay state that is left out is cleared.
    const relayState = input.optionalText('RelayState');
    const changed = {
      description: description !== set.description,
      sessionDuration: sessionDuration !== set.content.sessionDuration,
      relayState: relayState !== set.content.relayState,
    };
    const stale = context.knobs.behaviour.staleningFields.some((field) => changed[field]);
    const content = { ...set.content, sessionDuration, relayState };
    storeSet(context, { ...set, description, content }, stale);
    return {};
  },

  DeletePermissionSet: (context, input) => {
    const set = requireSet(context, input);
    refuseDelegate(context, set);
    requirePropagated(context, set);
    if (context.requests.touches(set.arn)) throw conflictInProcess();
    if (context.world.pairsOfSet(context.world, set.arn).length > 0) {
      throw conflict(
        'Could not delete because PermissionSet has ApplicationProfile associated with it',
      );
    }
    context.world.permissionSets.delete(set.arn);
    return {};
  },
};

function describe(set: PermissionSet): JsonObject {
  return present({
    Name: set.name,
    PermissionSetArn: set.arn,
    Description: set.description,
    CreatedDate: set.createdAt / 1000,
    SessionDuration: set.content.sessionDuration,
    RelayState: set.content.relayState,
  });
}
