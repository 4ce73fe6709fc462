import { AwsError } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import type { JsonObject } from '../../json.ts';
import type { Trail } from '../../world/state.ts';

export const trails: Operations = {
  DescribeTrails: (context, input) => {
    const wanted = input.textList('trailNameList');
    const shadows = input.values['includeShadowTrails'] !== false;
    const found = visible(context).filter(
      (trail) =>
        (wanted.length === 0 || names(context, trail).some((name) => wanted.includes(name))) &&
        (shadows || isAtHome(context)),
    );
    return { trailList: found.map((trail) => describe(context, trail)) };
  },

  GetTrailStatus: (context, input) => {
    const wanted = input.text('Name');
    const found = visible(context).find((trail) => names(context, trail).includes(wanted));
    if (found === undefined) {
      throw new AwsError('TrailNotFoundException', `Unknown trail: ${wanted}`);
    }
    return { IsLogging: found.logging };
  },
};

/** Trails are the management account's; its members see those of the organization, as shadows. */
function visible({ caller, world, region }: Context): readonly Trail[] {
  const { trails: all, instance } = world.place;
  return all.filter(
    (trail) =>
      (caller.kind === 'management' || trail.wholeOrganization) &&
      (trail.everyRegion || region === instance.region),
  );
}

function isAtHome({ region, world }: Context): boolean {
  return region === world.place.instance.region;
}

/** In another account or Region a trail answers to its ARN only. */
function names(context: Context, trail: Trail): string[] {
  const arn = arnOf(context, trail);
  const own = context.caller.kind === 'management' && isAtHome(context);
  return own ? [arn, trail.name] : [arn];
}

function arnOf({ world }: Context, { name }: Trail): string {
  const { partition, managementAccountId, instance } = world.place;
  return `arn:${partition}:cloudtrail:${instance.region}:${managementAccountId}:trail/${name}`;
}

function describe(context: Context, trail: Trail): JsonObject {
  return {
    Name: trail.name,
    S3BucketName: `trail-${trail.name.toLowerCase()}`,
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: trail.everyRegion,
    HomeRegion: context.world.place.instance.region,
    TrailARN: arnOf(context, trail),
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
    IsOrganizationTrail: trail.wholeOrganization,
  };
}
