import { AwsError } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import { present } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import type { OrganizationalUnit } from '../../world/state.ts';
import { unitTrail } from '../../world/units.ts';

export const organization: Operations = {
  DescribeOrganization: (context) => {
    const { place, accounts } = context.world;
    return {
      Organization: present({
        Id: place.organizationId,
        Arn: organizationArn(context, 'organization', ''),
        FeatureSet: 'ALL',
        MasterAccountArn: organizationArn(context, 'account', `/${place.managementAccountId}`),
        MasterAccountId: place.managementAccountId,
        MasterAccountEmail: accounts.get(place.managementAccountId)?.email,
        AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
      }),
    };
  },

  ListRoots: (context, input) => {
    const { rootId } = context.world.place;
    const root = {
      Id: rootId,
      Arn: organizationArn(context, 'root', `/${rootId}`),
      Name: 'Root',
      PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
    };
    const { items, token } = page(context, input, [root], (one) => one.Id);
    return present({ Roots: [...items], NextToken: token });
  },

  ListOrganizationalUnitsForParent: (context, input) => {
    const parentId = requireParent(context, input);
    const all = context.view.units.values().filter((one) => one.parentId === parentId);
    const { items, token } = page(context, input, all, (one) => one.id);
    const units = items.map((one) => describe(context, one));
    return present({ OrganizationalUnits: units, NextToken: token });
  },

  DescribeOrganizationalUnit: (context, input) => {
    const unit = context.world.units.get(input.text('OrganizationalUnitId'));
    if (unit === undefined) {
      throw new AwsError(
        'OrganizationalUnitNotFoundException',
        "You specified an organizational unit that doesn't exist.",
      );
    }
    return { OrganizationalUnit: describe(context, unit) };
  },

  ListParents: (context, input) => {
    const { world, view } = context;
    const id = input.text('ChildId');
    const parentId = (view.accounts.get(id) ?? view.units.get(id))?.parentId;
    if (parentId === undefined) {
      throw new AwsError('ChildNotFoundException', "You specified a child that doesn't exist.");
    }
    const type = parentId === world.place.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    const { items, token } = page(context, input, [{ Id: parentId, Type: type }], (one) => one.Id);
    return present({ Parents: [...items], NextToken: token });
  },

  ListTagsForResource: (context, input) => {
    const { world, view } = context;
    const id = input.text('ResourceId');
    const found = view.accounts.get(id) ?? view.units.get(id);
    if (found === undefined && id !== world.place.rootId) {
      throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.");
    }
    const all = Object.entries(found?.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
    const { items, token } = page(context, input, all, (tag) => tag.Key);
    const tags: Json[] = [...items];
    return present({ Tags: tags, NextToken: token });
  },
};

export function organizationArn(context: Context, kind: string, rest: string): string {
  const { partition, managementAccountId, organizationId } = context.world.place;
  return `arn:${partition}:organizations::${managementAccountId}:${kind}/${organizationId}${rest}`;
}

export function requireParent(context: Context, input: Fields): string {
  const id = input.text('ParentId');
  const { place, units } = context.world;
  if (id === place.rootId || units.get(id) !== undefined) return id;
  throw new AwsError('ParentNotFoundException', "You specified a parent that doesn't exist.");
}

function describe(context: Context, unit: OrganizationalUnit): JsonObject {
  const { world } = context;
  const trail = [world.place.organizationId, ...unitTrail(world, unit.id)];
  return {
    Id: unit.id,
    Arn: organizationArn(context, 'ou', `/${unit.id}`),
    Name: unit.name,
    Path: `${trail.join('/')}/`,
  };
}
