import type { ServiceName } from './served-operations.ts';

export interface Amendment {
  readonly service: ServiceName;
  readonly reason: string;
  readonly shapes: Record<string, object>;
}

const partition = 'arn:aws(-[a-z]{1,5}){0,3}';

/** Where the published service models say less than, or something else than, what AWS answers. */
export const amendments: readonly Amendment[] = [
  {
    service: 'sso-admin',
    reason:
      'GetInlinePolicyForPermissionSet answers an empty InlinePolicy for a set that has none, ' +
      'while the model gives the policy document a minimum length of 1.',
    shapes: {
      PermissionSetPolicyDocumentOrNone: { type: 'string', min: 0, max: 32768 },
      GetInlinePolicyForPermissionSetResponse: {
        type: 'structure',
        members: { InlinePolicy: 'PermissionSetPolicyDocumentOrNone' },
      },
    },
  },
  {
    service: 'organizations',
    reason: 'The model knows the partition aws only; aws-cn, aws-us-gov and aws-eusc exist.',
    shapes: {
      OrganizationArn: {
        type: 'string',
        pattern: `${partition}:organizations::\\d{12}:organization/o-[a-z0-9]{10,32}`,
      },
      AccountArn: {
        type: 'string',
        pattern: `${partition}:organizations::\\d{12}:account/o-[a-z0-9]{10,32}/\\d{12}`,
      },
      RootArn: {
        type: 'string',
        pattern: `${partition}:organizations::\\d{12}:root/o-[a-z0-9]{10,32}/r-[0-9a-z]{4,32}`,
      },
      OrganizationalUnitArn: {
        type: 'string',
        pattern:
          `${partition}:organizations::\\d{12}:ou/o-[a-z0-9]{10,32}` +
          '/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}',
      },
    },
  },
  {
    service: 'cloudtrail',
    reason: 'The model gives exceptions no members, while AWS says in each what was wrong.',
    shapes: Object.fromEntries(
      [
        'TrailNotFoundException',
        'InvalidLookupAttributesException',
        'InvalidTimeRangeException',
        'InvalidMaxResultsException',
        'InvalidNextTokenException',
      ].map((name) => [
        name,
        { type: 'structure', exception: true, members: { Message: 'String' } },
      ]),
    ),
  },
];
