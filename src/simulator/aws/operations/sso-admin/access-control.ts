import { conflict, conflictInProcess, notFound, validation } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import type { JsonObject } from '../../json.ts';
import { present } from '../../json.ts';
import { enabled } from '../../world/access-control.ts';
import type { AccessControl } from '../../world/state.ts';
import { requireInstance } from './guard.ts';

export const accessControl: Operations = {
  DescribeInstanceAccessControlAttributeConfiguration: (context, input) => {
    requireInstance(context, input);
    return describe(requireEnabled(context));
  },

  CreateInstanceAccessControlAttributeConfiguration: (context, input) => {
    requireInstance(context, input);
    const attributes = attributesFrom(input);
    if (context.world.accessControl !== undefined) {
      throw conflict('The instance already has an access control attribute configuration.');
    }
    create(context, attributes);
    return {};
  },

  UpdateInstanceAccessControlAttributeConfiguration: (context, input) => {
    requireInstance(context, input);
    const attributes = attributesFrom(input);
    requireSettled(requireEnabled(context));
    context.world.accessControl = enabled(attributes);
    return {};
  },

  DeleteInstanceAccessControlAttributeConfiguration: (context, input) => {
    requireInstance(context, input);
    const { status } = requireEnabled(context);
    if (status === 'CREATION_IN_PROGRESS') throw conflictInProcess();
    context.world.accessControl = undefined;
    return {};
  },
};

function requireEnabled({ world }: Context): AccessControl {
  if (world.accessControl !== undefined) return world.accessControl;
  throw notFound('Could not find an access control attribute configuration for the instance');
}

/** What AWS does while or after the creation failed is not documented; refusing is the harder case. */
function requireSettled({ status }: AccessControl): void {
  if (status === 'CREATION_IN_PROGRESS') throw conflictInProcess();
  if (status === 'CREATION_FAILED') {
    throw conflict('The access control attribute configuration was not created.');
  }
}

function create(context: Context, attributes: AccessControl['attributes']): void {
  const { world, knobs, effect } = context;
  const takes = knobs.durations.accessControlCreation;
  const creating: AccessControl = {
    status: 'CREATION_IN_PROGRESS',
    statusReason: undefined,
    attributes,
  };
  const end = (): void => {
    if (world.accessControl !== creating) return;
    world.accessControl =
      effect?.kind === 'async-failed'
        ? { ...creating, status: 'CREATION_FAILED', statusReason: effect.reason }
        : enabled(attributes);
  };
  world.accessControl = creating;
  if (effect?.kind === 'async-stuck') return;
  if (takes === 0) end();
  else world.clock.after(takes, end);
}

function attributesFrom(input: Fields): AccessControl['attributes'] {
  const attributes = new Map<string, string>();
  const list = input
    .fields('InstanceAccessControlAttributeConfiguration')
    .fieldsList('AccessControlAttributes');
  for (const attribute of list) {
    const key = attribute.text('Key');
    // Session tags are told apart whatever their case, so two such keys could never both be sent.
    const alike = [...attributes.keys()].find((one) => one.toLowerCase() === key.toLowerCase());
    if (alike !== undefined) throw validation(`Duplicate attribute keys: ${alike}, ${key}`);
    attributes.set(key, attribute.fields('Value').textList('Source')[0] ?? '');
  }
  return Object.fromEntries(attributes);
}

function describe({ status, statusReason, attributes }: AccessControl): JsonObject {
  return present({
    Status: status,
    StatusReason: statusReason,
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: Object.entries(attributes).map(([Key, source]) => ({
        Key,
        Value: { Source: [source] },
      })),
    },
  });
}
