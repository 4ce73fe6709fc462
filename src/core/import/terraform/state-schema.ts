import * as z from 'zod';

/**
 * Terraform's state, format version 4, as far as it is used. Sources: hashicorp/terraform
 * internal/states/statefile/version4.go, and the schemas of hashicorp/aws for the attributes.
 */
const instance = z.looseObject({
  index_key: z.union([z.string(), z.number()]).nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  dependencies: z.array(z.string()).nullish(),
});

export const stateResource = z.looseObject({
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  name: z.string(),
  /** An address, such as `module.sso["prod"]`; absent in the root module. */
  module: z.string().nullish(),
  instances: z.array(instance),
});

export type StateResource = z.infer<typeof stateResource>;

export const stateFile = z.looseObject({
  version: z.literal(4),
  resources: z.array(z.unknown()),
  outputs: z.record(z.string(), z.unknown()).optional(),
});

/** What another version, or what is no state, says of itself. */
export const anyState = z.looseObject({
  version: z.unknown(),
  encrypted_data: z.unknown().optional(),
});

const ofSet = { permission_set_arn: z.string(), instance_arn: z.string() };

/** Attributes by type: what tells which set, and whom, a resource is about. */
export const setAttributes = z.looseObject({
  arn: z.string(),
  name: z.string(),
  instance_arn: z.string(),
});

export const partOfSet = z.looseObject(ofSet);

export const accountAssignment = z.looseObject({
  ...ofSet,
  principal_id: z.string(),
  principal_type: z.enum(['GROUP', 'USER']),
  target_id: z.string(),
  target_type: z.literal('AWS_ACCOUNT').nullish(),
});

export const applicationAssignment = z.looseObject({
  application_arn: z.string(),
  principal_id: z.string(),
  principal_type: z.enum(['GROUP', 'USER']),
});

export const accessControlAttributes = z.looseObject({ instance_arn: z.string() });
