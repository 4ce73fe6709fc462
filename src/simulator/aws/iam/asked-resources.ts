import { isJsonObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { World } from '../world/world.ts';
import type { ConditionContext } from './conditions.ts';
import type { AskedResource } from './evaluate.ts';
import { resourceTypesOf } from './resource-types.ts';
import type { ResourceType } from './resource-types.ts';

/** One request, before anybody looked whether it is valid. */
export interface Request {
  readonly service: string;
  readonly operation: string;
  readonly input: JsonObject;
  readonly region: string;
  readonly accountId: string;
}

/** What IAM checks a request against; `*` where the action has no resources. */
export function askedResources(world: World, request: Request): readonly AskedResource[] {
  const shared = sharedContext(world, request);
  const types = resourceTypesOf(request.service, request.operation);
  if (types.length === 0) return [{ arn: '*', context: shared }];
  return types.map((type) => {
    const arn = arnOf(type, world, request);
    return { arn, context: withTags(shared, tagsOf(world, arn)) };
  });
}

// The request may still be wrong in every way, so whatever it does not name becomes a wildcard.
function arnOf(type: ResourceType, { place }: World, { input, region }: Request): string {
  const { partition, instance, managementAccountId, organizationId } = place;
  const named = (...members: readonly string[]): string =>
    members.map((member) => input[member]).find((value) => typeof value === 'string') ?? '*';
  const store = (kind: string, id: string): string =>
    `arn:${partition}:identitystore:::${kind}/${id}`;
  switch (type) {
    case 'instance':
      return typeof input['InstanceArn'] === 'string' ? input['InstanceArn'] : instance.arn;
    case 'permissionSet':
      return named('PermissionSetArn');
    case 'newPermissionSet':
      return `arn:${partition}:sso:::permissionSet/${instance.id}/*`;
    case 'account':
      return `arn:${partition}:sso:::account/${named('AccountId', 'TargetId')}`;
    case 'application':
      return named('ApplicationArn');
    case 'tagged':
      return named('ResourceArn');
    case 'identityStore':
      return `arn:${partition}:identitystore::${instance.ownerAccountId}:identitystore/${named('IdentityStoreId')}`;
    case 'group':
      return store('group', named('GroupId'));
    case 'user':
      return store('user', named('UserId'));
    case 'memberships':
      return store('membership', '*');
    case 'organizationEntity': {
      const id = named('ResourceId', 'ParentId', 'AccountId', 'OrganizationalUnitId', 'ChildId');
      const kind = id.startsWith('ou-') ? 'ou' : id.startsWith('r-') ? 'root' : 'account';
      return `arn:${partition}:organizations::${managementAccountId}:${kind}/${organizationId}/${id}`;
    }
    case 'trail': {
      const name = named('Name');
      if (name.startsWith('arn:')) return name;
      return `arn:${partition}:cloudtrail:${region}:${managementAccountId}:trail/${name}`;
    }
  }
}

function sharedContext({ place }: World, { service, input, region, accountId }: Request) {
  const tags = requestTags(input['Tags']);
  const removed = texts(input['TagKeys']);
  const application = input['ApplicationArn'];
  const keys = [...tags.map(([key]) => key), ...removed];
  return new Map<string, readonly string[]>([
    ['aws:requestedregion', [region]],
    ['aws:principalaccount', [accountId]],
    ...(service === 'sso-admin' ? [['sso:primaryregion', [place.instance.region]] as const] : []),
    ...(typeof application === 'string'
      ? [['sso:applicationaccount', [application.split(':')[4] ?? '']] as const]
      : []),
    ...(service === 'identitystore'
      ? [['identitystore:primaryregion', [place.instance.region]] as const]
      : []),
    ...tags.map(([key, value]) => [`aws:requesttag/${key.toLowerCase()}`, [value]] as const),
    ...(keys.length > 0 ? [['aws:tagkeys', keys] as const] : []),
  ]);
}

function withTags(
  shared: ConditionContext,
  tags: Readonly<Record<string, string>>,
): ConditionContext {
  return new Map([
    ...shared,
    ...Object.entries(tags).map(
      ([key, value]) => [`aws:resourcetag/${key.toLowerCase()}`, [value]] as const,
    ),
  ]);
}

function tagsOf(world: World, arn: string): Readonly<Record<string, string>> {
  return world.permissionSets.get(arn)?.tags ?? {};
}

function requestTags(tags: Json | undefined): readonly (readonly [string, string])[] {
  return (Array.isArray(tags) ? tags : []).flatMap((tag) => {
    if (!isJsonObject(tag)) return [];
    const { Key, Value } = tag;
    return typeof Key === 'string' && typeof Value === 'string' ? [[Key, Value] as const] : [];
  });
}

function texts(value: Json | undefined): readonly string[] {
  return (Array.isArray(value) ? value : []).filter((one) => typeof one === 'string');
}
